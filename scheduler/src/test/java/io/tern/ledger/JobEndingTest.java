package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs come to: FTS's derivation of job states, its section 3.4 in our reference. */
class JobEndingTest {
  private final Stage stage = new Stage();

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "done, done, done, FINISHED",
    "done, failed, done, FINISHEDDIRTY",
    "failed, failed, failed, FAILED",
    "failed, canceled, failed, FAILED",
    "done, canceled, done, CANCELED",
    "done, failed, canceled, FINISHEDDIRTY",
    "canceled, canceled, canceled, CANCELED",
  })
  void followsFromItsTransfers(String first, String second, String third, JobState expected) {
    UUID job =
        stage.submit(JobKind.REGULAR, copy(0, 1, "x", 0), copy(0, 1, "y", 1), copy(0, 1, "z", 2));

    end(job, 1, first);
    end(job, 2, second);
    assertThat(stage.endings).doesNotContainKey(job);
    end(job, 3, third);

    assertThat(stage.endings).containsEntry(job, expected);
  }

  private void end(UUID job, long transfer, String how) {
    switch (how) {
      case "done" -> stage.ends(transfer, Stage.done());
      case "failed" -> stage.ends(transfer, Stage.failed());
      default -> stage.cancel(job, transfer);
    }
  }

  @Test
  void aHopIsReleasedInTheStepThatEndsTheOneBefore() {
    UUID job = stage.submit(JobKind.MULTI_HOP, copy(0, 1, "x", 0), copy(1, 2, "x", 1));
    assertThat(stage.starts).containsOnlyKeys(1L);

    stage.ends(1, Stage.done());

    assertThat(stage.state(1)).isEqualTo(TransferState.FINISHED);
    assertThat(stage.starts).containsOnlyKeys(1L, 2L);
    stage.ends(2, Stage.done());
    assertThat(stage.endings).containsEntry(job, JobState.FINISHED);
  }

  @Test
  void aChainFailsWithItsFirstHopThatFails() {
    UUID job = stage.submit(JobKind.MULTI_HOP, copy(0, 1, "x", 0), copy(1, 2, "x", 1));

    stage.ends(1, Stage.failed());

    assertThat(stage.endings).containsEntry(job, JobState.FAILED);
    assertThat(stage.starts).doesNotContainKey(2L);
    assertThat(stage.ledger.rows.size()).isZero();
  }

  @Test
  void aChainOfWhichAHopIsCancelledStopsTheOneAtWork() {
    UUID job = stage.submit(JobKind.MULTI_HOP, copy(0, 1, "x", 0), copy(1, 2, "x", 1));

    stage.cancel(job, 2);
    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
    assertThat(stage.stops).extracting(Effect.Stop::transfer).containsExactly(1L);
    stage.ends(1, new Outcome.Stopped());

    assertThat(stage.state(1)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.ledger.rows.size()).isZero();
  }

  @Test
  void oneReplicaFinishesTheJobAndTheOthersStayUnused() {
    UUID job = stage.submit(JobKind.MULTIPLE_REPLICA, copy(0, 2, "x", 0), copy(1, 2, "x", 0));

    stage.ends(1, Stage.done());

    assertThat(stage.endings).containsEntry(job, JobState.FINISHED);
    assertThat(stage.starts).containsOnlyKeys(1L);
  }

  @Test
  void theNextReplicaIsTriedInTheStepInWhichOneFails() {
    UUID job = stage.submit(JobKind.MULTIPLE_REPLICA, copy(0, 2, "x", 0), copy(1, 2, "x", 0));

    stage.ends(1, Stage.failed());
    assertThat(stage.starts).containsKey(2L);
    assertThat(stage.endings).isEmpty();
    stage.ends(2, Stage.done());

    assertThat(stage.endings).containsEntry(job, JobState.FINISHED);
    assertThat(stage.records)
        .anySatisfy(record ->
            assertThat(record)
                .isInstanceOfSatisfying(
                    LedgerRecord.JobChanged.class,
                    changed -> assertThat(changed.winner()).isEqualTo(2)));
  }

  @Test
  void theNextReplicaIsTriedWhenOneIsGivenUpUnheard() {
    stage.submit(JobKind.MULTIPLE_REPLICA, copy(0, 2, "x", 0), copy(1, 2, "x", 0));

    for (int i = 0; i <= 10; i++) {
      stage.ends(1, Stage.unknown());
    }

    assertThat(stage.state(1)).isEqualTo(TransferState.FAILED);
    assertThat(stage.starts).containsKey(2L);
  }

  @Test
  void theFirstReplicaIsTheOneWhereNobodyWaitsUnlessTheyAreOrderly() {
    stage.capacity = 0;
    stage.submit(JobKind.REGULAR, copy(0, 2, "y", 0), copy(0, 2, "z", 1));
    stage.submit(JobKind.MULTIPLE_REPLICA, copy(0, 2, "x", 0), copy(1, 2, "x", 0));
    stage.submit(JobKind.MULTIPLE_REPLICA, Terms::orderly, copy(0, 2, "w", 0), copy(1, 2, "w", 0));

    stage.capacity = 100;
    stage.pass(1_000);

    assertThat(stage.starts).containsOnlyKeys(1L, 2L, 4L, 5L);
  }

  @Test
  void aReplicaThatCannotBeArchivedFailsItsJob() {
    UUID job =
        stage.submit(
            JobKind.MULTIPLE_REPLICA,
            terms -> terms.orderly().archived(60),
            copy(0, 2, "x", 0),
            copy(1, 2, "x", 0));

    stage.ends(1, Stage.done());
    assertThat(stage.state(1)).isEqualTo(TransferState.ARCHIVING);
    stage.ends(1, Stage.failed());

    assertThat(stage.endings).containsEntry(job, JobState.FAILED);
    assertThat(stage.starts).containsOnlyKeys(1L);
  }
}
