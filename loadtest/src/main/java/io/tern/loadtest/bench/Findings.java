package io.tern.loadtest.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a bench: named numbers and texts, in one flat JSON object. */
final class Findings {
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** Notes a number with four significant digits, which is more than any run is good for. */
  void note(String name, double value) {
    fields.put(name, value == 0 || !Double.isFinite(value) ? 0.0 : rounded(value));
  }

  void note(String name, long value) {
    fields.put(name, value);
  }

  void note(String name, String value) {
    fields.put(name, value);
  }

  private static double rounded(double value) {
    double scale = Math.pow(10, 3 - Math.floor(Math.log10(Math.abs(value))));
    return Math.round(value * scale) / scale;
  }

  /** The run is not valid unless {@code condition}; the reason says what was expected. */
  void require(boolean condition, String reason) {
    if (!condition) {
      faults.add(reason);
    }
  }

  boolean isValid() {
    return faults.isEmpty();
  }

  private Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put("valid", isValid());
    all.put("why_invalid", String.join("; ", faults));
    return all;
  }

  String table() {
    StringBuilder table = new StringBuilder();
    all().forEach((name, value) -> table.append("  %-28s %s%n".formatted(name, value)));
    return table.toString();
  }

  String json() {
    try {
      return new ObjectMapper().writeValueAsString(all());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers and texts", e);
    }
  }
}
