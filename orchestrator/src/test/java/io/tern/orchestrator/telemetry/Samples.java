package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The series of a scrape. */
record Samples(List<Sample> all) {
  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:0-9]+)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  record Sample(String name, String labels, double value) {
    Set<String> labelNames() {
      return LABEL
          .matcher(labels)
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    }

    /** The catalogue's entry for it, if Tern itself makes it. */
    Optional<Metric> metric() {
      return Arrays.stream(Metric.values())
          .filter(metric -> names(metric).contains(name))
          .findAny();
    }

    private static Set<String> names(Metric metric) {
      String base = metric.base();
      return switch (metric.kind()) {
        case COUNTER, GAUGE, INFO -> Set.of(metric.shown());
        // Micrometer shows the greatest value of the last minutes beside each histogram.
        case LATENCY, DURATION ->
            Set.of(base + "_bucket", base + "_count", base + "_sum", base + "_max");
      };
    }
  }

  static Samples of(String scrape) {
    return new Samples(
        scrape
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isEmpty())
            .map(Samples::sample)
            .toList());
  }

  private static Sample sample(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    String labels = matcher.group(2) == null ? "" : matcher.group(2);
    return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
  }

  double sum(String name, String... labels) {
    return all.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> Arrays.stream(labels).allMatch(sample.labels()::contains))
        .mapToDouble(Sample::value)
        .sum();
  }

  long in(Metric.Tier tier) {
    return all.stream()
        .filter(sample -> sample.metric().map(Metric::tier).orElse(Metric.Tier.CORE) == tier)
        .count();
  }
}
