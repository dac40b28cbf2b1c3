package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.Arguments;
import io.tern.loadtest.scheduling.bound.Solutions;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.trace.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be run, and what is to be done with it. */
record Options(
    String plant,
    List<Long> seeds,
    List<String> traces,
    List<String> policies,
    long lengthMs,
    Physics physics,
    Path json,
    Optional<Path> plots,
    Optional<Path> export,
    Optional<Logs> record,
    Optional<Logs> replay,
    Optional<Expectation> expected) {
  private static final double HOUR_MS = 3_600_000;
  private static final long STEP_MS = 10_000;

  static Options of(Arguments arguments) throws IOException {
    Options options =
        new Options(
            arguments.find("plant").orElse(arguments.text("set", "S")),
            seeds(arguments.text("seeds", "1")),
            arguments
                .find("trace")
                .map(List::of)
                .orElse(names(arguments.text("traces", "T2,T7"), Traces.NAMES)),
            names(arguments.text("policies", "ours,fts3"), Policies.NAMES),
            Math.round(number(arguments, "hours").orElse(2.0) * HOUR_MS / STEP_MS) * STEP_MS,
            physics(arguments.text("physics", "")),
            Path.of(arguments.text("json", "scheduling.json")),
            arguments.find("plots").map(Path::of),
            arguments.find("export").map(Path::of),
            arguments.find("record").map(Path::of).map(Logs::new),
            arguments.find("replay").map(Path::of).map(Logs::new),
            expected(number(arguments, "least"), number(arguments, "ahead")));
    arguments.refuseUnknown();
    return options;
  }

  /** Bounds are kept beside the results. */
  Solutions solutions() {
    return Solutions.in(json.resolveSibling(json.getFileName() + ".bounds"));
  }

  /** All policies of a plant and a trace in one group. */
  List<List<Case>> groups() {
    List<List<Case>> groups = new ArrayList<>();
    for (long seed : seeds) {
      for (String trace : traces) {
        groups.add(
            policies.stream()
                .map(policy -> new Case(plant, seed, trace, policy, lengthMs))
                .toList());
      }
    }
    return groups;
  }

  private static Optional<Double> number(Arguments arguments, String name) {
    return arguments.find(name).map(value -> parsed(name, value));
  }

  private static double parsed(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + ": " + value + " (expected: a number)", e);
    }
  }

  private static Optional<Expectation> expected(Optional<Double> least, Optional<Double> ahead) {
    return least.isEmpty() && ahead.isEmpty()
        ? Optional.empty()
        : Optional.of(new Expectation(least.orElse(0.0), ahead.orElse(0.0)));
  }

  private static Physics physics(String file) throws IOException {
    return file.isEmpty()
        ? Physics.defaults()
        : Sources.YAML.readValue(Path.of(file).toFile(), Physics.class);
  }

  private static List<String> names(String text, List<String> all) {
    return text.equals("all") ? all : List.of(text.split(","));
  }

  private static List<Long> seeds(String text) {
    List<Long> seeds = new ArrayList<>();
    for (String range : text.split(",")) {
      String[] ends = range.split("-");
      long last = Long.parseLong(ends[ends.length - 1]);
      for (long seed = Long.parseLong(ends[0]); seed <= last; seed++) {
        seeds.add(seed);
      }
    }
    return seeds;
  }
}
