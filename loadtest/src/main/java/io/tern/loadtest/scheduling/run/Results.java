package io.tern.loadtest.scheduling.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.loadtest.scheduling.measure.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A file with one JSON object a line a run. A run that is in it needs not be made again. */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final Path file;
  private final Map<Case, JsonNode> lines = new LinkedHashMap<>();

  /** Reads what is there. A last line that was cut off by an interruption is dropped. */
  Results(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      if (whole.length() < text.length()) {
        Files.writeString(file, whole);
      }
      for (String line : whole.lines().toList()) {
        keep(JSON.readTree(line));
      }
    }
  }

  private void keep(JsonNode line) {
    lines.put(Case.of(line), line);
  }

  synchronized boolean has(Case one) {
    return lines.containsKey(one);
  }

  /** The line of a run that was made. */
  synchronized JsonNode of(Case one) {
    return Objects.requireNonNull(lines.get(one));
  }

  /**
   * @param cpuS seconds of a core that the run took
   */
  synchronized void add(Case one, Score score, double cpuS) throws IOException {
    ObjectNode line = JSON.valueToTree(one);
    ObjectNode scored = JSON.valueToTree(score);
    scored.properties().forEach(entry -> line.set(snake(entry.getKey()), entry.getValue()));
    line.put("cpu_s", cpuS);
    Files.writeString(
        file,
        JSON.writeValueAsString(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    keep(line);
  }

  /** Numbers in names stand apart: {@code goodput_b1}, {@code jain_60}. */
  private static String snake(String name) {
    return name.replaceFirst("^(jain)(\\d)", "$1_$2");
  }

  synchronized List<JsonNode> lines() {
    return List.copyOf(lines.values());
  }
}
