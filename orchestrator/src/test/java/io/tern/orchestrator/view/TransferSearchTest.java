package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferSearchTest {
  @TempDir private Path directory;

  /** Three jobs in each millisecond; every seventh has been removed. */
  @Test
  void findsTheJobOfEveryTransferAndNoneForOthers() {
    List<SampleJob> kept = new ArrayList<>();
    try (StoreFixture fixture = new StoreFixture(directory)) {
      for (int number = 0; number < 300; number++) {
        SampleJob plain = SampleJob.numbered(number, 3, 3);
        SampleJob job = plain.with(plain.header().toBuilder().setSubmitMs(5_000 + number / 3));
        if (number % 7 != 3) {
          fixture.apply(job::acceptedIn);
          kept.add(job);
        }
      }
      long seed = System.nanoTime();
      Collections.shuffle(kept, new Random(seed));
      for (SampleJob job : kept) {
        assertThat(fixture.store.holding(job.transfer(0)).orElseThrow().id()).isEqualTo(job.id());
        assertThat(fixture.store.holding(job.transfer(2)).orElseThrow().id()).isEqualTo(job.id());
      }
      for (long absent : new long[] {0, -5, 3 * 3 + 1, 3 * 10 + 3, 901, Long.MAX_VALUE}) {
        assertThat(fixture.store.holding(absent)).as("transfer %d", absent).isEmpty();
      }
    }
  }

  @Test
  void anEmptyStoreHasNone() {
    try (StoreFixture fixture = new StoreFixture(directory)) {
      assertThat(fixture.store.holding(1)).isEmpty();
    }
  }
}
