package io.tern.forecast;

/**
 * What is likely to come, in milliseconds from now.
 *
 * @param startMs until it starts, 0 for one that runs or starts at once
 * @param endMs until it is over
 */
public record Outlook(long startMs, long endMs) {
  static Outlook of(double startMs, double copyMs) {
    return new Outlook(Math.round(startMs), Math.round(startMs + copyMs));
  }
}
