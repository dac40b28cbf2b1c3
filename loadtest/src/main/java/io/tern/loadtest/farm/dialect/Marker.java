package io.tern.loadtest.farm.dialect;

/** The text of a performance marker. */
public final class Marker {
  private Marker() {}

  public static String of(long epochSeconds, long bytes, String tail) {
    return "Perf Marker\nTimestamp: "
        + epochSeconds
        + "\nStripe Index: 0\nStripe Bytes Transferred: "
        + bytes
        + "\nTotal Stripe Count: 1\n"
        + tail
        + "End\n";
  }
}
