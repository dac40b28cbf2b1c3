package io.tern.pilot;

import io.tern.breaker.Breaker;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.window.Strain;
import io.tern.window.Window;

/** A storage as the source, or as the destination, of copies. */
final class Dock extends Watched {
  private static final double CLEARLY = 1.1;
  private static final double HALF_LIFE_MS = 8_000;

  final StorageName storage;
  final Direction direction;

  final Strain strain = new Strain();
  final Breaker breaker = new Breaker();

  private double freeRate;
  private long freeMs;

  Dock(StorageName storage, Direction direction, Window window) {
    super(window);
    this.storage = storage;
    this.direction = direction;
  }

  /** A copy here flows at its link's own speed. */
  void flowsFreely(double rate, long nowMs) {
    freeRate = Math.max(rate, freeRate(nowMs));
    freeMs = nowMs;
  }

  /**
   * Whether something else must hold up a copy of this rate, since another flows freely here and
   * faster. (What is scarce gives nobody more than those whom it holds up.)
   */
  boolean isInnocent(double rate, long nowMs) {
    return freeRate(nowMs) > CLEARLY * rate;
  }

  private double freeRate(long nowMs) {
    return freeRate * Math.pow(0.5, (nowMs - freeMs) / HALF_LIFE_MS);
  }
}
