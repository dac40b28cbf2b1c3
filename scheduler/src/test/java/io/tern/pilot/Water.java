package io.tern.pilot;

import java.util.Arrays;

/**
 * Max-min fair rates by progressive filling (Bertsekas, Gallager, Data Networks, 6.5.2): groups of
 * flows, each flow with a cap, each group through two pipes.
 */
final class Water {
  private Water() {}

  /**
   * @param count flows in each group
   * @param cap of one flow of a group
   * @param from the first pipe of a group
   * @param to the second pipe of a group
   * @param capacity of each pipe
   * @return the rate of one flow of each group
   */
  static double[] level(int[] count, double[] cap, int[] from, int[] to, double[] capacity) {
    double[] rate = new double[count.length];
    double[] left = capacity.clone();
    boolean[] fixed = new boolean[count.length];
    for (int groups = count.length; groups > 0; ) {
      double[] level = levels(count, from, to, left, fixed);
      int next = -1;
      double lowest = Double.MAX_VALUE;
      for (int g = 0; g < count.length; g++) {
        double own = Math.min(cap[g], Math.min(level[from[g]], level[to[g]]));
        if (!fixed[g] && own < lowest) {
          lowest = own;
          next = g;
        }
      }
      fixed[next] = true;
      rate[next] = Math.max(0, lowest);
      left[from[next]] -= rate[next] * count[next];
      left[to[next]] -= rate[next] * count[next];
      groups--;
    }
    return rate;
  }

  private static double[] levels(
      int[] count, int[] from, int[] to, double[] left, boolean[] fixed) {
    int[] flows = new int[left.length];
    for (int g = 0; g < count.length; g++) {
      if (!fixed[g]) {
        flows[from[g]] += count[g];
        flows[to[g]] += count[g];
      }
    }
    double[] level = new double[left.length];
    Arrays.setAll(level, i -> flows[i] == 0 ? Double.MAX_VALUE : left[i] / flows[i]);
    return level;
  }
}
