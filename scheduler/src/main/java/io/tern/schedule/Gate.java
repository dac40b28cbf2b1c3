package io.tern.schedule;

import io.tern.limit.Limit;
import io.tern.limit.Places;
import io.tern.share.FairLine;
import org.jspecify.annotations.Nullable;

/**
 * The places of one storage's direction or of one link, and those who found none free. While it has
 * room and a line, one of the line is on offer: called up as the next to take a place here.
 */
final class Gate {
  final Limit limit;
  final Places places;
  final FairLine line = new FairLine();
  @Nullable Backlog onOffer;

  /** For whom a place here is kept until his source has one too. */
  @Nullable Backlog keptFor;

  private int ceiling;
  private int window;

  Gate(Limit limit, int ceiling, int window) {
    this.limit = limit;
    this.ceiling = ceiling;
    this.window = window;
    this.places = new Places(Math.min(ceiling, window));
  }

  /** What the window never exceeds. */
  int ceiling() {
    return ceiling;
  }

  void ceiling(int ceiling) {
    this.ceiling = ceiling;
    places.ceiling(Math.min(ceiling, window));
  }

  void window(int window) {
    this.window = window;
    places.ceiling(Math.min(ceiling, window));
  }

  /** Whether a newcomer has to stand behind others. */
  boolean isContended() {
    return onOffer != null || !line.isEmpty();
  }
}
