package io.tern.orchestrator.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs of this class path in JVMs that lead process groups of their own. */
public final class Jvm {
  private static final int END = 32_000;

  private Jvm() {}

  /**
   * @param output where both its outputs go
   */
  static Process start(String main, List<String> arguments, String heap, Path output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "setsid",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            main));
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("CLASSPATH", classPath());
    return process
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }

  /** Without the tests' own folder: the program has its own logging. */
  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      if (!entry.endsWith("test-classes")) {
        entries.add(entry);
      }
    }
    return String.join(java.io.File.pathSeparator, entries);
  }

  /** A port from {@code first} on that nobody has now; below those of outgoing connections. */
  public static int freePort(int first) {
    for (int port = first; port < END; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        continue;
      }
    }
    throw new IllegalStateException("no port free from " + first + " to " + END);
  }
}
