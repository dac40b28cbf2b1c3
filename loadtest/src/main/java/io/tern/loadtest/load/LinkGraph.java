package io.tern.loadtest.load;

import java.util.SplittableRandom;

/**
 * Links among storages that are numbered from 0: the i-th link and how often each is taken. Links
 * of distinct storages are spread so that every storage is source and destination alike.
 */
public final class LinkGraph {
  /** A source and a destination, by number. */
  public record Pair(int source, int destination) {}

  private final int storages;
  private final int links;
  private final double[] cumulated;

  /**
   * @param links how many different links, at most {@code storages * (storages - 1)}
   * @param zipf the weight of the i-th link is {@code 1 / i^zipf}; 0 for equal weights
   */
  public LinkGraph(int storages, int links, double zipf) {
    if (storages < 2 || links < 1 || links > (long) storages * (storages - 1)) {
      throw new IllegalArgumentException(
          "links: " + links + " (expected: 1 to n(n-1) for " + storages + " storages)");
    }
    this.storages = storages;
    this.links = links;
    this.cumulated = cumulate(links, zipf);
  }

  private static double[] cumulate(int links, double zipf) {
    double[] sums = new double[links];
    double sum = 0;
    for (int i = 0; i < links; i++) {
      sum += Math.pow(i + 1, -zipf);
      sums[i] = sum;
    }
    return sums;
  }

  /** Link {@code index}: the ring of distance 1 first, then that of distance 2, and so on. */
  public Pair link(int index) {
    int source = index % storages;
    int distance = 1 + index / storages;
    return new Pair(source, (source + distance) % storages);
  }

  Pair pick(SplittableRandom random) {
    double drawn = random.nextDouble() * cumulated[links - 1];
    int low = 0;
    int high = links - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulated[middle] > drawn) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return link(low);
  }
}
