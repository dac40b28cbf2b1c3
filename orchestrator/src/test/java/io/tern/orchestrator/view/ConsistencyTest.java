package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.wire.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsistencyTest {
  private static final int TRANSFERS = 50;
  private static final int BATCHES = 3_000;
  private static final List<State> TURNS = List.of(State.ACTIVE, State.READY, State.ARCHIVING);

  @TempDir private Path directory;

  @Test
  void aJobAndItsTransfersAlwaysAgreeWhileBatchesAreApplied() throws InterruptedException {
    SampleJob job = SampleJob.numbered(1, TRANSFERS, 20);
    try (StoreFixture fixture = new StoreFixture(directory)) {
      fixture.apply(job::acceptedIn);
      fixture.apply(batch -> turn(job, batch, State.ACTIVE));
      AtomicBoolean done = new AtomicBoolean();
      List<Set<State>> seen = new ArrayList<>();
      Thread reader = Thread.ofPlatform().start(() -> readUntil(done, fixture.store, job, seen));

      for (int i = 0; i < BATCHES; i++) {
        State state = TURNS.get(i % TURNS.size());
        fixture.apply(batch -> turn(job, batch, state));
      }
      done.set(true);
      reader.join();

      assertThat(seen).hasSizeGreaterThan(10).allSatisfy(states -> assertThat(states).hasSize(1));
      assertThat(seen)
          .flatMap(states -> states)
          .as("states met while writing")
          .hasSizeGreaterThan(1);
    }
  }

  private static void turn(SampleJob job, Batch batch, State state) {
    for (int i = 0; i < TRANSFERS; i++) {
      job.putTransfer(batch, i, state);
    }
    batch.job(job.id(), job.record(state).build());
  }

  private static void readUntil(
      AtomicBoolean done, LocalStore store, SampleJob job, List<Set<State>> seen) {
    while (!done.get()) {
      seen.add(store.together(reader -> statesOf(reader, job)));
    }
  }

  private static Set<State> statesOf(JobReader reader, SampleJob job) {
    StoredJob found = reader.job(job.id()).orElseThrow();
    Set<State> states = new HashSet<>(Set.of(found.record().getState()));
    reader.transfers(found, each -> states.add(each.record().getState()));
    return states;
  }
}
