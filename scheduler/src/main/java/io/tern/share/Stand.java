package io.tern.share;

/**
 * One backlog's account in a lane. Inside a share the order is start-time fair queueing once more:
 * who has been served least for his worth goes first.
 */
public final class Stand {
  private final Lane lane;
  private double time;

  public Stand(Lane lane) {
    this.lane = lane;
  }

  public Lane lane() {
    return lane;
  }

  /** From when on it is served again; never before those who were served last. */
  double time() {
    return Math.max(time, lane.served);
  }

  /**
   * Counts what was served.
   *
   * @param cost below 0 if too much was counted before
   * @param worth above 0: twice the worth is served twice as much
   */
  public void charge(double cost, double worth) {
    time = time() + cost / worth;
  }
}
