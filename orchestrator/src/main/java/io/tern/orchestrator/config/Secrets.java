package io.tern.orchestrator.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What secrets are sealed with before they go to Kafka.
 *
 * @param keys the first one seals, all of them open; without any, no secret is taken
 */
public record Secrets(List<Key> keys) {
  static final Secrets DEFAULTS = new Secrets(List.of());

  public Secrets {
    keys = List.copyOf(keys);
    Set<Integer> seen = new HashSet<>();
    for (Key key : keys) {
      Check.that(seen.add(key.id), "keys", key.id, "each id once");
    }
  }

  /**
   * @param id by which sealed secrets name it, 0 to 255
   * @param file 32 bytes, raw or in base64; not open to others
   */
  public record Key(int id, Path file) {
    public Key {
      Check.range("id", id, 0, 255);
    }
  }
}
