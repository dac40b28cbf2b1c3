package io.tern.loadtest.scheduling.trace;

import io.tern.loadtest.scheduling.plant.Chance;
import java.util.List;
import java.util.SplittableRandom;

/** A mixture of log-normal file sizes, none below {@value #LEAST} or above {@value #MOST} bytes. */
public record FileSizes(List<Part> parts) {
  static final long LEAST = 1_000;
  static final long MOST = 50_000_000_000L;
  private static final int SAMPLES = 20_000;

  /**
   * @param weight probability over the sum of all parts'
   * @param median bytes
   */
  public record Part(double weight, double median, double sigma) {}

  public FileSizes {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.stream().anyMatch(part -> part.weight() <= 0)) {
      throw new IllegalArgumentException("sizes: " + parts + " (expected: parts of weight > 0)");
    }
  }

  public static FileSizes of(double median, double sigma) {
    return new FileSizes(List.of(new Part(1, median, sigma)));
  }

  public long draw(SplittableRandom source) {
    Part part = part(source);
    return Math.clamp((long) Chance.logNormal(source, part.median(), part.sigma()), LEAST, MOST);
  }

  private Part part(SplittableRandom source) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    double at = source.nextDouble() * parts.stream().mapToDouble(Part::weight).sum();
    for (Part part : parts) {
      at -= part.weight();
      if (at < 0) {
        return part;
      }
    }
    return parts.getLast();
  }

  /** The mean in bytes, by sampling: exact enough with clipping and the same each time. */
  public double mean() {
    SplittableRandom source = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      sum += draw(source);
    }
    return sum / SAMPLES;
  }
}
