package io.tern.orchestrator.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
   * One key, of one place.
   *
   * @param id by which sealed secrets name it, 0 to 255
   * @param file 32 bytes, raw or in base64; not open to others
   * @param variable of the environment, which holds the base64 text; {@code TERN_...}, since our
   *     broker is started without such
   * @param command a program, and its arguments, which are never shown; writes 32 bytes, raw or in
   *     base64, to its standard output; without a shell, ended after 30 s
   */
  public record Key(
      int id, Optional<Path> file, Optional<String> variable, Optional<List<String>> command)
      implements Discreet {
    private static final String VARIABLE = "TERN_[A-Z0-9_]{1,100}";

    public Key {
      command = command.map(List::copyOf);
      Check.range("id", id, 0, 255);
      long places = Stream.of(file, variable, command).filter(place -> !place.isEmpty()).count();
      Check.that(places == 1, "id", id, "one of file, variable and command with it");
      variable.ifPresent(name ->
          Check.that(
              name.matches(VARIABLE), "variable", name, "TERN_ and capitals, digits, underscores"));
      command.ifPresent(
          words -> Check.that(!words.isEmpty(), "command", words, "a program and its arguments"));
    }

    @Override
    public Key shown() {
      return new Key(id, file, variable, command.map(Key::program));
    }

    private static List<String> program(List<String> words) {
      return words.size() == 1 ? words : List.of(words.getFirst(), "***");
    }

    @Override
    public String toString() {
      return "Key[id=%d, file=%s, variable=%s, command=%s]"
          .formatted(id, file, variable, command.map(Key::program));
    }
  }
}
