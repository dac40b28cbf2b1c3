package io.tern.orchestrator.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM that a broker runs in: this one's executable and class path, with a heap of its own.
 *
 * @param heap as {@code -Xmx} takes it
 * @param options further JVM options
 */
public record BrokerJvm(String heap, List<String> options) {
  /** Serial collection: the live heap is near 60 MB, and there are seldom cores to spare. */
  public static final BrokerJvm DEFAULT = new BrokerJvm("512m", List.of());

  public BrokerJvm {
    if (!heap.matches("[1-9][0-9]*[kmgKMG]?")) {
      throw new IllegalArgumentException(
          "broker heap: " + heap + " (expected: a size such as 512m)");
    }
    options = List.copyOf(options);
  }

  /**
   * The process, not yet started; its class path is in the environment to keep {@code ps} legible.
   * Our own variables are not: they may hold a key.
   */
  ProcessBuilder process(BrokerOptions broker) {
    ProcessBuilder process = new ProcessBuilder(command(broker));
    process.environment().keySet().removeIf(name -> name.startsWith("TERN_"));
    process.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return process;
  }

  private List<String> command(BrokerOptions broker) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:+DisplayVMOutputToStderr",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options);
    command.add(BrokerMain.class.getName());
    command.addAll(broker.toArguments());
    return command;
  }
}
