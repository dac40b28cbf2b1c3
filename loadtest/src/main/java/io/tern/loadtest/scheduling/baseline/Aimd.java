package io.tern.loadtest.scheduling.baseline;

/**
 * Two more each 30 s, or 0.7 of what it was if more than 6 % of the last minute's attempts failed.
 */
final class Aimd implements LinkControl.LinkLimit {
  static final long PERIOD_MS = 30_000;

  private static final int MIN = 2;
  private static final int MAX = 400;
  private static final double BAD = 0.06;

  private double value = 10;
  private int done;
  private int failed;
  private int doneBefore;
  private int failedBefore;

  @Override
  public void done(long bytes, long tookMs, long nowMs) {
    done++;
  }

  @Override
  public void failed(long nowMs) {
    failed++;
  }

  @Override
  public int value(int used, long nowMs) {
    int all = done + failed + doneBefore + failedBefore;
    boolean bad = failed + failedBefore > BAD * all;
    value = Math.clamp(bad ? value * 0.7 : value + 2, MIN, MAX);
    doneBefore = done;
    failedBefore = failed;
    done = 0;
    failed = 0;
    return (int) value;
  }
}
