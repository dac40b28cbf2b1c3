package io.tern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailedTest {
  @Test
  void tellsWhatFailedWhereAndWhatHelps() {
    assertThat(Failed.of(2, FailureClass.NOT_FOUND, Side.SOURCE, Phase.TRANSFER, "no such file"))
        .containsExactly(
            new Reason(
                "failure", "Attempt 2 failed with NOT_FOUND (SOURCE, TRANSFER): no such file"),
            new Reason(
                "help", "Trying again does not help: see whether the file is at the source."));
  }

  @ParameterizedTest
  @EnumSource
  void hasAdviceForEveryClass(FailureClass failure) {
    assertThat(Failed.of(1, failure, Side.DESTINATION, Phase.TRANSFER, "x").getLast().sentence())
        .endsWith(".")
        .hasSizeGreaterThan(20);
  }
}
