package io.tern.loadtest.scheduling.trace;

/**
 * Files of a run that are all asked of tape at once, and come as they are staged: in bulks, each
 * after a log-normal time, seen at the next poll, and not faster than the drives read.
 *
 * @param at part of the run after which they are asked for, [0, 1)
 * @param bulk files that are staged together, at least 1
 * @param median time until a bulk is there, as a part of the run, above 0
 * @param sigma of its logarithm
 * @param poll time between two looks, as a part of the run, above 0
 * @param drivesGbps that the tape system of a storage reads
 */
public record Staging(
    double at, int bulk, double median, double sigma, double poll, double drivesGbps) {
  public Staging {
    if (!(at >= 0 && at < 1 && bulk >= 1 && median > 0 && poll > 0 && drivesGbps > 0)) {
      throw new IllegalArgumentException(
          "staging: at %s, bulk %d, median %s, poll %s, drivesGbps %s"
                  .formatted(at, bulk, median, poll, drivesGbps)
              + " (expected: [0, 1), at least 1, the others above 0)");
    }
  }
}
