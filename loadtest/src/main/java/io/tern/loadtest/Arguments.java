package io.tern.loadtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line: words, and options written {@code --name value}, {@code --name=value}, {@code
 * --name}.
 */
public final class Arguments {
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();

  public Arguments(List<String> line) {
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (!word.startsWith("--")) {
        words.add(word);
      } else if (word.contains("=")) {
        options.put(word.substring(2, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      } else if (i + 1 < line.size() && !line.get(i + 1).startsWith("--")) {
        options.put(word.substring(2), line.get(++i));
      } else {
        options.put(word.substring(2), "");
      }
    }
  }

  public List<String> words() {
    return List.copyOf(words);
  }

  /** The value of an option, empty text if it has none; it counts as known from then on. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(options.remove(name));
  }

  public boolean flag(String name) {
    return find(name).isPresent();
  }

  public String text(String name, String otherwise) {
    return find(name).orElse(otherwise);
  }

  public int number(String name, int otherwise) {
    return find(name).map(value -> parse(name, value)).orElse(otherwise);
  }

  private static int parse(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + ": " + value + " (expected: a number)", e);
    }
  }

  /** Fails if an option was given that nobody asked for. */
  public void refuseUnknown() {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException("unknown option: --" + options.keySet().iterator().next());
    }
  }
}
