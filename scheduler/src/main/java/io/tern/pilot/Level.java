package io.tern.pilot;

import io.tern.window.Pulse;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The rate of the fastest copies at an end, and of how many links it may be what holds them up.
 * What is scarce gives nobody more than those whom it holds up (max-min fairness: Bertsekas,
 * Gallager, Data Networks, 6.5.2): a full end gives all whom it holds up the same rate, its level,
 * and nobody more.
 */
final class Level {
  /** Slower than this part of the level is held up elsewhere... */
  private static final double NEAR = 0.85;

  /** ... and so much off, besides what a rate may be wrong by, begins to tell. */
  private static final double OFF = 0.05;

  /** Links that have copies here, in the order in which they came. */
  private final Set<Road> roads = new LinkedHashSet<>();

  private double bytesPerMs;
  private double heldUp;

  void join(Road road) {
    roads.add(road);
  }

  void leave(Road road) {
    roads.remove(road);
  }

  /**
   * Looks at what the links' copies do now. Takes time by links.
   *
   * @param part of the blame for a link's slow copies that this end has, 0..1
   */
  void look(ToDoubleFunction<Road> part) {
    bytesPerMs = 0;
    for (Road road : roads) {
      bytesPerMs = Math.max(bytesPerMs, road.pulse.rate() * (1 - road.pulse.doubt()));
    }
    heldUp = 0;
    for (Road road : roads) {
      heldUp += road.isSlowed() ? part.applyAsDouble(road) * fit(road.pulse) : 0;
    }
  }

  /** How well a rate fits with copies that this end holds up, 0..1. */
  double fit(Pulse pulse) {
    double rate = pulse.rate();
    if (rate >= bytesPerMs) {
      return 1;
    }
    double off = (1 - rate / bytesPerMs) / Math.hypot(OFF, pulse.doubt());
    return rate < NEAR * bytesPerMs ? 0 : Math.exp(-off * off / 2);
  }

  /** Of how many links it seems to be what holds up their copies. */
  double heldUp() {
    return heldUp;
  }
}
