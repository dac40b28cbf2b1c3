package io.tern.loadtest.farm.copy;

/** The text of a performance marker. */
final class Marker {
  private Marker() {}

  static String of(long epochSeconds, long bytes, String tail) {
    return "Perf Marker\nTimestamp: "
        + epochSeconds
        + "\nStripe Index: 0\nStripe Bytes Transferred: "
        + bytes
        + "\nTotal Stripe Count: 1\n"
        + tail
        + "End\n";
  }
}
