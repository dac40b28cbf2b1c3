package io.tern.loadtest.scheduling.plant;

import io.tern.job.Link;
import java.util.List;

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

  private Link link(Path path) {
    return new Link(storages.get(path.source()).name(), storages.get(path.destination()).name());
  }
}
