package io.tern.loadtest.scheduling.trace;

import io.tern.job.Share;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files of one kind that a share asks for.
 *
 * @param weight configured for the share; weights of a trace need not add up to anything
 * @param priority 1..5
 * @param from the storages they come from; all if null
 * @param into the storages they go to
 * @param filesPerS that come by chance, over all links; 0 if they come as the trace's demand says
 * @param replicas links from which each may come
 * @param staging how those that come by chance are staged before; null if they are on disk
 */
public record Community(
    Share share,
    double weight,
    int priority,
    FileSizes sizes,
    Reach from,
    Reach into,
    double filesPerS,
    int replicas,
    @Nullable Staging staging) {
  public Community {
    from = Objects.requireNonNullElse(from, Reach.ALL);
    if (weight <= 0 || filesPerS < 0 || replicas < 1) {
      throw new IllegalArgumentException(
          "%s: weight %s, filesPerS %s, replicas %d (expected: > 0, >= 0, >= 1)"
              .formatted(share, weight, filesPerS, replicas));
    }
  }

  /** Files that go everywhere, as the trace's demand says. */
  static Community of(String vo, String activity, double weight, FileSizes sizes) {
    return new Community(
        new Share(vo, activity), weight, 3, sizes, Reach.ALL, Reach.ALL, 0, 1, null);
  }

  Community into(Reach reach) {
    return new Community(share, weight, priority, sizes, from, reach, filesPerS, replicas, staging);
  }

  /** Files on the tape of some storages. */
  Community staged(Reach storages, Staging how) {
    return new Community(share, weight, priority, sizes, storages, into, filesPerS, replicas, how);
  }

  Community filesPerS(double rate) {
    return new Community(share, weight, priority, sizes, from, into, rate, replicas, staging);
  }

  Community priority(int other) {
    return new Community(share, weight, other, sizes, from, into, filesPerS, replicas, staging);
  }

  Community replicas(int count) {
    return new Community(share, weight, priority, sizes, from, into, filesPerS, count, staging);
  }
}
