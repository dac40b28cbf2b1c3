package io.tern.loadtest.scheduling.plant;

/**
 * The constants of a plant; each can be varied to show that no result hinges on it.
 *
 * @param streamGbps what one copy moves at most
 * @param windowGbpsMs rate times round trip of one copy
 * @param windowSigma how much that varies from link to link (log-normal)
 * @param floorGbps added to every copy's rate
 * @param kneeFactor copies at once, over those that fill a storage, from which it suffers
 * @param overloadLoss capacity is divided by one plus this times the overload
 * @param overloadFailure probability of failure added by an overload of one
 * @param setupMs median time in which a copy holds its place and nothing flows
 * @param setupSigma of its log-normal
 * @param requestsPerGbps requests a second that a storage answers, for each Gb/s it can carry
 * @param unevenness how far the rate of one copy swings about its mean from marker to marker, as a
 *     part of it
 * @param background the most that others take of a storage, as part of its capacity
 */
public record Physics(
    double streamGbps,
    double windowGbpsMs,
    double windowSigma,
    double floorGbps,
    double kneeFactor,
    double overloadLoss,
    double overloadFailure,
    double setupMs,
    double setupSigma,
    double requestsPerGbps,
    double unevenness,
    double background) {

  public static final double MOST_FAILURE = 0.6;
  public static final int LEAST_KNEE = 8;

  public Physics {
    if (streamGbps <= 0 || setupMs <= 0 || kneeFactor <= 0 || requestsPerGbps <= 0) {
      throw new IllegalArgumentException(
          "physics: streamGbps %s, setupMs %s, kneeFactor %s, requestsPerGbps %s (expected: > 0)"
              .formatted(streamGbps, setupMs, kneeFactor, requestsPerGbps));
    }
    if (unevenness < 0 || unevenness > 1) {
      throw new IllegalArgumentException("unevenness: " + unevenness + " (expected: 0 to 1)");
    }
    if (background < 0 || background >= 1) {
      throw new IllegalArgumentException("background: " + background + " (expected: [0, 1))");
    }
  }

  public static Physics defaults() {
    return new Physics(2, 20, 0.35, 0.08, 2, 0.3, 0.10, 5_500, 0.3, 8, 0.25, 0.4);
  }

  /** The mean of the set-up time. */
  public double meanSetupMs() {
    return setupMs * Math.exp(setupSigma * setupSigma / 2);
  }
}
