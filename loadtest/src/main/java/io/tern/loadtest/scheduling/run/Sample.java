package io.tern.loadtest.scheduling.run;

import java.util.Locale;

/** Numbers of one kind from runs that differ in their seed alone. */
final class Sample {
  /** Student's t at 97.5 % for 1 to 30 degrees of freedom. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  private static final double MANY = 1.96;
  private static final double LARGE = 100;

  private double sum;
  private double squares;
  private int count;

  void add(double value) {
    sum += value;
    squares += value * value;
    count++;
  }

  double mean() {
    return sum / count;
  }

  /** Half the width of the 95 % interval of the mean; 0 for one number alone. */
  double interval() {
    if (count < 2) {
      return 0;
    }
    double variance = Math.max(0, (squares - sum * sum / count) / (count - 1));
    double t = count - 1 <= T.length ? T[count - 2] : MANY;
    return t * Math.sqrt(variance / count);
  }

  String text() {
    String form = Math.abs(mean()) >= LARGE ? "%.0f ± %.0f" : "%.3f ± %.3f";
    return String.format(Locale.ROOT, form, mean(), interval());
  }
}
