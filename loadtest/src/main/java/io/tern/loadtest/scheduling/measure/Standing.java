package io.tern.loadtest.scheduling.measure;

/** Which shares have work waiting, and how long each has got nothing while it had. */
final class Standing {
  private final int[] waiting;
  private final long[] sinceMs;
  private final long[] longestMs;
  private final long[] emptyMs;
  private final boolean[][] empty;

  Standing(int shares, int bins) {
    waiting = new int[shares];
    sinceMs = new long[shares];
    longestMs = new long[shares];
    emptyMs = new long[shares];
    empty = new boolean[shares][bins];
  }

  void queued(int share, long nowMs) {
    if (waiting[share]++ == 0) {
      sinceMs[share] = nowMs;
      markEmpty(share, nowMs);
    }
  }

  void started(int share, boolean first, long nowMs) {
    longestMs[share] = Math.max(longestMs[share], nowMs - sinceMs[share]);
    sinceMs[share] = nowMs;
    if (first && --waiting[share] == 0) {
      emptyMs[share] = nowMs;
    }
  }

  private void markEmpty(int share, long untilMs) {
    for (int bin = (int) (emptyMs[share] / Meter.BIN_MS); bin <= untilMs / Meter.BIN_MS; bin++) {
      empty[share][bin] = true;
    }
  }

  /** Brings all to the end of a run. */
  void end(long nowMs) {
    for (int share = 0; share < waiting.length; share++) {
      if (waiting[share] == 0) {
        markEmpty(share, nowMs - 1);
      } else {
        longestMs[share] = Math.max(longestMs[share], nowMs - sinceMs[share]);
      }
    }
  }

  /** Whether a share had work waiting all the time. */
  boolean isBacklogged(int share, long fromMs, long toMs) {
    for (int bin = (int) (fromMs / Meter.BIN_MS); bin < toMs / Meter.BIN_MS; bin++) {
      if (empty[share][bin]) {
        return false;
      }
    }
    return true;
  }

  /** The longest time in which a share had work waiting and started none. */
  long longestMs() {
    long longest = 0;
    for (long one : longestMs) {
      longest = Math.max(longest, one);
    }
    return longest;
  }
}
