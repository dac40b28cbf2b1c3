package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.storage.Stat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrityTest {
  private static final String SOURCE_USER = "Source and user-defined ADLER32 checksum do not match";
  private static final String USER_DESTINATION =
      "User-defined and destination ADLER32 checksum do not match";
  private static final String SOURCE_DESTINATION =
      "Source and destination ADLER32 checksum do not match";

  private static Stat stat(@Nullable String sum) {
    return sum == null ? Stat.file(7) : Stat.file(7).with(new Checksum("ADLER32", sum));
  }

  @ParameterizedTest(name = "mode {0}, user {1}, source {2}, destination {3}: {4}")
  @CsvSource({
    "n, 1, 2, 3, ok",
    "'', 1, 2, 3, ok",
    "c, 1, 2, 3, ok",
    "s, 1, 1, 3, ok",
    "s, 1, 2, 1, source-user",
    "s, '', 2, 3, ok",
    "s, 1, , 1, missing",
    "t, 1, 2, 1, ok",
    "t, 1, 1, 2, user-destination",
    "t, '', 2, 3, ok",
    "t, 1, 1, , missing",
    "b, 1, 1, 1, ok",
    "b, 1, 2, 1, source-user",
    "b, 1, 1, 2, user-destination",
    "b, '', 00ff, FF, ok",
    "b, '', 1, 2, source-destination",
    "b, '', , 2, missing",
    "b, '', 1, , missing",
  })
  void comparesByTheMode(
      String mode,
      String user,
      @Nullable String source,
      @Nullable String destination,
      String expected) {
    Integrity integrity = Integrity.of(mode, user.isEmpty() ? "" : "ADLER32:" + user);

    Optional<Failure> wrong =
        integrity
            .source(stat(source))
            .or(() -> integrity.destination(Optional.of(stat(source)), stat(destination)));

    assertThat(wrong.map(IntegrityTest::kind).orElse("ok")).isEqualTo(expected);
    assertThat(wrong.stream())
        .allMatch(failure -> failure.failureClass() == FailureClass.CHECKSUM)
        .noneMatch(Failure::retryable);
  }

  private static String kind(Failure failure) {
    String message = failure.message();
    if (message.startsWith(SOURCE_USER + " (")) {
      return "source-user";
    }
    if (message.startsWith(USER_DESTINATION + " (")) {
      return "user-destination";
    }
    return message.startsWith(SOURCE_DESTINATION + " (") ? "source-destination" : "missing";
  }
}
