package io.tern.orchestrator.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What secrets are sealed with before they go to Kafka.
 *
 * @param keys the first one seals, all of them open; without any, no secret is taken
 * @param tokensPerUser that are kept at once, 1 to 1000000; each takes about 1.5 KB of every node's
 *     memory
 */
public record Secrets(List<Key> keys, int tokensPerUser) {
  static final Secrets DEFAULTS = new Secrets(List.of(), 50_000);

  public Secrets {
    keys = List.copyOf(keys);
    Check.range("tokensPerUser", tokensPerUser, 1, 1_000_000);
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
