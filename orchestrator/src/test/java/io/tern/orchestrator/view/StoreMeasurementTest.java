package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints what the store costs with many queued transfers; asserts the counts only. A million are
 * for a quiet hour: {@code -Dtern.measured.transfers=1000000}.
 */
@Tag("full")
class StoreMeasurementTest {
  private static final int TRANSFERS = Integer.getInteger("tern.measured.transfers", 200_000);
  private static final int STEP = 1_000;

  @TempDir private Path directory;

  @Test
  void transfersInJobsOfAHundred() {
    measure(100);
  }

  @Test
  void jobsOfOneTransfer() {
    measure(1);
  }

  private void measure(int perJob) {
    int jobs = TRANSFERS / perJob;
    try (StoreFixture fixture = new StoreFixture(directory)) {
      int perBatch = Math.max(1, STEP / perJob);
      timed(
          "accept a transfer, jobs of " + perJob,
          TRANSFERS,
          () -> accept(fixture, jobs, perJob, perBatch));
      timed("reopen", 1, () -> reopened(fixture));
      assertThat(timed("restore all", 1, () -> restored(fixture))).isEqualTo(TRANSFERS);
      timed("list the 10 newest", 100, () -> repeat(100, () -> newest(fixture)));
      assertThat(newest(fixture)).isEqualTo(10);
      timed("text at random", 10_000, () -> texts(fixture, jobs, perJob));
      timed("apply a transfer's record", TRANSFERS, () -> change(fixture, jobs, perJob));
      timed("list the 10 newest", 100, () -> repeat(100, () -> newest(fixture)));
      assertThat(timed("restore all, records too", 1, () -> restored(fixture)))
          .isEqualTo(TRANSFERS);
      timed("end a job", jobs, () -> end(fixture, jobs, perJob, perBatch));
      assertThat(timed("restore nothing", 1, () -> restored(fixture))).isZero();
      assertThat(timed("list unfinished of none", 1, () -> unfinished(fixture))).isZero();
    }
  }

  private static int accept(StoreFixture fixture, int jobs, int perJob, int perBatch) {
    for (int from = 0; from < jobs; from += perBatch) {
      int first = from;
      fixture.apply(batch -> {
        for (int i = first; i < first + perBatch; i++) {
          SampleJob.numbered(i, perJob, perJob).acceptedIn(batch);
        }
      });
    }
    return jobs;
  }

  private static int change(StoreFixture fixture, int jobs, int perJob) {
    for (int from = 0; from < TRANSFERS; from += STEP) {
      int first = from;
      fixture.apply(batch -> {
        for (int i = first; i < first + STEP; i++) {
          SampleJob.numbered(i / perJob, perJob, perJob)
              .putTransfer(batch, i % perJob, State.ACTIVE);
        }
      });
    }
    return jobs;
  }

  private static int end(StoreFixture fixture, int jobs, int perJob, int perBatch) {
    for (int from = 0; from < jobs; from += perBatch) {
      int first = from;
      fixture.apply(batch -> {
        for (int i = first; i < first + perBatch; i++) {
          SampleJob job = SampleJob.numbered(i, perJob, perJob);
          batch.job(job.id(), job.record(State.FINISHED).setFinishedMs(i).build());
        }
      });
    }
    return jobs;
  }

  private static int texts(StoreFixture fixture, int jobs, int perJob) {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      UUID job = SampleJob.numbered(random.nextInt(jobs), perJob, perJob).id();
      assertThat(fixture.store.text(job, 0, random.nextInt(perJob)).getChecksum()).isNotEmpty();
    }
    return jobs;
  }

  private static int newest(StoreFixture fixture) {
    return fixture.store.list(StoreFixture.newest(10)).size();
  }

  private static int unfinished(StoreFixture fixture) {
    return fixture.store.list(StoreFixture.unfinished(10)).size();
  }

  private static int reopened(StoreFixture fixture) {
    fixture.reopen();
    return 0;
  }

  private static int restored(StoreFixture fixture) {
    Counting counting = new Counting();
    fixture.store.restore(counting);
    return counting.transfers;
  }

  private static int repeat(int times, Supplier<Integer> call) {
    int last = 0;
    for (int i = 0; i < times; i++) {
      last = call.get();
    }
    return last;
  }

  private static <T> T timed(String what, int count, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    long us = (System.nanoTime() - start) / 1000;
    System.out.printf("%-40s %,12.2f us each, %,d ms%n", what, us / (double) count, us / 1000);
    return result;
  }

  private static final class Counting implements Restored {
    private int transfers;

    @Override
    public void job(UUID job, JobRecord record, JobHeader header) {}

    @Override
    public void part(UUID job, Part part) {
      transfers += part.getSourceCount();
    }

    @Override
    public void transfer(UUID job, long transfer, TransferRecord record) {}

    @Override
    public void orphan(UUID job, Part part) {
      throw new AssertionError("part of no job: " + job);
    }
  }
}
