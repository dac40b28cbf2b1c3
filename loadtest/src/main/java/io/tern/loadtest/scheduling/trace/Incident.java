package io.tern.loadtest.scheduling.trace;

/**
 * Something that befalls storages for a time.
 *
 * @param from part of the run after which it begins
 * @param until part of the run after which it is over
 * @param value what the kind says
 */
public record Incident(Kind kind, Reach storages, double from, double until, double value) {
  /** What befalls. */
  public enum Kind {
    /** Capacity is {@code value} times what it was. */
    CAPACITY,
    /** Nothing answers: attempts fail within 20 s, those under way break. */
    OUTAGE,
    /** As destination it answers, and each attempt fails within 20 s. */
    BLACK_HOLE,
    /** It has space for {@code value} seconds of what it can take in, and no more. */
    FILLING,
    /** The orchestrator neither hears nor decides anything; the storages do not matter. */
    PAUSE
  }

  public Incident {
    if (from < 0 || until <= from || until > 1) {
      throw new IllegalArgumentException(
          "incident %s: from %s until %s (expected: 0 <= from < until <= 1)"
              .formatted(kind, from, until));
    }
  }
}
