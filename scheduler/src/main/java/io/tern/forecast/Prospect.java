package io.tern.forecast;

/**
 * What a newcomer may expect on one of the ways that it can take; to compare these by.
 *
 * @param costMs until it is likely to be over, for as many attempts as one takes there that goes
 *     well; infinite where nothing may start, {@link Double#MAX_VALUE} where nobody knows
 * @param others that wait before it or are at work on its link
 */
public record Prospect(double costMs, int others) {
  /** Of a way on which nothing may start. */
  public static final Prospect NONE = new Prospect(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

  /** Where both cost the same, by how many others are there. */
  public boolean isBetterThan(Prospect other) {
    return costMs < other.costMs || (costMs == other.costMs && others < other.others);
  }
}
