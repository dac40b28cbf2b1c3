package io.tern.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

  private final StringWriter said = new StringWriter();

  private void show(Progress progress, int finished, int active) {
    progress.show(
        "ACTIVE",
        Map.of("FINISHED", finished, "ACTIVE", active),
        finished * 1_000_000L,
        TEN_SECONDS);
  }

  @Test
  void aTerminalHasABarWithFilesBytesSpeedAndTimeLeft() {
    Progress progress = new Progress(new PrintWriter(said), true, 0);

    show(progress, 1, 2);
    progress.end();

    assertThat(said.toString())
        .isEqualTo(
            "\r\033[K[##########--------------------] ACTIVE 1/3 files {ACTIVE=2, FINISHED=1}"
                + " 1.0 MB 100.0 kB/s 20 s left"
                + System.lineSeparator());
  }

  @Test
  void elsewhereALineIsPrintedWhenSomethingChanged() {
    Progress progress = new Progress(new PrintWriter(said), false, 0);

    show(progress, 1, 2);
    show(progress, 1, 2);
    show(progress, 2, 1);
    progress.end();

    assertThat(said.toString().lines())
        .containsExactly(
            "ACTIVE 1/3 files {ACTIVE=2, FINISHED=1} 1.0 MB",
            "ACTIVE 2/3 files {ACTIVE=1, FINISHED=2} 2.0 MB");
  }
}
