package io.tern.loadtest.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Milliseconds of the processor for each answer.
 *
 * @param cpuMs by what was asked, one of each round
 */
record Costs(Map<String, List<Double>> cpuMs) {

  /** The median of all rounds. */
  double of(String way) {
    return middle(sorted(rounds(way).stream().mapToDouble(Double::doubleValue)));
  }

  /** Notes by how much {@code way} costs more than {@code base}, and between which bounds. */
  void noteMore(Findings findings, String name, String way, String base) {
    double[] sorted = more(way, base);
    findings.note(name, middle(sorted));
    findings.note(name + "_least", sorted[0]);
    findings.note(name + "_most", sorted[sorted.length - 1]);
  }

  private double[] more(String way, String base) {
    List<Double> high = rounds(way);
    List<Double> low = rounds(base);
    return sorted(
        IntStream.range(0, high.size()).mapToDouble(round -> high.get(round) - low.get(round)));
  }

  private List<Double> rounds(String way) {
    return cpuMs.getOrDefault(way, List.of());
  }

  private static double[] sorted(DoubleStream values) {
    double[] sorted = values.toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
