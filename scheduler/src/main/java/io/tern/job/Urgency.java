package io.tern.job;

/**
 * What lets a transfer go before others of its share: the higher priority, then the earlier
 * deadline. Ordered so, the most urgent first.
 *
 * @param priority 1..5, 5 first
 * @param deadlineMs by when it should be over, Unix time; {@link #NO_DEADLINE} for whenever
 */
public record Urgency(int priority, long deadlineMs) implements Comparable<Urgency> {
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** Of one without a deadline. */
  public static Urgency of(int priority) {
    return new Urgency(priority, NO_DEADLINE);
  }

  public boolean hasDeadline() {
    return deadlineMs != NO_DEADLINE;
  }

  /** The same at another priority. */
  public Urgency withPriority(int other) {
    return new Urgency(other, deadlineMs);
  }

  @Override
  public int compareTo(Urgency other) {
    return priority == other.priority
        ? Long.compare(deadlineMs, other.deadlineMs)
        : Integer.compare(other.priority, priority);
  }
}
