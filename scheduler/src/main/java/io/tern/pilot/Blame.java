package io.tern.pilot;

import io.tern.window.Pulse;

/**
 * What holds up a link's copies, if anything does: one end, the other, or the link itself. The rate
 * of one link often fits with both ends. Then that end is to blame which seems to hold up more
 * links, for it is no chance that many links have one rate; and that number is made of the parts
 * that each link blames it with, so that by and by the two agree (expectation maximisation:
 * Dempster, Laird, Rubin, J. R. Statist. Soc. B 39, 1977).
 */
final class Blame {
  /** Of links that an end holds up, beside those it is known to: nobody is beyond suspicion. */
  private static final double LEAST = 0.1;

  private static final double HALF = 0.5;

  private double ofSource;
  private double ofDestination;
  private boolean atLevel = true;
  private boolean linkSlows;

  /**
   * @param full whether the link carries about as much as it ever did
   */
  void judge(Pulse pulse, Level source, Level destination, boolean full) {
    double onSource = source.fit(pulse) * (LEAST + source.heldUp());
    double onDestination = destination.fit(pulse) * (LEAST + destination.heldUp());
    double both = onSource + onDestination;
    atLevel = both > 0;
    ofSource = atLevel ? onSource / both : 0;
    ofDestination = atLevel ? onDestination / both : 0;
    linkSlows = !atLevel && full;
  }

  /** The source's part, 0..1. */
  double ofSource() {
    return ofSource;
  }

  double ofDestination() {
    return ofDestination;
  }

  boolean isSources() {
    return ofSource >= HALF;
  }

  boolean isDestinations() {
    return ofDestination >= HALF;
  }

  boolean isLinks() {
    return linkSlows;
  }

  /** Whether an end may be what holds the copies up, or nobody knows yet. */
  boolean isAtLevel() {
    return atLevel;
  }
}
