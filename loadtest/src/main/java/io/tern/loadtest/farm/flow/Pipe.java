package io.tern.loadtest.farm.flow;

import java.util.HashSet;
import java.util.Set;

/**
 * One direction of a storage's network, or a link: a capacity shared evenly by the flows through
 * it.
 */
public final class Pipe {
  private final Set<Flow> flows = new HashSet<>();
  private double capacity;

  /**
   * @param capacity bytes per second; positive infinity for no bound
   */
  public Pipe(double capacity) {
    this.capacity = capacity;
  }

  /** Bytes per second that each flow may take now. */
  double share() {
    return flows.isEmpty() ? capacity : capacity / flows.size();
  }

  boolean isBounded() {
    return capacity != Double.POSITIVE_INFINITY;
  }

  void capacity(double bytesPerSecond) {
    capacity = bytesPerSecond;
  }

  Set<Flow> flows() {
    return flows;
  }
}
