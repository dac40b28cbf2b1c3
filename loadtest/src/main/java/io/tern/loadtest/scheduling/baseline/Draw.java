package io.tern.loadtest.scheduling.baseline;

import java.util.SplittableRandom;

/** A weighted choice. */
final class Draw {
  private Draw() {}

  /** An index with probability proportional to its weight; -1 if all weigh nothing. */
  static int of(SplittableRandom chance, double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double at = chance.nextDouble() * sum;
    int last = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        at -= weights[i];
        if (at < 0) {
          return i;
        }
      }
    }
    return last;
  }
}
