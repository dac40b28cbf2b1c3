package io.tern.loadtest.farm.copy;

/** How many there are now, and how many there were at most. */
final class Gauge {
  private int now;
  private int peak;

  void enter() {
    now++;
    peak = Math.max(peak, now);
  }

  void leave() {
    now--;
  }

  int now() {
    return now;
  }

  int peak() {
    return peak;
  }

  void forgetPeak() {
    peak = now;
  }
}
