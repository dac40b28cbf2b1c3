package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.Arguments;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * {@code bench scheduling [--set S|W|H|X] [--plant FILE] [--seeds 1-10] [--traces all|T2,...]
 * [--trace FILE] [--policies all|ours,...] [--hours N] [--physics FILE] [--json FILE] [--plots
 * DIRECTORY] [--export DIRECTORY] [--least PART] [--ahead PART]}: runs policies on plants under
 * traces, writes one JSON object a line a run, prints the table of all that the file holds. A run
 * that the file holds is not made again. {@code --export} writes plants and traces as YAML instead.
 * With {@code --least} or {@code --ahead} it exits with 1 if a run is not what an {@link
 * Expectation} says.
 */
public final class SchedulingMain {
  private static final double HOUR_MS = 3_600_000;
  private static final long STEP_MS = 10_000;

  private SchedulingMain() {}

  public static void main(Arguments arguments)
      throws IOException, InterruptedException, ExecutionException {
    String plant = arguments.find("plant").orElse(arguments.text("set", "S"));
    List<Long> seeds = seeds(arguments.text("seeds", "1"));
    List<String> traces =
        arguments
            .find("trace")
            .map(List::of)
            .orElse(names(arguments.text("traces", "T2,T7"), Traces.NAMES));
    List<String> policies = names(arguments.text("policies", "ours,fts3"), Policies.NAMES);
    long length =
        Math.round(Double.parseDouble(arguments.text("hours", "2")) * HOUR_MS / STEP_MS) * STEP_MS;
    Physics physics = physics(arguments.text("physics", ""));
    Path file = Path.of(arguments.text("json", "scheduling.json"));
    String plots = arguments.text("plots", "");
    String export = arguments.text("export", "");
    Optional<Expectation> expected = expected(arguments);
    arguments.refuseUnknown();
    if (!export.isEmpty()) {
      export(plant, seeds, traces, physics, Path.of(export));
      return;
    }

    Results results = new Results(file);
    List<List<Case>> groups = groups(plant, seeds, traces, policies, length);
    new Batch(physics, results).run(groups);
    Table table = new Table(results.lines());
    System.out.print(table.text());
    if (!plots.isEmpty()) {
      plot(table, Path.of(plots));
    }
    expected.ifPresent(expectation -> insist(expectation, groups, results));
  }

  private static Optional<Expectation> expected(Arguments arguments) {
    Optional<String> least = arguments.find("least");
    Optional<String> ahead = arguments.find("ahead");
    return least.isEmpty() && ahead.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Expectation(
                Double.parseDouble(least.orElse("0")), Double.parseDouble(ahead.orElse("0"))));
  }

  private static void insist(Expectation expectation, List<List<Case>> groups, Results results) {
    List<String> unmet =
        groups.stream()
            .flatMap(group -> expectation.unmet(group.stream().map(results::of).toList()).stream())
            .toList();
    unmet.forEach(System.err::println);
    if (!unmet.isEmpty()) {
      System.exit(1);
    }
  }

  private static void export(
      String plant, List<Long> seeds, List<String> traces, Physics physics, Path directory)
      throws IOException {
    for (String trace : traces) {
      Sources.export(
          Sources.plant(plant, seeds.getFirst(), physics), Sources.trace(trace), directory);
    }
  }

  private static List<List<Case>> groups(
      String plant, List<Long> seeds, List<String> traces, List<String> policies, long length) {
    List<List<Case>> groups = new ArrayList<>();
    for (long seed : seeds) {
      for (String trace : traces) {
        groups.add(
            policies.stream().map(policy -> new Case(plant, seed, trace, policy, length)).toList());
      }
    }
    return groups;
  }

  private static void plot(Table table, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String column : List.of("goodput_b1", "goodput_b2", "jain_60", "over_knee")) {
      Files.writeString(directory.resolve(column + ".svg"), Plot.of(table, column, 1.1));
    }
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
