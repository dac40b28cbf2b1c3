package io.tern.loadtest.scheduling.measure;

/** Jain's index of fairness (Jain, Chiu, Hawe, DEC-TR-301, 1984): 1 if all have the same. */
final class Jain {
  private Jain() {}

  static double index(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return squares == 0 ? 1 : sum * sum / (values.length * squares);
  }
}
