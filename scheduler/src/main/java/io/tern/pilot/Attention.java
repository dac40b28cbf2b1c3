package io.tern.pilot;

/**
 * A clock that runs while copies are heard of. While nobody is, it may be we who are deaf, and of
 * nobody can be said that he stands still.
 */
final class Attention {
  private static final long SILENCE_MS = 10_000;

  /** Time in which nobody looked at the clock is not counted beyond this. */
  private static final long MOST_AT_ONCE_MS = 2_000;

  private long ms;
  private long lookedMs;
  private long heardMs;

  /** A copy was heard to have moved bytes at a time, in whatever order that is told. */
  void heard(long atMs) {
    heardMs = Math.max(heardMs, atMs);
  }

  void tick(long nowMs) {
    if (nowMs - heardMs <= SILENCE_MS) {
      ms += Math.min(MOST_AT_ONCE_MS, nowMs - lookedMs);
    }
    lookedMs = nowMs;
  }

  long ms() {
    return ms;
  }
}
