package io.tern.orchestrator.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Secrets that a run was given, by the name of their kind. */
final class Marks {
  private final Map<String, String> marks = new TreeMap<>();

  Marks() {
    plant("a key", "PRIVATE KEY");
  }

  /** The text itself, and as base64 writes it. */
  void plant(String name, String secret) {
    marks.put(name, secret);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    marks.put(name + " in base64", Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The parts of a token that are worth something, each alone. */
  void plantToken(String name, String token) {
    String[] parts = token.split("\\.");
    marks.put(name + "'s claims", parts[1]);
    marks.put(name + "'s signature", parts[2]);
  }

  /** The name of one that is in {@code text}. */
  Optional<String> in(String text) {
    return marks.entrySet().stream()
        .filter(mark -> text.contains(mark.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  Optional<String> in(byte[] bytes) {
    return in(new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
