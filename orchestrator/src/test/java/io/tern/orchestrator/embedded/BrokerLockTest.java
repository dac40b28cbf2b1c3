package io.tern.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerLockTest {
  @TempDir Path directory;

  @Test
  void namesTheProcessThatDoesNotLeave() throws Exception {
    Path file = directory.resolve("lock");
    BrokerLock held = BrokerLock.take(file, Duration.ZERO);

    assertThatIOException()
        .isThrownBy(() -> BrokerLock.take(file, Duration.ofMillis(120)))
        .withMessageContaining(file.toString())
        .withMessageContaining("held by process " + ProcessHandle.current().pid());

    held.release();
    BrokerLock.take(file, Duration.ZERO).release();
  }
}
