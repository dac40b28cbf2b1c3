package io.tern.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  private Child shell(String script) {
    return Child.start(List.of("/bin/sh", "-c", script), directory.resolve("out"));
  }

  @Test
  void aChildThatWatchesItsInputEndsWhenItIsClosed() {
    Child child = shell("echo ready; cat; exit 0");
    child.awaitLine("ready", PATIENCE);

    child.close();

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void killingTheGroupKillsTheGrandchildren() {
    Child child = shell("sleep 300 & echo started $!; wait");
    String line = child.awaitLine("started", PATIENCE);
    long grandchild = Long.parseLong(line.substring("started ".length()));
    ProcessHandle handle = ProcessHandle.of(grandchild).orElseThrow();

    child.killGroup();

    assertThat(handle.onExit().orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(handle);
  }

  @Test
  void aChildThatNeverSaysTheLineIsShownWithWhatItSaid() {
    Child child = shell("echo something else");
    assertThatThrownBy(() -> child.awaitLine("ready", PATIENCE))
        .hasMessageContaining("something else");
  }

  @Test
  void theAccountIncludesWhatDescendantsUse() {
    try (Child child =
        shell("sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo done; cat")) {
      child.awaitLine("done", PATIENCE);
      assertThat(child.account().cpuSeconds()).isPositive();
      assertThat(child.account().residentBytes())
          .isGreaterThan(child.account().ownResidentBytes() - 1)
          .isPositive();
    }
  }

  @Test
  void theMachineSaysHowBusyItIs() {
    assertThat(Machine.load1()).isNotNegative();
    assertThat(Machine.cpuPressure()).isBetween(-1.0, 100.0);
  }
}
