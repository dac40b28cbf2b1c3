package io.tern.orchestrator.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Any text for a duration. */
public final class DurationFuzz {
  private DurationFuzz() {}

  /** What is read must read the same once it was written. */
  public static void fuzzerTestOneInput(byte[] data) {
    Duration read;
    try {
      read = DurationText.parse(new String(data, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return;
    }
    Duration again = DurationText.parse(DurationText.of(read));
    if (!again.equals(read)) {
      throw new AssertionError(read + " is written as " + again);
    }
  }
}
