package io.tern.pilot;

import io.tern.breaker.Breaker;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.window.Level;
import io.tern.window.Strain;
import io.tern.window.Window;

/** A storage as the source, or as the destination, of copies. */
final class Dock extends Watched {
  /** Ends that are as likely as each other but for this are both to blame. */
  private static final double AS_LIKELY = 0.05;

  final StorageName storage;
  final Direction direction;

  final Level level = new Level();
  final Strain strain = new Strain();
  final Breaker breaker = new Breaker();

  Dock(StorageName storage, Direction direction, Window window) {
    super(window);
    this.storage = storage;
    this.direction = direction;
  }

  /**
   * Whether this end holds up a slowed copy of a rate between it and another end. Where the rate
   * reaches the level of both, that is the end that is full; if that does not part them, the
   * likelier one.
   */
  boolean slows(double rate, Dock other) {
    if (!level.isReached(rate) || !other.level.isReached(rate)) {
      return level.isReached(rate);
    }
    return peak.isFull() == other.peak.isFull()
        ? level.reaching() >= other.level.reaching() - AS_LIKELY
        : peak.isFull();
  }
}
