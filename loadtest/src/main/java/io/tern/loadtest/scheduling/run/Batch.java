package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.scheduling.measure.Score;
import io.tern.loadtest.scheduling.plant.Physics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many runs, as many at a time as there are processors; those made before are left out. */
final class Batch {
  private static final double NS = 1e9;

  private final Physics physics;
  private final Results results;

  Batch(Physics physics, Results results) {
    this.physics = physics;
    this.results = results;
  }

  /** Runs all policies of a plant and a trace one after another, so that bounds are found once. */
  void run(List<List<Case>> groups) throws InterruptedException, ExecutionException {
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> running = new ArrayList<>();
      for (List<Case> group : groups) {
        running.add(
            cores.submit(() -> {
              runGroup(group);
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private void runGroup(List<Case> group) throws IOException {
    List<Case> missing = group.stream().filter(one -> !results.has(one)).toList();
    if (missing.isEmpty()) {
      return;
    }
    Case first = missing.getFirst();
    Runner runner =
        new Runner(
            Sources.plant(first.plant(), first.seed(), physics),
            Sources.trace(first.trace()),
            first.lengthMs());
    for (Case one : missing) {
      long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Score score = runner.run(one.policy());
      long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
      results.add(one, score, took / NS);
      System.err.printf(
          "%s seed %d %s %s: %.3f of B2, %.1f s%n",
          one.plant(), one.seed(), one.trace(), one.policy(), score.goodputB2(), took / NS);
    }
  }
}
