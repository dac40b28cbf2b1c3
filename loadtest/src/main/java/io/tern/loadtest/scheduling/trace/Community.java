package io.tern.loadtest.scheduling.trace;

import io.tern.job.Share;

/**
 * Files of one kind that a share asks for.
 *
 * @param weight configured for the share; weights of a trace need not add up to anything
 * @param priority 1..5
 * @param into the storages they go to
 * @param filesPerS that come by chance, over all links; 0 if they come as the trace's demand says
 * @param replicas links from which each may come
 */
public record Community(
    Share share,
    double weight,
    int priority,
    FileSizes sizes,
    Reach into,
    double filesPerS,
    int replicas) {
  public Community {
    if (weight <= 0 || filesPerS < 0 || replicas < 1) {
      throw new IllegalArgumentException(
          "%s: weight %s, filesPerS %s, replicas %d (expected: > 0, >= 0, >= 1)"
              .formatted(share, weight, filesPerS, replicas));
    }
  }

  /** Files that go everywhere, as the trace's demand says. */
  static Community of(String vo, String activity, double weight, FileSizes sizes) {
    return new Community(new Share(vo, activity), weight, 3, sizes, Reach.ALL, 0, 1);
  }

  Community into(Reach reach) {
    return new Community(share, weight, priority, sizes, reach, filesPerS, replicas);
  }

  Community filesPerS(double rate) {
    return new Community(share, weight, priority, sizes, into, rate, replicas);
  }

  Community priority(int other) {
    return new Community(share, weight, other, sizes, into, filesPerS, replicas);
  }

  Community replicas(int count) {
    return new Community(share, weight, priority, sizes, into, filesPerS, count);
  }
}
