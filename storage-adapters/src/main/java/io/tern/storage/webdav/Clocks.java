package io.tern.storage.webdav;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyRequest;
import io.tern.storage.failure.Catalogue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Since when a copy has been silent, by monotonic nanoseconds. Written on the copy's context, read
 * by the watch.
 */
final class Clocks {
  private final CopyRequest.Limits limits;
  private final Side active;
  private final long began;
  private volatile long heard;
  private volatile long moved;
  private volatile boolean answered;
  private volatile boolean complete;

  Clocks(CopyRequest request, long now) {
    this.limits = request.limits();
    this.active = Catalogue.active(request.direction());
    this.began = now;
    this.heard = now;
    this.moved = now;
  }

  void answered(long now) {
    answered = true;
    heard = now;
    moved = now;
  }

  void heard(long now) {
    heard = now;
  }

  /**
   * @param all no byte is left to move, so that none moves is no stall
   */
  void moved(long now, boolean all) {
    moved = now;
    complete = all;
  }

  /** The limit that is exceeded, null while none is. */
  @Nullable Failure exceeded(long now) {
    if (passed(began, now, limits.total())) {
      return failure(FailureClass.TIMEOUT, Side.TRANSFER, "the whole copy", limits.total());
    }
    if (!answered) {
      return passed(began, now, limits.firstByte())
          ? failure(
              FailureClass.TIMEOUT, active, "the first byte of the answer", limits.firstByte())
          : null;
    }
    if (passed(heard, now, limits.marker())) {
      return failure(FailureClass.TIMEOUT, active, "a performance marker", limits.marker());
    }
    return !complete && passed(moved, now, limits.stall())
        ? failure(FailureClass.STALLED, Side.TRANSFER, "a byte to move", limits.stall())
        : null;
  }

  private static boolean passed(long since, long now, Duration limit) {
    return now - since > limit.toNanos();
  }

  private static Failure failure(FailureClass kind, Side side, String what, Duration limit) {
    String message = "Operation timed out: waited more than %2$d ms for %1$s";
    return new Failure(kind, side, Phase.TRANSFER, true, message.formatted(what, limit.toMillis()));
  }
}
