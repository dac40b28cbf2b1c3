package io.tern.loadtest.scheduling.trace;

import io.tern.job.Share;

/**
 * A share of a trace and what it asks for.
 *
 * @param weight configured for it; weights of a trace need not add up to anything
 * @param priority 1..5 of its transfers
 */
public record Community(Share share, double weight, int priority, FileSizes sizes) {
  public Community {
    if (weight <= 0) {
      throw new IllegalArgumentException("weight: " + weight + " of " + share + " (expected: > 0)");
    }
  }
}
