package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * {@code bench scheduling [--set S|W|H|X] [--plant FILE] [--seeds 1-10] [--traces all|T2,...]
 * [--trace FILE] [--policies all|ours,...] [--hours N] [--physics FILE] [--json FILE] [--plots
 * DIRECTORY] [--export DIRECTORY] [--record DIRECTORY] [--replay DIRECTORY] [--least PART] [--ahead
 * PART]}: runs policies on plants under traces, writes one JSON object a line a run, prints the
 * table of all that the file holds. A run that the file holds is not made again. {@code --record}
 * writes the decision log of each run, and {@code --replay} lets fresh policies decide again by
 * such logs. {@code --export} writes plants and traces as YAML instead. With {@code --least} or
 * {@code --ahead} it exits with 1 if a run is not what an {@link Expectation} says.
 */
public final class SchedulingMain {
  private SchedulingMain() {}

  public static void main(Arguments arguments)
      throws IOException, InterruptedException, ExecutionException {
    Options options = Options.of(arguments);
    if (options.export().isPresent()) {
      export(options, options.export().get());
    } else if (options.replay().isPresent()) {
      replay(options, options.replay().get());
    } else {
      run(options);
    }
  }

  private static void export(Options options, Path directory) throws IOException {
    for (String trace : options.traces()) {
      Sources.export(
          Sources.plant(options.plant(), options.seeds().getFirst(), options.physics()),
          Sources.trace(trace),
          directory);
    }
  }

  private static void replay(Options options, Logs logs) throws IOException {
    for (List<Case> group : options.groups()) {
      Runner runner = Runner.of(group.getFirst(), options.physics(), options.solutions());
      for (Case one : group) {
        replay(one, runner, logs);
      }
    }
  }

  private static void replay(Case one, Runner runner, Logs logs) throws IOException {
    try {
      System.out.printf("%s: %d entries, all the same%n", one, logs.replay(one, runner));
    } catch (IllegalStateException e) {
      System.err.println(one + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Options options)
      throws IOException, InterruptedException, ExecutionException {
    Results results = new Results(options.json());
    new Batch(options.physics(), results, options.solutions(), options.record())
        .run(options.groups());
    Table table = new Table(results.lines());
    System.out.print(table.text());
    if (options.plots().isPresent()) {
      plot(table, options.plots().get());
    }
    if (options.expected().isPresent()) {
      insist(options.expected().get(), options.groups(), results);
    }
  }

  private static void plot(Table table, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String column : List.of("goodput_b1", "goodput_b2", "jain_60", "over_knee")) {
      Files.writeString(directory.resolve(column + ".svg"), Plot.of(table, column, 1.1));
    }
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
}
