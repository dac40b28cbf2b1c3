package io.tern.loadtest.scheduling.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results by trace and policy: mean and half the 95 % interval over seeds. */
final class Table {
  static final List<String> COLUMNS =
      List.of(
          "goodput_b1",
          "goodput_b2",
          "goodput_b3",
          "t95_s",
          "jain_60",
          "jain_600",
          "starvation_s",
          "inversion_s",
          "doomed",
          "waste",
          "over_knee",
          "no_space",
          "deadline_hit",
          "delivered",
          "cpu_s");

  private final Map<String, Map<String, Map<String, Sample>>> samples = new TreeMap<>();

  Table(List<JsonNode> lines) {
    for (JsonNode line : lines) {
      Map<String, Sample> row =
          samples
              .computeIfAbsent(line.path("trace").asText(), trace -> new LinkedHashMap<>())
              .computeIfAbsent(line.path("policy").asText(), policy -> new LinkedHashMap<>());
      for (String column : COLUMNS) {
        row.computeIfAbsent(column, any -> new Sample()).add(line.path(column).asDouble());
      }
    }
  }

  /** By trace, then policy, then column. */
  Map<String, Map<String, Map<String, Sample>>> samples() {
    return samples;
  }

  /** As Markdown. A time of -1 stands for "never". */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("| trace | policy | ").append(String.join(" | ", COLUMNS)).append(" |\n");
    text.append("|---".repeat(COLUMNS.size() + 2)).append("|\n");
    samples.forEach((trace, rows) ->
        rows.forEach((policy, row) -> {
          text.append("| ").append(trace).append(" | ").append(policy);
          row.values().forEach(sample -> text.append(" | ").append(sample.text()));
          text.append(" |\n");
        }));
    return text.toString();
  }
}
