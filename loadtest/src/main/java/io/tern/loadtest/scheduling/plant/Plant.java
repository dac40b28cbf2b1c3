package io.tern.loadtest.scheduling.plant;

import io.tern.job.Link;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** All storages and links of a simulated network. */
public record Plant(
    String name, long seed, Physics physics, List<Endpoint> storages, List<Path> paths) {
  /** Bytes a millisecond in a Gb/s. */
  public static final double BYTES_PER_MS = 125_000;

  public Plant {
    storages = List.copyOf(storages);
    paths = List.copyOf(paths);
    for (Path path : paths) {
      if (Math.max(path.source(), path.destination()) >= storages.size()) {
        throw new IllegalArgumentException(
            "path: " + path + " (expected: storages below " + storages.size() + ")");
      }
    }
  }

  /** The links in the order of the paths, as policies know them. */
  public List<Link> links() {
    return paths.stream().map(this::link).toList();
  }

  /** The storages of a tier, those with most links first. */
  public List<Integer> ranked(int tier) {
    int[] links = new int[storages.size()];
    for (Path path : paths) {
      links[path.source()]++;
      links[path.destination()]++;
    }
    return IntStream.range(0, links.length)
        .filter(storage -> storages.get(storage).tier() == tier)
        .boxed()
        .sorted(Comparator.comparingInt((Integer storage) -> -links[storage]))
        .toList();
  }

  private Link link(Path path) {
    return new Link(storages.get(path.source()).name(), storages.get(path.destination()).name());
  }
}
