package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Stat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final Integrity NONE = Integrity.of("n", "");

  private static Found found(boolean occupied) {
    return new Found(
        Optional.of(Stat.file(7)), true, occupied ? Optional.of(Stat.file(3)) : Optional.empty());
  }

  @ParameterizedTest(name = "flag {0}, last hop {1}, retries {2}, on disk {3}: {4}")
  @CsvSource({
    "'', true, 0, true, EXISTS",
    "'', true, 3, true, EXISTS",
    "Y, true, 0, false, overwrite",
    "R, true, 0, true, EXISTS",
    "R, true, 1, false, overwrite",
    "M, false, 0, false, overwrite",
    "M, true, 0, true, EXISTS",
    "D, true, 0, true, unless on tape",
    "D, true, 0, false, INVALID",
    "Q, false, 0, false, overwrite",
    "Q, true, 0, true, unless on tape",
    "Q, true, 0, false, INVALID",
  })
  void replacesAnExistingFileByTheFlag(
      String flag, boolean last, int retries, boolean onDisk, String expected) {
    Start start =
        Start.newBuilder()
            .setOverwriteFlag(flag)
            .setLastHop(last)
            .setRetries(retries)
            .setReplaceOnDisk(onDisk)
            .build();

    switch (Plan.of(start, NONE, found(true))) {
      case Plan.Copy copy -> {
        assertThat(expected).isEqualTo("overwrite");
        assertThat(copy.overwrite()).isTrue();
        assertThat(copy.held().getSize()).isEqualTo(3);
      }
      case Plan.Refuse refuse -> {
        assertThat(refuse.failure().failureClass().name()).isEqualTo(expected);
        assertThat(refuse.failure().retryable()).isFalse();
      }
      case Plan.CopyUnlessOnTape careful -> {
        assertThat(expected).isEqualTo("unless on tape");
        assertThat(careful.copy().overwrite()).isTrue();
      }
      case Plan.Complete complete -> throw new AssertionError(complete);
    }
  }

  @Test
  void saysInTheWordsOfFtsThatAFileExists() {
    Plan plan = Plan.of(Start.getDefaultInstance(), NONE, found(true));

    assertThat(((Plan.Refuse) plan).failure().text())
        .isEqualTo("DESTINATION [17] Destination file exists and overwrite is not enabled");
  }

  @Test
  void saysInTheWordsOfFtsThatAFileOnDiskMayNotBeReplaced() {
    Plan plan = Plan.of(Start.newBuilder().setOverwriteFlag("D").build(), NONE, found(true));

    assertThat(((Plan.Refuse) plan).failure().text())
        .isEqualTo(
            "DESTINATION [22] Destination endpoint not configured with"
                + " \"overwrite-disk-enabled\" (overwrite-when-only-on-disk requested)");
  }

  @Test
  void neverOverwritesWhereNothingIs() {
    Start start = Start.newBuilder().setOverwriteFlag("Y").build();

    assertThat(Plan.of(start, NONE, found(false)))
        .isInstanceOfSatisfying(Plan.Copy.class, copy -> assertThat(copy.overwrite()).isFalse());
  }
}
