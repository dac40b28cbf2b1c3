package io.tern.pilot;

import io.tern.breaker.Breaker;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.window.Strain;
import io.tern.window.Window;
import java.util.Set;

/** A storage as the source, or as the destination, of copies. */
final class Dock extends Watched {
  private static final double NEW = 0.2;

  final StorageName storage;
  final Direction direction;

  final Level level = new Level();
  final Strain strain = new Strain();
  final Breaker breaker = new Breaker();

  /** When bytes were last told of here, by {@link Attention}. */
  long movedAt;

  /** How often somebody waits for a place here, 0..1. */
  private double sought = 1;

  Dock(StorageName storage, Direction direction, Window window) {
    super(window);
    this.storage = storage;
    this.direction = direction;
  }

  Lesson lesson() {
    boolean shut = breaker.state() != Breaker.State.CLOSED;
    return new Lesson.OfStorage(new Limit.AtStorage(storage, direction), window.places(), shut);
  }

  /**
   * What has been found of it so far.
   *
   * @param refused the VOs for which it has no room
   */
  Finding finding(Set<String> refused) {
    return new Finding(window.places(), window.last(), breaker.state(), breaker.probeMs(), refused);
  }

  /** Looks at what copies here do now. */
  void look() {
    level.look(direction == Direction.OUTBOUND ? Road::ofSource : Road::ofDestination);
  }

  /** Somebody waits for a place here now, or nobody does. */
  void sought(boolean wanted) {
    sought += NEW * ((wanted ? 1 : 0) - sought);
  }

  /** How seldom somebody waits for a place here, 0..1. */
  double room() {
    return 1 - sought;
  }
}
