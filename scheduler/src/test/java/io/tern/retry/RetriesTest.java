package io.tern.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final Retries retries = new Retries(3, Backoff.defaults());

  @Test
  void theNumberFollowsTheRuleOfFts() {
    assertThat(retries.allowed(5)).isEqualTo(5);
    assertThat(retries.allowed(0)).as("the server's default").isEqualTo(3);
    assertThat(retries.allowed(-1)).isZero();
  }

  @Test
  void triesAgainAfterTheBackoffWhileRetriesAreLeft() {
    Failure failure = failure(FailureClass.TIMEOUT, true);
    long delay = Backoff.defaults().delayMs(FailureClass.TIMEOUT, 9, 3, 60_000);

    assertThat(retries.after(failure, 9, 2, 3, 60_000, 1_000))
        .isEqualTo(new Verdict.RetryAt(1_000 + delay));
    assertThat(retries.after(failure, 9, 3, 3, 60_000, 1_000))
        .isEqualTo(new Verdict.GiveUp("retries used: 3 of 3"));
    assertThat(retries.after(failure, 9, 0, 0, 60_000, 1_000))
        .isEqualTo(new Verdict.GiveUp("retries used: 0 of 0"));
  }

  @Test
  void aFinalFailureIsNotTriedAgain() {
    assertThat(retries.after(failure(FailureClass.NOT_FOUND, false), 9, 0, 3, 60_000, 1_000))
        .isEqualTo(new Verdict.GiveUp("the failure is final: NOT_FOUND"));
  }

  @Test
  void refusesANegativeDefault() {
    assertThatThrownBy(() -> new Retries(-1, Backoff.defaults()))
        .hasMessage("serverDefault: -1 (expected: >= 0)");
  }

  private static Failure failure(FailureClass failureClass, boolean retryable) {
    return new Failure(failureClass, Side.SOURCE, Phase.TRANSFER, retryable, "message");
  }
}
