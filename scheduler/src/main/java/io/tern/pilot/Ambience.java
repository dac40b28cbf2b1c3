package io.tern.pilot;

/**
 * Which part of all attempts fails wherever they go. What fails at a storage beyond that is its own
 * strain.
 */
final class Ambience {
  /** What fails everywhere is learnt from thousands of attempts. */
  private static final double LEAST = 1.0 / 5_000;

  private double failing;
  private long attempts;

  /** An attempt on a link has ended well. */
  void succeeded(Road road) {
    learn(road, 0);
  }

  /** One has failed that less load might have let go well. */
  void failed(Road road) {
    learn(road, 1);
  }

  private void learn(Road road, int failed) {
    Dock from = road.source;
    Dock to = road.destination;
    double error = failed - (failing + from.strain.failing() + to.strain.failing());
    failing = Math.max(0, failing + error * Math.max(LEAST, 1.0 / ++attempts));
    from.strain.learn(error, from.flights);
    to.strain.learn(error, to.flights);
  }

  boolean isStrained(Dock dock, long nowMs) {
    return dock.strain.isFelt(failing, dock.flights, nowMs);
  }
}
