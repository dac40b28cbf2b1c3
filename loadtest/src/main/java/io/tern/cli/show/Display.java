package io.tern.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Prints what a command found. */
public final class Display {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "table, wide, json, ndjson or csv.")
  private Format format = Format.TABLE;

  /** Whether no program has to read what is printed. */
  public boolean isForPeople() {
    return format == Format.TABLE || format == Format.WIDE;
  }

  /** Prints objects, each a row. */
  public void rows(PrintWriter out, List<JsonNode> rows, Columns columns) {
    switch (format) {
      case TABLE -> aligned(out, rows, columns.usual());
      case WIDE -> aligned(out, rows, columns.all());
      case JSON -> out.println(text(JSON.valueToTree(rows)));
      case NDJSON -> rows.forEach(row -> out.println(row));
      case CSV -> csv(out, rows, columns.all());
    }
    out.flush();
  }

  /** Prints one object, each of its fields a line. */
  public void object(PrintWriter out, JsonNode object) {
    switch (format) {
      case TABLE, WIDE ->
          object
              .properties()
              .forEach(field -> out.printf("%-20s %s%n", field.getKey(), plain(field.getValue())));
      case JSON -> out.println(text(object));
      case NDJSON -> out.println(object);
      case CSV -> {
        out.println("field,value");
        object
            .properties()
            .forEach(field ->
                out.println(quoted(field.getKey()) + "," + quoted(plain(field.getValue()))));
      }
    }
    out.flush();
  }

  private static void aligned(PrintWriter out, List<JsonNode> rows, List<String> names) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    rows.forEach(row -> lines.add(names.stream().map(name -> plain(row.path(name))).toList()));
    int[] widths = new int[names.size()];
    lines.forEach(line -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    });
    lines.forEach(line -> out.println(aligned(line, widths)));
  }

  private static String aligned(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      text.append(line.get(i)).repeat(' ', widths[i] - line.get(i).length() + 2);
    }
    return text.toString().stripTrailing();
  }

  private static void csv(PrintWriter out, List<JsonNode> rows, List<String> names) {
    out.println(String.join(",", names));
    rows.forEach(row ->
        out.println(
            names.stream()
                .map(name -> quoted(plain(row.path(name))))
                .collect(Collectors.joining(","))));
  }

  private static String quoted(String text) {
    return text.matches("[^\",]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Storages and users write reasons and metadata: no control character reaches a terminal. */
  private static String plain(JsonNode value) {
    String text =
        value.isMissingNode() || value.isNull()
            ? "-"
            : value.isValueNode() ? value.asText() : value.toString();
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String text(JsonNode node) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
