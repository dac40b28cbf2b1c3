package io.tern.loadtest.scheduling.world;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.loadtest.scheduling.plant.Chance;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt is bound to go, unless the plant changes under it.
 *
 * @param failure it ends with; null if it succeeds
 * @param afterMs it fails before its bytes flow; below 0 if it does not
 * @param part of its bytes that it moves
 * @param stalls after that part, until its time-out
 */
record Fate(@Nullable Failure failure, double afterMs, double part, boolean stalls) {
  private static final double FAST = 0.70;
  private static final double BROKEN = 0.96;
  private static final double LATE = 0.995;
  private static final double SOURCE_CONNECTION = 0.27;
  private static final double CONNECTION = 0.67;
  private static final long FATE = 0x46617465L;
  private static final int DRAWS = 4;

  private static final Fate SUCCESS = new Fate(null, -1, 1, false);

  /** There is no space for it. */
  static final Fate FULL =
      new Fate(
          new Failure(
              FailureClass.NO_SPACE,
              Side.DESTINATION,
              Phase.TRANSFER_PREPARATION,
              true,
              "HTTP 507: insufficient storage"),
          0,
          0,
          false);

  private static final Failure AT_SOURCE = early(FailureClass.CONNECTION, Side.SOURCE);
  private static final Failure AT_DESTINATION = early(FailureClass.CONNECTION, Side.DESTINATION);
  private static final Failure GENERIC = early(FailureClass.STORAGE_IO, Side.TRANSFER);
  private static final Failure INTERRUPTED =
      new Failure(
          FailureClass.INTERRUPTED, Side.TRANSFER, Phase.TRANSFER, true, "connection broken");
  private static final Failure CHECKSUM =
      new Failure(
          FailureClass.CHECKSUM,
          Side.DESTINATION,
          Phase.TRANSFER_FINALIZATION,
          true,
          "checksums differ");
  private static final Failure TIMEOUT =
      new Failure(FailureClass.TIMEOUT, Side.TRANSFER, Phase.TRANSFER, true, "operation timeout");

  /** What an agent says of a copy that has not moved a byte for as long as it waits for one. */
  static final Failure STILL =
      new Failure(FailureClass.STALLED, Side.TRANSFER, Phase.TRANSFER, true, "no byte moved");

  private static Failure early(FailureClass kind, Side side) {
    return new Failure(kind, side, Phase.TRANSFER_PREPARATION, true, "request failed");
  }

  /**
   * @param attempt a number of the attempt among all of a run: the same one meets the same fate
   * @param failing the probability of failure
   */
  static Fate of(long seed, long attempt, double failing) {
    if (Chance.unit(seed, FATE, attempt * DRAWS) >= failing) {
      return SUCCESS;
    }
    double kind = Chance.unit(seed, FATE, attempt * DRAWS + 1);
    double when = Chance.unit(seed, FATE, attempt * DRAWS + 2);
    if (kind < FAST) {
      return fast(when, whose(kind / FAST));
    }
    return kind < BROKEN
        ? new Fate(INTERRUPTED, -1, when, false)
        : kind < LATE ? new Fate(CHECKSUM, -1, 1, false) : new Fate(TIMEOUT, -1, when, true);
  }

  private static Failure whose(double at) {
    return at < SOURCE_CONNECTION ? AT_SOURCE : at < CONNECTION ? AT_DESTINATION : GENERIC;
  }

  /** It ends now. */
  static Fate broken(Failure failure) {
    return new Fate(failure, 0, 0, false);
  }

  /** What becomes of an attempt at a storage that does not serve. */
  static Fate refused(long seed, long attempt, Side side) {
    double when = Chance.unit(seed, FATE, attempt * DRAWS + 2);
    return fast(when, side == Side.SOURCE ? AT_SOURCE : AT_DESTINATION);
  }

  private static Fate fast(double when, Failure failure) {
    return new Fate(failure, 2_000 + 18_000 * when, 0, false);
  }
}
