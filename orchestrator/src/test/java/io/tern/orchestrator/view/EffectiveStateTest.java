package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EffectiveStateTest {

  @ParameterizedTest
  @CsvSource({
    "REGULAR, 0, SUBMITTED",
    "REGULAR, 5, SUBMITTED",
    "SESSION_REUSE, 5, SUBMITTED",
    "MULTIPLE_REPLICA, 0, SUBMITTED",
    "MULTIPLE_REPLICA, 1, NOT_USED",
    "MULTI_HOP, 0, SUBMITTED",
    "MULTI_HOP, 1, NOT_USED",
  })
  void onlyTheFirstReplicaAndTheFirstHopMayRun(Kind kind, int index, State expected) {
    JobHeader header = JobHeader.newBuilder().setKind(kind).build();

    assertThat(EffectiveState.initial(header, index)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, -1, STAGING", "-1, 1, STAGING", "-1, -1, SUBMITTED", "0, 0, SUBMITTED"})
  void whatIsOnTapeIsStagedFirst(int bringOnline, int copyPinLifetime, State expected) {
    JobHeader.Builder header =
        JobHeader.newBuilder().setBringOnlineS(bringOnline).setCopyPinLifetimeS(copyPinLifetime);

    assertThat(EffectiveState.initial(header.setKind(Kind.REGULAR).build(), 0)).isEqualTo(expected);
    assertThat(EffectiveState.initial(header.setKind(Kind.MULTI_HOP).build(), 1))
        .isEqualTo(State.NOT_USED);
  }

  @ParameterizedTest
  @CsvSource({
    "CANCELED, true, SUBMITTED, CANCELED",
    "CANCELED, true, ACTIVE, CANCELED",
    "CANCELED, true, NOT_USED, CANCELED",
    "CANCELED, true, FINISHED, FINISHED",
    "ACTIVE, true, ACTIVE, CANCELED",
    "FINISHEDDIRTY, true, SUBMITTED, CANCELED",
    "FINISHED, false, NOT_USED, NOT_USED",
    "FINISHED, false, SUBMITTED, NOT_USED",
    "FINISHED, false, FAILED, FAILED",
    "FAILED, false, NOT_USED, NOT_USED",
    "FAILED, false, SUBMITTED, FAILED",
    "FINISHEDDIRTY, false, ACTIVE, FAILED",
    "ACTIVE, false, SUBMITTED, SUBMITTED",
    "ACTIVE, false, NOT_USED, NOT_USED",
  })
  void theJobDecidesForTransfersThatHaveNotEnded(
      State jobState, boolean cancel, State own, State expected) {
    JobRecord job = JobRecord.newBuilder().setState(jobState).setCancel(cancel).build();

    assertThat(EffectiveState.of(job, own)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"FINISHED", "FAILED", "CANCELED", "FINISHEDDIRTY"})
  void nothingRunsOrWaitsInAJobThatHasEnded(State ended) {
    JobRecord job = JobRecord.newBuilder().setState(ended).build();

    for (State own : State.values()) {
      if (own != State.UNRECOGNIZED && own != State.STATE_UNSPECIFIED) {
        assertThat(EffectiveState.of(job, own))
            .isIn(
                State.FINISHED, State.FAILED, State.CANCELED, State.FINISHEDDIRTY, State.NOT_USED);
      }
    }
  }

  /** A record without one is broken, and never taken for another. */
  @Test
  void aStateThatIsNoneIsRefused() {
    JobRecord job = JobRecord.newBuilder().setState(State.FINISHED).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EffectiveState.of(job, State.STATE_UNSPECIFIED))
        .withMessageContaining("STATE_UNSPECIFIED");
  }

  @Test
  void aTransferTakesTheReasonAndTheEndOfTheJobThatDecidedForIt() {
    JobRecord job =
        JobRecord.newBuilder()
            .setState(State.CANCELED)
            .setCancel(true)
            .setReason("by the user")
            .setFinishedMs(9)
            .build();
    TransferRecord failed =
        TransferRecord.newBuilder().setState(State.FAILED).setReason("no space").build();
    TransferRecord active =
        TransferRecord.newBuilder().setState(State.ACTIVE).setAttempt(2).setRetryAtMs(8).build();

    assertThat(seen(job, failed)).isEqualTo(failed);
    assertThat(seen(job, active))
        .isEqualTo(
            active.toBuilder()
                .setState(State.CANCELED)
                .setReason("by the user")
                .setSinceMs(9)
                .setFinishMs(9)
                .clearRetryAtMs()
                .build());
  }

  private static TransferRecord seen(JobRecord job, TransferRecord record) {
    return EffectiveState.seen(JobHeader.getDefaultInstance(), job, 0, record);
  }
}
