package io.tern.loadtest.scheduling.run;

import io.tern.loadtest.scheduling.bound.Solutions;
import io.tern.loadtest.scheduling.measure.Score;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.policy.Recording;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many runs, as many at a time as there are processors; those made before are left out. */
final class Batch {
  private static final double NS = 1e9;

  private final Physics physics;
  private final Results results;
  private final Solutions solutions;
  private final Optional<Logs> logs;

  /**
   * @param solutions where bounds are kept
   * @param logs where decisions are written, if they are
   */
  Batch(Physics physics, Results results, Solutions solutions, Optional<Logs> logs) {
    this.physics = physics;
    this.results = results;
    this.solutions = solutions;
    this.logs = logs;
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
    Runner runner = Runner.of(missing.getFirst(), physics, solutions);
    for (Case one : missing) {
      long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Score score = run(runner, one);
      long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
      results.add(one, score, took / NS);
      System.err.printf("%s: %.3f of B2, %.1f s%n", one, score.goodputB2(), took / NS);
    }
  }

  private Score run(Runner runner, Case one) throws IOException {
    if (logs.isEmpty()) {
      return runner.run(one.policy());
    }
    try (DataOutputStream log = logs.get().write(one)) {
      return runner.run(one.policy(), policy -> new Recording(policy, log));
    }
  }
}
