package io.tern.loadtest.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** One scrape of a Prometheus page, text format 0.0.4. */
public final class Metrics {
  private record Sample(String name, String labels, double value) {}

  private final List<Sample> samples = new ArrayList<>();

  public Metrics(String page) {
    page.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::parse);
  }

  /** {@code name{labels} value [time]}; label values may hold blanks. */
  private void parse(String line) {
    int close = line.lastIndexOf('}');
    int open = close < 0 ? -1 : line.indexOf('{');
    int nameEnd = open < 0 ? line.indexOf(' ') : open;
    String labels = open < 0 ? "" : line.substring(open + 1, close);
    String rest = line.substring(open < 0 ? nameEnd : close + 1).strip();
    int blank = rest.indexOf(' ');
    double value = Double.parseDouble(infinite(blank < 0 ? rest : rest.substring(0, blank)));
    samples.add(new Sample(line.substring(0, nameEnd), labels, value));
  }

  private static String infinite(String value) {
    return value.replace("Inf", "Infinity");
  }

  /** Whether there is any sample of that name. */
  public boolean has(String name) {
    return samples.stream().anyMatch(sample -> sample.name().equals(name));
  }

  /** The sum of all samples of that name. */
  public double sum(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The sum of the samples of that name in which {@code label} has one of the values. */
  public double sum(String name, String label, Set<String> values) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> values.stream().anyMatch(v -> has(sample.labels(), label, v)))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The histogram of that name, all its series added up. */
  public Distribution distribution(String name) {
    NavigableMap<Double, Double> upTo = new TreeMap<>();
    samples.stream()
        .filter(sample -> sample.name().equals(name + "_bucket"))
        .forEach(sample -> upTo.merge(bound(sample.labels()), sample.value(), Double::sum));
    return new Distribution(upTo);
  }

  private static double bound(String labels) {
    String le = ("," + labels).replaceFirst(".*,le=\"([^\"]*)\".*", "$1");
    return Double.parseDouble(infinite(le));
  }

  private static boolean has(String labels, String label, String value) {
    return ("," + labels).contains("," + label + "=\"" + value + "\"");
  }
}
