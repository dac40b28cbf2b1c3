package io.tern.ledger;

import static io.tern.ledger.Stage.HOUR_MS;
import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of attempts: races, silence, hand-backs, limits. */
class AttemptTest {
  private final Stage stage = new Stage();

  @Test
  void aCancelAppliedFirstWinsOverADone() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));

    stage.cancel(job);
    stage.ends(1, Stage.done());

    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
    assertThat(stage.state(1)).isEqualTo(TransferState.CANCELED);
  }

  @Test
  void aDoneAppliedFirstWinsOverACancel() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));

    stage.ends(1, Stage.done());
    stage.cancel(job);

    assertThat(stage.endings).containsEntry(job, JobState.FINISHED);
    assertThat(stage.answers).extracting(Effect.Answer::status).containsExactly(200, 404);
  }

  @Test
  void aCancelledCopyKeepsItsDestinationUntilItsAgentSaysThatItIsAtRest() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"), copy(0, 1, "y", 1));
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.cancel(job, 1);
    assertThat(stage.state(1)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.starts).doesNotContainKey(3L);
    stage.ends(1, new Outcome.Stopped());

    assertThat(stage.starts).containsKey(3L);
    assertThat(stage.statuses.get(1L).reason()).isEqualTo("not wanted");
  }

  @Test
  void aCancelledCopyThatNobodyHeardTheEndOfHasTimeToComeToRest() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"), copy(0, 1, "y", 1));
    UUID whole = stage.submit(JobKind.REGULAR, copy("z"));
    stage.submit(JobKind.REGULAR, copy("x"), copy(0, 1, "z", 1));

    stage.cancel(job, 1);
    stage.cancel(whole);
    stage.ends(1, Stage.unknown());
    stage.ends(3, Stage.unknown());
    stage.pass(59_999);
    assertThat(stage.starts).doesNotContainKeys(4L, 5L);
    assertThat(stage.ledger.scheduler.running()).isEqualTo(3);
    stage.pass(1);

    assertThat(stage.starts).containsKeys(4L, 5L);
    assertThat(stage.statuses.get(1L).reason()).isEqualTo("not wanted");
    assertThat(stage.statuses.get(1L).stopping()).isFalse();
    assertThat(stage.ledger.knows(whole)).isFalse();
  }

  @Test
  void aCancelledCopyHasThatTimeUnderANewLeaderToo() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));
    stage.cancel(job);
    stage.ends(1, Stage.unknown());

    var next = new Coordination(stage.ledger, new Agents(330_000, 15_000));
    next.takeOver(List.of(), stage.nowMs);
    next.due(next.begin(stage.nowMs, stage.nowMs));
    assertThat(stage.ledger.knows(job)).isTrue();
    next.due(next.begin(stage.nowMs + 60_000, stage.nowMs + 60_000));

    assertThat(stage.ledger.knows(job)).isFalse();
  }

  @Test
  void lateAndDoubleReportsAreCountedAndChangeNothing() {
    stage.submit(JobKind.REGULAR, copy("x"), copy(0, 1, "y", 1));
    Input started = new Input.Started(Stage.AGENT, 1, 1, Held.UNKNOWN, 7, "");
    Input done = stage.ended(1, Stage.done());

    stage.decide(started);
    stage.decide(started);
    assertThat(stage.records).isEmpty();
    stage.decide(done);
    stage.decide(done);
    assertThat(stage.records).isEmpty();
    stage.decide(started);

    assertThat(stage.records).isEmpty();
    assertThat(stage.coordination.stale()).isEqualTo(3);
  }

  @Test
  void attemptsAreCountedOnHoweverOftenOneIsHandedBack() {
    stage.submit(JobKind.REGULAR, copy("x"));

    for (int i = 0; i < 66_000; i++) {
      stage.ends(1, Stage.handedBack());
      stage.pass(1_100);
    }

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(66_001);
    assertThat(stage.starts.get(1L).retries()).isZero();
  }

  @Test
  void aReportOfAnotherLifeOfTheAgentIsStale() {
    stage.submit(JobKind.REGULAR, copy("x"));

    AgentId other = new AgentId("agent", "0");
    stage.decide(new Input.Ended(other, 1, 1, Stage.done(), 0, 0));

    assertThat(stage.coordination.stale()).isEqualTo(1);
    assertThat(stage.state(1)).isEqualTo(TransferState.READY);
  }

  @Test
  void anUnheardCopyKeepsPlacesAndDestinationForTheNextAttempt() {
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.ends(1, Stage.unknown());

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).afterUnknown()).isTrue();
    assertThat(stage.starts).doesNotContainKey(2L);
    assertThat(stage.ledger.scheduler.running()).isEqualTo(1);
  }

  @Test
  void anUnheardCopyKeepsThemEvenIfTheNextAttemptIsHandedBack() {
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.ends(1, Stage.unknown());
    stage.ends(1, Stage.handedBack());

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(3);
    assertThat(stage.starts.get(1L).afterUnknown()).isTrue();
    assertThat(stage.starts).doesNotContainKey(2L);
  }

  @Test
  void anUnheardCopyThatIsCancelledBeforeAnAgentIsFoundHasTimeToComeToRest() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.capacity = 0;
    stage.ends(1, Stage.unknown());
    stage.cancel(job);
    stage.capacity = 100;
    stage.pass(59_000);
    assertThat(stage.starts).doesNotContainKey(2L);
    stage.pass(1_000);

    assertThat(stage.state(1)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.starts).containsKey(2L);
  }

  @Test
  void aLostAgentsAttemptsAreTakenUpByOthers() {
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.started(1);

    stage.decide(new Input.AgentLost(Stage.AGENT));

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).afterUnknown()).isTrue();
  }

  @Test
  void aNewLeaderTakesUpTheAttemptsOfAnEarlierLifeOfAnAgent() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"), copy(0, 1, "y", 1));
    AgentId later = new AgentId("agent", "2");
    TransferStatus status = stage.statuses.get(2L).given(later, stage.nowMs);
    stage.ledger.apply(new LedgerRecord.TransferChanged(job, 2, status));

    var next = new Coordination(stage.ledger, new Agents(330_000, 15_000));
    next.takeOver(List.of(), stage.nowMs);
    Step step = next.begin(stage.nowMs, stage.nowMs);
    next.due(step);

    assertThat(step.records())
        .filteredOn(LedgerRecord.AttemptEnded.class::isInstance)
        .extracting(record -> ((LedgerRecord.AttemptEnded) record).transfer())
        .containsExactly(1L);
  }

  @Test
  void whatAgentsHandBackCostsNoRetry() {
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.ends(1, Stage.handedBack());
    assertThat(stage.handedBack).containsExactly(1L);
    assertThat(stage.state(1)).isEqualTo(TransferState.SUBMITTED);
    assertThat(stage.ledger.scheduler.running()).isZero();
    stage.pass(1_000);

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).retries()).isZero();
  }

  @Test
  void whatIsHandedBackForATimeIsNotTriedSooner() {
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.ends(1, new Outcome.HandedBack("the storage is left alone", 30_000));
    stage.pass(29_999);
    assertThat(stage.starts.get(1L).attempt()).isEqualTo(1);
    stage.pass(1);

    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).retries()).isZero();
  }

  @Test
  void aRetryRestsItsBackOffAndBlocksNobody() {
    stage.submit(JobKind.REGULAR, terms -> terms.retry(1, 100), copy("x"));
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.STORAGE_IO, true));
    assertThat(stage.handedBack).isEmpty();
    assertThat(stage.starts).containsKey(2L);
    stage.ends(2, Stage.done());
    stage.pass(99_999);
    assertThat(stage.starts.get(1L).attempt()).isEqualTo(1);
    stage.pass(25_001);
    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.STORAGE_IO, true));

    assertThat(stage.state(1)).isEqualTo(TransferState.FAILED);
  }

  @Test
  void whatStillQueuesAtTheEndOfItsTimeIsCancelledAndWhatRunsMayEnd() {
    stage.capacity = 1;
    UUID job =
        stage.submit(
            JobKind.REGULAR,
            terms -> terms.retry(3).expiring(stage.nowMs + 60_000),
            copy("x"),
            copy(0, 1, "y", 1));

    stage.pass(60_000);
    assertThat(stage.state(2)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.endings).isEmpty();
    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.STORAGE_IO, true));
    stage.pass(1_000);

    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
    assertThat(stage.ledger.rows.size()).isZero();
  }

  @Test
  void whatQueuesAsItsTokensEndIsCancelledThen() {
    stage.capacity = 1;
    UUID job =
        stage.submit(
            JobKind.REGULAR,
            terms -> terms.retry(3).expiring(stage.nowMs + 90_000).opening(stage.nowMs + 60_000),
            copy("x"),
            copy(0, 1, "y", 1));

    stage.pass(59_999);
    assertThat(stage.statuses).doesNotContainKey(2L);
    stage.pass(1);
    assertThat(stage.state(2)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.statuses.get(2L).reason())
        .isEqualTo(
            "Job has been canceled because the tokens that came with it have expired and are not"
                + " renewed (until %s)",
            Instant.ofEpochMilli(stage.nowMs));
    stage.ends(1, Stage.done());

    assertThat(stage.state(1)).isEqualTo(TransferState.FINISHED);
    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
  }

  @Test
  void aTimeInQueueThatIsShorterThanItsTokensLiveHolds() {
    stage.capacity = 1;
    stage.submit(
        JobKind.REGULAR,
        terms -> terms.expiring(stage.nowMs + 30_000).opening(stage.nowMs + 60_000),
        copy("x"),
        copy(0, 1, "y", 1));

    stage.pass(30_000);

    assertThat(stage.statuses.get(2L).reason()).contains("stayed in the queue for too long");
  }

  @Test
  void nothingStartsWhileHeldAndAllThatMayOnceItIsNot() {
    stage.decide(new Input.Hold(true, "operator", Ask.NOBODY));
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.pass(HOUR_MS);
    assertThat(stage.starts).isEmpty();

    stage.decide(new Input.Hold(false, "operator", Ask.NOBODY));

    assertThat(stage.starts).containsOnlyKeys(1L);
  }

  @Test
  void aCopyWhoseAgentIsSilentIsStoppedAndMadeAgain() {
    stage.submit(JobKind.REGULAR, copy("x"));

    stage.pass(2 * HOUR_MS);

    assertThat(stage.stops).containsExactly(new Effect.Stop(Stage.AGENT, 1, 1));
    assertThat(stage.starts.get(1L).attempt()).isEqualTo(2);
    assertThat(stage.starts.get(1L).afterUnknown()).isTrue();
  }

  @Test
  void aCancelledCopyWhoseAgentIsSilentIsTakenToBeAtRest() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));

    stage.cancel(job);
    stage.pass(2 * HOUR_MS);
    stage.pass(60_000);

    assertThat(stage.state(1)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.ledger.rows.size()).isZero();
    assertThat(stage.ledger.scheduler.running()).isZero();
  }

  @Test
  void bringingOnlineHasATimeLimitAndHoldsNoPlaces() {
    UUID job = stage.submit(JobKind.REGULAR, terms -> terms.staged(60).archived(60), copy("x"));
    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.BRING_ONLINE);
    assertThat(stage.ledger.scheduler.running()).isZero();

    stage.pass(2 * HOUR_MS);

    assertThat(stage.statuses.get(1L).reason()).contains("bring-online timeout");
    assertThat(stage.endings).containsEntry(job, JobState.FAILED);
  }

  @Test
  void aStagedFileThatHasLeftTheDiskIsStagedAgainOnce() {
    UUID job = stage.submit(JobKind.REGULAR, terms -> terms.staged(60).archived(60), copy("x"));
    stage.ends(1, Stage.done());
    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.COPY);

    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.NOT_ONLINE, false));
    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.BRING_ONLINE);
    assertThat(stage.statuses.get(1L).retries()).isZero();
    assertThat(stage.ledger.scheduler.running()).isZero();

    stage.ends(1, Stage.done());
    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.COPY);
    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.NOT_ONLINE, false));

    assertThat(stage.endings).containsEntry(job, JobState.FAILED);
  }

  @Test
  void itIsRememberedByItsStatusAloneThatAFileWasStagedAgain() {
    UUID job = stage.submit(JobKind.REGULAR, terms -> terms.staged(60).archived(60), copy("x"));
    stage.ends(1, Stage.done());
    TransferStatus waiting =
        TransferStatus.waiting(TransferState.SUBMITTED, 3, 0, stage.nowMs)
            .with(new TransferStatus.Tape(1, 2, 0, 0, true, ""));
    stage.ledger.apply(new LedgerRecord.TransferChanged(job, 1, waiting));
    stage.pass(1);
    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.COPY);

    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.NOT_ONLINE, false));

    assertThat(stage.endings).containsEntry(job, JobState.FAILED);
  }

  @Test
  void anAttemptIsToldWhichWaysAreOpen() {
    stage.submit(JobKind.REGULAR, copy("x"));

    assertThat(stage.starts.get(1L).ways()).isEqualTo(new Ways(true, true, true));
  }

  @Test
  void aFileThatNobodyAskedToStageIsNotStaged() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));

    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.NOT_ONLINE, false));

    assertThat(stage.endings).containsEntry(job, JobState.FAILED);
  }

  @Test
  void watchingTheArchiveHasATimeLimitAndHoldsNoPlaces() {
    UUID job = stage.submit(JobKind.REGULAR, terms -> terms.staged(60).archived(60), copy("x"));
    stage.ends(1, Stage.done());
    stage.ends(1, Stage.done());
    assertThat(stage.starts.get(1L).task()).isEqualTo(Task.WATCH_ARCHIVE);
    assertThat(stage.ledger.scheduler.running()).isZero();

    stage.pass(2 * HOUR_MS);

    assertThat(stage.statuses.get(1L).reason()).contains("archive timeout");
    assertThat(stage.endings).containsEntry(job, JobState.FAILED);
  }

  @Test
  void aQueueWithoutAgentsEndsAfterTheLongestTime() {
    stage.capacity = 0;
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));

    stage.pass(30 * 24 * HOUR_MS);

    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
    assertThat(stage.ledger.rows.size()).isZero();
  }

  @Test
  void aJobThatCameAndWentInOneStepIsADuplicateInTheSame() {
    UUID id = new UUID(9, 9);
    Submission again =
        new Submission(
            id,
            new Terms(JobKind.REGULAR).submitted(),
            List.of(new StorageName("davs://a")),
            List.of(copy(0, 0, "x", 0)),
            1);
    Input submit = new Input.Submit(again.parts().getFirst(), false, new Ask("request", "node", 0));

    stage.decide(submit, new Input.Cancel(id, new long[0], "", Ask.NOBODY), submit);

    assertThat(stage.answers).extracting(Effect.Answer::status).containsExactly(200, 409);
  }

  @Test
  void whatIsInTheWayIsKeptWithTheFailure() {
    DestinationFile file = new DestinationFile(7, "adler32:1", false, true);
    Failure exists =
        new Failure(
            FailureClass.EXISTS, Side.DESTINATION, Phase.TRANSFER_PREPARATION, false, "there");
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.submit(JobKind.REGULAR, copy("y"));

    stage.ends(1, new Outcome.Failed(exists, 0, file));
    stage.ends(2, Stage.failed());

    assertThat(stage.statuses.get(1L).inTheWay()).isEqualTo(file);
    assertThat(stage.statuses.get(1L).reason()).isEqualTo("DESTINATION [17] there");
    assertThat(stage.statuses.get(2L).inTheWay()).isNull();
  }
}
