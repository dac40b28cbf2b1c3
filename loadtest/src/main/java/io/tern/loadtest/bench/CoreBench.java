package io.tern.loadtest.bench;

import io.tern.loadtest.core.CycleBenchmark;
import io.tern.loadtest.rig.Rig;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** The scheduler alone, by JMH, in JVMs of their own; the service is not started. */
final class CoreBench implements Bench {
  private static final double P99 = 99;
  private static final String[] JVM = {"-Xmx4g", "-XX:+UseCompactObjectHeaders"};

  @Override
  public String name() {
    return "core";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws RunnerException {
    findings.note("jvm_args", String.join(" ", JVM));
    Map<String, Double> perTransfer = new HashMap<>();
    for (RunResult result : results(scale)) {
      String links = result.getParams().getParam("links");
      String queued = result.getParams().getParam("queued");
      String where = "_" + links + "_links_" + queued;
      Statistics cycles = result.getPrimaryResult().getStatistics();
      double us = cycles.getMean() / CycleBenchmark.BATCH;
      perTransfer.put(where, us);
      findings.note("us_per_transfer" + where, us);
      findings.note("cycle_p99_ms" + where, cycles.getPercentile(P99) / 1000);
    }
    findings.note(
        "cost_ratio_10k_links_to_1", ratio(perTransfer, "_10000_links_10000", "_1_links_10000"));
    if (!scale.quick()) {
      findings.note(
          "cost_ratio_10m_to_10k",
          ratio(perTransfer, "_10000_links_10000000", "_10000_links_10000"));
    }
  }

  private static double ratio(Map<String, Double> all, String over, String under) {
    return all.getOrDefault(over, 0.0) / all.getOrDefault(under, Double.NaN);
  }

  private static Collection<RunResult> results(Scale scale) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(CycleBenchmark.class.getName())
            .forks(1)
            .shouldFailOnError(true)
            .warmupIterations(scale.of(5, 1))
            .measurementIterations(scale.of(5, 1))
            .warmupTime(TimeValue.seconds(2))
            .measurementTime(TimeValue.seconds(2))
            .jvmArgs(JVM);
    if (scale.quick()) {
      options.param("queued", "10000");
    }
    return new Runner(options.build()).run();
  }
}
