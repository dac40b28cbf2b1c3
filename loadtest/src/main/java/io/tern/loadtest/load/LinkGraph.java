package io.tern.loadtest.load;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Links among storages that are numbered from 0: the i-th link and how often each is taken. Links
 * of distinct storages are spread so that every storage is source and destination alike.
 */
public final class LinkGraph {
  /** A source and a destination, by number. */
  public record Pair(int source, int destination) {}

  private final List<Pair> links;
  private final double[] cumulated;

  /**
   * @param links how many different links, at most {@code storages * (storages - 1)}
   * @param zipf the weight of the i-th link is {@code 1 / i^zipf}; 0 for equal weights
   */
  public LinkGraph(int storages, int links, double zipf) {
    this(ring(storages, links), zipf);
  }

  private LinkGraph(List<Pair> links, double zipf) {
    this.links = links;
    this.cumulated = cumulate(links.size(), zipf);
  }

  /** From each other storage to the first, all alike. */
  public static LinkGraph intoFirst(int storages) {
    return new LinkGraph(
        IntStream.range(1, storages).mapToObj(source -> new Pair(source, 0)).toList(), 0);
  }

  /** The links of distance 1 around a ring first, then those of distance 2, and so on. */
  private static List<Pair> ring(int storages, int links) {
    if (storages < 2 || links < 1 || links > (long) storages * (storages - 1)) {
      throw new IllegalArgumentException(
          "links: " + links + " (expected: 1 to n(n-1) for " + storages + " storages)");
    }
    return IntStream.range(0, links)
        .mapToObj(i -> new Pair(i % storages, (i % storages + 1 + i / storages) % storages))
        .toList();
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

  /** Link {@code index}. */
  public Pair link(int index) {
    return links.get(index);
  }

  Pair pick(SplittableRandom random) {
    double drawn = random.nextDouble() * cumulated[cumulated.length - 1];
    int low = 0;
    int high = cumulated.length - 1;
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
