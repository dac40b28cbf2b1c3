package io.tern.loadtest.scheduling.trace;

/**
 * Something that befalls storages for a time. Which: of a tier, in the order of how many links they
 * have, {@code count} from {@code first} on.
 *
 * @param from part of the run after which it begins
 * @param until part of the run after which it is over
 * @param value what the kind says
 */
public record Incident(
    Kind kind, int tier, int first, int count, double from, double until, double value) {
  /** What befalls. */
  public enum Kind {
    /** Capacity is {@code value} times what it was. */
    CAPACITY,
    /** Nothing answers: attempts fail within 20 s, those under way break. */
    OUTAGE,
    /** As destination it answers, and each attempt fails within 20 s. */
    BLACK_HOLE
  }

  public Incident {
    if (from < 0 || until <= from || until > 1 || count < 1) {
      throw new IllegalArgumentException(
          "incident %s: from %s until %s, count %d (expected: 0 <= from < until <= 1, count >= 1)"
              .formatted(kind, from, until, count));
    }
  }
}
