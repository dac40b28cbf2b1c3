package io.tern.schedule;

/**
 * How one limit stands: what bounds it, who is there and who wants to be.
 *
 * @param used places taken by what runs; may lie above {@code places} after those have sunk
 * @param kept places kept free for a transfer that still lacks one at its source
 * @param waiting transfers that wait for their places and need one here, whatever else they lack
 * @param isSought whether one of them lacks a place here before all others
 * @param floor below which the window does not take it; {@link Integer#MAX_VALUE} for no window
 * @param window how many it was last told that it bears; {@link Integer#MAX_VALUE} for no end of
 *     them
 * @param ceiling what operators allow
 * @param places that may be taken now
 */
public record Room(
    int used,
    int kept,
    int waiting,
    boolean isSought,
    int floor,
    int window,
    int ceiling,
    int places) {

  static Room of(Gate gate, int waiting) {
    return new Room(
        gate.places.used(),
        gate.places.reserved(),
        waiting,
        gate.isContended(),
        gate.floor(),
        gate.window(),
        gate.ceiling(),
        gate.places.ceiling());
  }

  /** Whether it is bounded by its floor and ceiling alone. */
  public boolean hasNoWindow() {
    return floor == Integer.MAX_VALUE;
  }

  /** Whether no further transfer may start here. */
  public boolean isFull() {
    return used + kept >= places;
  }
}
