package io.tern.orchestrator.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code tern broker}: a broker in a process of its own, as several nodes use one. */
final class SharedBroker implements AutoCloseable {
  private final Process process;
  private final String bootstrap;

  private SharedBroker(Process process, String bootstrap) {
    this.process = process;
    this.bootstrap = bootstrap;
  }

  static SharedBroker start(Path data) throws IOException {
    Files.createDirectories(data);
    int port = Jvm.freePort(28_000 + 4 * (int) (ProcessHandle.current().pid() % 500));
    Path output = data.resolve("output");
    Process process =
        Jvm.start(
            "io.tern.orchestrator.embedded.BrokerMain",
            List.of(
                "--data", data.toString(),
                "--port", Integer.toString(port),
                "--controller-port", (port + 1) + "+"),
            "256m",
            output);
    Awaitility.await("the broker is ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(output).contains("ready "));
    return new SharedBroker(process, "127.0.0.1:" + port);
  }

  String bootstrap() {
    return bootstrap;
  }

  Process process() {
    return process;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      Signals.KILL.toGroupOf(process);
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
