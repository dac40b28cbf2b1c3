package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.TransferState;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a copy that stands still while another flows. */
class StallingTest {
  private static final long SIZE = 1_000_000_000_000L;
  private static final long SICK = 1;
  private static final long SOUND = 2;

  private Stage stage = new Stage();
  private UUID job = new UUID(0, 0);
  private long flowed;

  @BeforeEach
  void begin() {
    begin(stage, SIZE);
  }

  /**
   * @param said how large each file is by its submission, 0 for nothing said
   */
  private void begin(Stage stage, long said) {
    this.stage = stage;
    flowed = 0;
    job =
        stage.submit(
            JobKind.REGULAR,
            terms -> terms,
            new Submission.Copy(0, 1, "sick", 0, said, 0),
            new Submission.Copy(0, 1, "sound", 1, said, 0));
    stage.started(SICK, SIZE);
    stage.started(SOUND, SIZE);
    flow(10, true);
  }

  /** Fives of seconds with markers of both, or of the sound one and an empty one of the other. */
  private void flow(int fives, boolean both) {
    for (int i = 0; i < fives; i++) {
      flowed += 500_000_000;
      stage.moved(SICK, both ? flowed : 10 * 500_000_000L);
      stage.moved(SOUND, flowed);
      for (int second = 0; second < 5; second++) {
        stage.pass(1_000);
      }
    }
  }

  @Test
  void itIsStoppedOnceAndHasFailedWhenItHasStopped() {
    flow(10, false);
    assertThat(stage.stops).isEmpty();
    flow(10, false);

    assertThat(stage.stops).containsExactly(new Effect.Stop(Stage.AGENT, SICK, 1));
    assertThat(stage.state(SICK)).isEqualTo(TransferState.ACTIVE);
    stage.ends(SICK, new Outcome.Stopped());

    assertThat(stage.records)
        .filteredOn(LedgerRecord.AttemptEnded.class::isInstance)
        .map(LedgerRecord.AttemptEnded.class::cast)
        .singleElement()
        .satisfies(ended -> {
          assertThat(ended.failure()).isNotNull();
          assertThat(ended.failure().failureClass()).isEqualTo(FailureClass.STALLED);
          assertThat(ended.bytes()).isEqualTo(5_000_000_000L);
        });
    assertThat(stage.state(SICK)).isEqualTo(TransferState.FAILED);
    assertThat(stage.statuses.get(SICK).reason()).contains("stalled: moved 0 bytes in 6");
    assertThat(stage.state(SOUND)).isEqualTo(TransferState.ACTIVE);
  }

  @Test
  void itIsFoundToStallThoughNobodyButItsAgentHadSaidHowLargeItIs() {
    begin(new Stage(), 0);
    flow(20, false);

    assertThat(stage.stops).containsExactly(new Effect.Stop(Stage.AGENT, SICK, 1));
  }

  @Test
  void itIsDoneIfTheStopCameTooLate() {
    flow(20, false);

    stage.ends(SICK, Stage.done());

    assertThat(stage.state(SICK)).isEqualTo(TransferState.FINISHED);
  }

  @Test
  void aCancelIsStillACancel() {
    flow(20, false);

    stage.cancel(job, SICK);
    stage.ends(SICK, new Outcome.Stopped());

    assertThat(stage.state(SICK)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.statuses.get(SICK).reason()).isEqualTo("not wanted");
  }

  @Test
  void ofASilentAgentNothingIsSaid() {
    for (int second = 0; second < 120; second++) {
      stage.nowMs += 1_000;
      flowed += 100_000_000;
      stage.moved(SOUND, flowed);
      Step step = stage.coordination.begin(stage.nowMs, stage.nowMs);
      stage.coordination.due(step);
      stage.coordination.admit(step, 1_000);
      assertThat(step.effects()).isEmpty();
    }
  }
}
