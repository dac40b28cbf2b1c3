package io.tern.loadtest.load;

/** When the next submission is sent. */
public sealed interface Pace {
  /**
   * By the clock, whatever the answers do; latency counts from the intended time.
   *
   * @param perSecond jobs per second
   * @param poisson random gaps instead of even ones
   */
  record Open(double perSecond, boolean poisson) implements Pace {
    FireTimes times(long seed) {
      return poisson ? FireTimes.poisson(perSecond, seed) : FireTimes.constant(perSecond);
    }
  }

  /**
   * As soon as an answer has come: what throughput is measured with.
   *
   * @param connections each with one request at a time
   */
  record Closed(int connections) implements Pace {
    public Closed {
      if (connections < 1) {
        throw new IllegalArgumentException("connections: " + connections + " (expected: >= 1)");
      }
    }
  }
}
