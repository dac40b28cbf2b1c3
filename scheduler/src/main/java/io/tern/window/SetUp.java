package io.tern.window;

/** How long a copy on a link holds its places before and after its bytes flow. */
public final class SetUp {
  /** Counted until something is known: connections, requests and a checksum. */
  private static final double FIRST_MS = 5_000;

  private static final double NEW = 0.1;

  private double ms = FIRST_MS;

  public void sample(double ms) {
    this.ms += NEW * (Math.max(0, ms) - this.ms);
  }

  /** As it was found before. */
  public void begin(double found) {
    ms = found;
  }

  public double ms() {
    return ms;
  }
}
