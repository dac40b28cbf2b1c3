package io.tern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.TransferState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FINISHED  | 2 |    0 |         | finished       | Attempt 2 was done at 1970-01-01T00:00:01Z.",
        "FAILED    | 3 |    0 | no file | failed         | It was given up at 1970-01-01T00:00:01Z: no file",
        "CANCELED  | 0 |    0 | unasked | canceled       | It was cancelled at 1970-01-01T00:00:01Z: unasked",
        "CANCELED  | 0 |    0 |         | canceled       | It was cancelled at 1970-01-01T00:00:01Z.",
        "SUBMITTED | 1 | 9000 |         | back-off-until | After attempt 1 it rests until 1970-01-01T00:00:09Z.",
      })
  void tellsWhatTheRecordHas(
      TransferState state, int attempt, long retryAt, String reason, String code, String sentence) {
    assertThat(Seen.of(state, attempt, 1_000, retryAt, reason == null ? "" : reason))
        .containsExactly(new Reason(code, sentence));
  }

  @ParameterizedTest
  @CsvSource({"SUBMITTED", "ACTIVE", "STAGING"})
  void leavesTheRestToTheLeader(TransferState state) {
    assertThat(Seen.of(state, 0, 1_000, 0, "")).isEmpty();
  }
}
