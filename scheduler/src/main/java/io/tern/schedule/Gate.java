package io.tern.schedule;

import io.tern.limit.Limit;
import io.tern.limit.Places;
import io.tern.share.FairLine;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places of one storage's direction or of one link, and those who found none free. While it has
 * room and a line, one of the line is on offer: called up as the next to take a place here.
 */
final class Gate {
  /** Of so many places one may be kept for somebody who lacks one at his source. */
  private static final int PLACES_A_KEPT_ONE = 4;

  final Limit limit;
  final Places places;
  final FairLine line = new FairLine();
  @Nullable Backlog onOffer;

  /** VOs for which a destination has no room. */
  private Set<String> withheld = Set.of();

  private int floor;
  private int ceiling;
  private int window;

  Gate(Limit limit, int floor, int ceiling, int window) {
    this.limit = limit;
    this.floor = floor;
    this.ceiling = ceiling;
    this.window = window;
    this.places = new Places(0);
    settle();
  }

  /** What the window does not take it below. */
  int floor() {
    return floor;
  }

  int window() {
    return window;
  }

  /** What the window never exceeds. */
  int ceiling() {
    return ceiling;
  }

  void bounds(int floor, int ceiling) {
    this.floor = floor;
    this.ceiling = ceiling;
    settle();
  }

  void window(int window) {
    this.window = window;
    settle();
  }

  private void settle() {
    places.ceiling(Math.min(ceiling, Math.max(floor, window)));
  }

  /** Whether one more place may be kept: one in any case. */
  boolean mayKeep() {
    return places.reserved() < Math.max(1, places.ceiling() / PLACES_A_KEPT_ONE);
  }

  boolean withholds(String vo) {
    return !withheld.isEmpty() && withheld.contains(vo);
  }

  /** Returns whether that changed anything. */
  boolean withhold(String vo, boolean withhold) {
    if (withholds(vo) == withhold) {
      return false;
    }
    Set<String> vos = new HashSet<>(withheld);
    boolean unused = withhold ? vos.add(vo) : vos.remove(vo);
    withheld = Set.copyOf(vos);
    return true;
  }

  /** Whether a newcomer has to stand behind others. */
  boolean isContended() {
    return onOffer != null || !line.isEmpty();
  }
}
