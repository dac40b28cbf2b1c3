package io.tern.loadtest.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How busy the machine is, as the kernel says. */
public final class Machine {
  private Machine() {}

  /** The load average of the last minute. */
  public static double load1() {
    String text = read(Path.of("/proc/loadavg"));
    return Double.parseDouble(text.substring(0, text.indexOf(' ')));
  }

  /**
   * The percentage of the last ten seconds in which some task waited for a processor; -1 if
   * unknown.
   */
  public static double cpuPressure() {
    Path file = Path.of("/proc/pressure/cpu");
    if (!Files.isReadable(file)) {
      return -1;
    }
    String text = read(file);
    int start = text.indexOf("avg10=") + "avg10=".length();
    return Double.parseDouble(text.substring(start, text.indexOf(' ', start)));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
