package io.tern.loadtest.bench;

import io.tern.loadtest.rig.TernNode;
import java.util.function.LongFunction;

/** Reads from one node, over a few connections that are kept. */
final class Reads {
  private final TernNode tern;
  private final Crowd crowd;

  Reads(TernNode tern, int connections) {
    this.tern = tern;
    this.crowd = new Crowd(tern, connections);
  }

  /**
   * Milliseconds of the processor for each answer, service and broker; asked as often before to
   * warm up, and less what they take when nobody asks.
   *
   * @param path of each question, by its number
   */
  double cpuMs(long requests, LongFunction<String> path) throws Exception {
    Question question =
        n -> {
          String unused = tern.get(path.apply(n));
        };
    crowd.ask(requests, question);
    return crowd.cpuMs(requests, crowd.idlePerSecond(), question);
  }
}
