package io.tern.orchestrator.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.WideCancel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderingsTest {
  private static final int FILES = 3;
  private static final int BATCHES = 3_000;
  private static final List<State> TURNS = List.of(State.ACTIVE, State.READY, State.ARCHIVING);

  private final SampleJob job = SampleJob.numbered(1, FILES, FILES);
  private final SampleJob other = SampleJob.numbered(2, FILES, FILES);
  private final AtomicInteger made = new AtomicInteger();

  @TempDir private Path directory;
  private StoreFixture fixture;

  @BeforeEach
  void acceptJobs() {
    fixture = new StoreFixture(directory);
    fixture.apply(job::acceptedIn);
    fixture.apply(other::acceptedIn);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aJobIsToldOnceInEachFormWhileNothingOfItChanges() {
    assertThat(tell(job)).isEqualTo("SUBMITTED: [SUBMITTED]");
    fixture.apply(batch -> turn(other, batch, State.ACTIVE));
    assertThat(tell(job)).isEqualTo("SUBMITTED: [SUBMITTED]");
    assertThat(made).hasValue(1);

    assertThat(tell(job, "another form")).isEqualTo("SUBMITTED: [SUBMITTED]");
    assertThat(tell(job)).isEqualTo("SUBMITTED: [SUBMITTED]");
    assertThat(made).hasValue(2);
  }

  @Test
  void aTransferOfItThatChangesIsSeenAtOnce() {
    assertThat(tell(job)).isEqualTo("SUBMITTED: [SUBMITTED]");
    fixture.apply(batch -> turn(job, batch, State.ACTIVE));
    assertThat(tell(job)).isEqualTo("ACTIVE: [ACTIVE]");
    fixture.apply(batch -> job.putTransfer(batch, 1, State.FINISHED));
    assertThat(tell(job)).isEqualTo("ACTIVE: [ACTIVE, FINISHED]");
  }

  @Test
  void aWideCancelIsSeenBeforeItsRecordsAndAfter() {
    assertThat(tell(job)).isEqualTo("SUBMITTED: [SUBMITTED]");
    WideCancel.Builder cancel = WideCancel.newBuilder();
    cancel.getOrderBuilder().setVo("atlas").setBelow(Long.MAX_VALUE).setReason("all of it");
    fixture.apply(Position.newBuilder().addCancelling(cancel), batch -> {});
    assertThat(tell(job)).startsWith("CANCELED");

    fixture.apply(
        Position.newBuilder(),
        batch -> batch.job(job.id(), job.record(State.CANCELED).setCancel(true).build()));
    assertThat(tell(job)).startsWith("CANCELED");
    assertThat(tell(other)).startsWith("SUBMITTED");
  }

  @Test
  void whatIsToldOfJobsAgreesWhileBatchesAreApplied() throws InterruptedException {
    fixture.apply(batch -> List.of(job, other).forEach(one -> turn(one, batch, State.ACTIVE)));
    AtomicBoolean done = new AtomicBoolean();
    List<List<String>> seen = new ArrayList<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                seen.add(fixture.store.together(now -> List.of(tell(now, job), tell(now, other))));
              }
            });
    for (int i = 0; i < BATCHES; i++) {
      State state = TURNS.get(i % TURNS.size());
      fixture.apply(batch -> List.of(job, other).forEach(one -> turn(one, batch, state)));
    }
    done.set(true);
    reader.join();

    assertThat(seen)
        .hasSizeGreaterThan(10)
        .allSatisfy(both -> assertThat(both.getFirst()).isEqualTo(both.getLast()));
    assertThat(seen.stream().distinct()).as("told while writing").hasSizeGreaterThan(1);
    assertThat(tell(job)).startsWith(TURNS.get((BATCHES - 1) % TURNS.size()).name());
  }

  @Test
  void memoryIsBoundedAndWhoeverIsAskedForStays() {
    Renderings few = new Renderings(10_000, () -> 0);
    for (int i = 1; i < 100; i++) {
      keep(few, SampleJob.numbered(i, 1, 1));
      keep(few, job);
      assertThat(few.bytes()).isLessThanOrEqualTo(10_000);
    }
    assertThat(few.job(job.id(), 0)).isNotNull();
    assertThat(few.job(SampleJob.numbered(99, 1, 1).id(), 0)).isNotNull();
    assertThat(few.job(SampleJob.numbered(50, 1, 1).id(), 0)).isNull();
  }

  @Test
  void whatNobodyAsksForIsForgotten() {
    long[] now = {0};
    Renderings renderings = new Renderings(1 << 20, () -> now[0]);
    keep(renderings, job);
    now[0] += Duration.ofMinutes(4).toNanos();
    keep(renderings, other);
    renderings.forgetIdle();
    assertThat(renderings.job(job.id(), 0)).isNotNull();

    now[0] += Duration.ofMinutes(5).toNanos();
    renderings.forgetIdle();
    assertThat(renderings.bytes()).isZero();
    assertThat(renderings.job(job.id(), 0)).isNull();
  }

  private static void keep(Renderings renderings, SampleJob job) {
    StoredJob stored = new StoredJob(job.id(), job.header(), job.record(State.ACTIVE).build());
    byte[] text = new byte[1_000];
    new Random(1).nextBytes(text);
    assertThat(renderings.text(stored, "", 0, () -> text)).isEqualTo(text);
    assertThat(renderings.text(stored, "", 0, () -> text)).isEqualTo(text);
  }

  private static void turn(SampleJob job, Batch batch, State state) {
    for (int i = 0; i < FILES; i++) {
      job.putTransfer(batch, i, state);
    }
    batch.job(job.id(), job.record(state).build());
  }

  private String tell(SampleJob job) {
    return tell(job, "");
  }

  private String tell(SampleJob job, String form) {
    return fixture.store.together(now -> tell(now, job, form));
  }

  private String tell(JobReader now, SampleJob job) {
    return tell(now, job, "");
  }

  private String tell(JobReader now, SampleJob job, String form) {
    StoredJob found = now.job(job.id()).orElseThrow();
    return new String(now.rendering(found, form, () -> make(now, found)), UTF_8);
  }

  private byte[] make(JobReader now, StoredJob job) {
    made.incrementAndGet();
    List<State> states = new ArrayList<>();
    now.transfers(job, each -> states.add(each.record().getState()));
    String text = job.record().getState() + ": " + states.stream().distinct().sorted().toList();
    return text.getBytes(UTF_8);
  }
}
