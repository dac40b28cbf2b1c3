package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import java.util.List;

/** What tests expect of the end of an attempt. */
final class Endings {
  private Endings() {}

  /** Nothing moves any more and nothing is left. */
  static void assertFailed(Ended ended, FailureClass kind, Side side, Phase phase) {
    assertEnded(End.END_FAILED, ended, kind, side, phase);
  }

  /** The next attempt has to look. */
  static void assertUnknown(Ended ended, FailureClass kind, Side side, Phase phase) {
    assertEnded(End.UNKNOWN, ended, kind, side, phase);
    assertThat(ended.getRetryable()).isTrue();
  }

  private static void assertEnded(End end, Ended ended, FailureClass kind, Side side, Phase phase) {
    assertThat(ended.getEnd()).as("%s", ended).isEqualTo(end);
    assertThat(List.of(ended.getFailureClass(), ended.getSide(), ended.getPhase()))
        .as(ended.getMessage())
        .containsExactly(kind.name(), side.name(), phase.name());
  }
}
