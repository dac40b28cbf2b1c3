package io.tern.storage.webdav;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the body of a COPY: performance markers, one for each stripe, and the line that says how it
 * ended.
 *
 * <p>Bytes never fall and never exceed the size of the source: XRootD 5.5 reports what it assigned
 * to its streams, not what has arrived; dCache leaves the bytes out while a copy waits in a queue.
 * Keys that are not known, and their order and indentation, do not matter.
 */
final class Markers {
  private static final int MAX_STRIPES = 128;

  /** How a copy ended by its own words. */
  record Result(boolean success, String line) {}

  private final long size;
  private long[] stripes = new long[1];
  private int stripe;
  private long stripeBytes = -1;
  private long bytes;
  private Optional<Result> result = Optional.empty();
  private boolean any;

  /**
   * @param size of the source in bytes, -1 when unknown
   */
  Markers(long size) {
    this.size = size;
  }

  void line(String raw) {
    String text = raw.strip();
    if (text.equalsIgnoreCase("Perf Marker")) {
      begin();
    } else if (text.equalsIgnoreCase("End")) {
      end();
    } else if (starts(text, "Stripe Index:")) {
      stripe = (int) Math.clamp(number(text), 0, MAX_STRIPES - 1);
    } else if (starts(text, "Stripe Bytes Transferred:")) {
      stripeBytes = number(text);
    } else {
      resultOf(text).ifPresent(this::ended);
    }
  }

  private void begin() {
    any = true;
    stripe = 0;
    stripeBytes = -1;
  }

  private void end() {
    if (stripe >= stripes.length) {
      stripes = Arrays.copyOf(stripes, stripe + 1);
    }
    stripes[stripe] = Math.max(stripes[stripe], stripeBytes);
    long sum = 0;
    for (long each : stripes) {
      sum += each;
    }
    bytes = Math.max(bytes, size < 0 ? sum : Math.min(sum, size));
    stripeBytes = -1;
  }

  private void ended(Result how) {
    any = true;
    result = Optional.of(how);
  }

  private static Optional<Result> resultOf(String text) {
    if (starts(text, "success")) {
      return Optional.of(new Result(true, text));
    }
    boolean failed = starts(text, "failure") || starts(text, "failed") || starts(text, "aborted");
    return failed ? Optional.of(new Result(false, text)) : Optional.empty();
  }

  private static boolean starts(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.substring(text.indexOf(':') + 1).strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  long bytes() {
    return bytes;
  }

  /** All bytes are there, by the storage's own account: from now on none can move. */
  boolean complete() {
    return size >= 0 && bytes >= size;
  }

  Optional<Result> result() {
    return result;
  }

  /** Whether anything of a third-party copy was seen at all. */
  boolean any() {
    return any;
  }

  /** What a result line says after its first word, or that word if it says no more. */
  static String words(String line) {
    int colon = line.indexOf(':');
    String rest = colon < 0 ? "" : line.substring(colon + 1).strip();
    return rest.isEmpty() ? line.toLowerCase(Locale.ROOT) : rest;
  }
}
