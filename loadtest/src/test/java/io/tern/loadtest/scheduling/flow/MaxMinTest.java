package io.tern.loadtest.scheduling.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaxMinTest {
  private static final double NO_CAP = 1e9;

  /**
   * Storages A, B, C; links A to C with one copy, B to C with two, A to B with one. Out of A go 8,
   * into C come 9, everything else carries 100. C gives each of its three copies 3; A's other copy
   * takes the 5 that are left.
   */
  @Test
  void sharesAsWorkedByHand() {
    MaxMin maxMin = new MaxMin(new int[] {0, 2, 0}, new int[] {5, 5, 3}, 6);

    double[] rates =
        maxMin.rates(
            new double[] {8, 100, 100, 100, 100, 9},
            new int[] {1, 2, 1},
            new double[] {NO_CAP, NO_CAP, NO_CAP});

    assertThat(rates).containsExactly(new double[] {3, 3, 5}, within(1e-9));
  }

  @Test
  void aCappedCopyLeavesItsPartToTheOthers() {
    MaxMin maxMin = new MaxMin(new int[] {0, 2}, new int[] {5, 5}, 6);

    double[] rates =
        maxMin.rates(
            new double[] {100, 100, 100, 100, 100, 9}, new int[] {1, 2}, new double[] {1, NO_CAP});

    assertThat(rates).containsExactly(new double[] {1, 4}, within(1e-9));
  }

  @Test
  void anIdleLinkIsOfferedWhatOneCopyWouldFind() {
    MaxMin maxMin = new MaxMin(new int[] {0, 2}, new int[] {5, 5}, 6);

    double[] rates =
        maxMin.rates(
            new double[] {2, 100, 100, 100, 100, 9}, new int[] {0, 3}, new double[] {50, NO_CAP});

    assertThat(rates).containsExactly(new double[] {2, 3}, within(1e-9));
  }

  @Test
  void overloadsNothingAndEveryCopyIsBoundByItsCapOrByAFullEndWhereNobodyHasMore() {
    for (long seed = 1; seed <= 200; seed++) {
      check(seed, new SplittableRandom(seed));
    }
  }

  private static void check(long seed, SplittableRandom chance) {
    int storages = chance.nextInt(2, 8);
    int links = chance.nextInt(1, 20);
    int[] source = chance.ints(links, 0, storages).map(i -> 2 * i).toArray();
    int[] destination = chance.ints(links, 0, storages).map(i -> 2 * i + 1).toArray();
    double[] capacity = chance.doubles(2L * storages, 0, 10).toArray();
    int[] count = chance.ints(links, 0, 6).toArray();
    double[] cap = chance.doubles(links, 0.1, 3).toArray();

    double[] rate = new MaxMin(source, destination, 2 * storages).rates(capacity, count, cap);

    for (int i = 0; i < links; i++) {
      if (count[i] > 0) {
        boolean bound =
            rate[i] >= cap[i] - 1e-9
                || isBottleneck(source[i], i, source, count, rate, capacity)
                || isBottleneck(destination[i], i, destination, count, rate, capacity);
        assertThat(bound).as("seed %d: link %d at %s", seed, i, rate[i]).isTrue();
      }
    }
    for (int end = 0; end < capacity.length; end++) {
      double through = through(end, source, count, rate) + through(end, destination, count, rate);
      assertThat(through)
          .as("seed %d: end %d", seed, end)
          .isLessThanOrEqualTo(capacity[end] + 1e-9);
    }
  }

  private static double through(int end, int[] side, int[] count, double[] rate) {
    double sum = 0;
    for (int i = 0; i < side.length; i++) {
      sum += side[i] == end ? count[i] * rate[i] : 0;
    }
    return sum;
  }

  private static boolean isBottleneck(
      int end, int link, int[] side, int[] count, double[] rate, double[] capacity) {
    double most = 0;
    for (int i = 0; i < side.length; i++) {
      most = side[i] == end && count[i] > 0 ? Math.max(most, rate[i]) : most;
    }
    return through(end, side, count, rate) >= capacity[end] - 1e-9 && rate[link] >= most - 1e-9;
  }
}
