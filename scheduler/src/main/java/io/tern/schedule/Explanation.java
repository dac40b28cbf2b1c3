package io.tern.schedule;

import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Direction;
import io.tern.limit.Limit;

/** Why a transfer has not started. */
public sealed interface Explanation {
  /** It is not in any queue here. */
  record NotWaiting() implements Explanation {}

  /** Nothing starts from, or to, this storage until it is opened again. */
  record Closed(StorageName storage, Direction direction, Standing standing)
      implements Explanation {}

  /** This destination has no room for what its VO copies there. */
  record NoSpace(StorageName destination, Standing standing) implements Explanation {}

  /** All places of this limit are taken, or the last one is kept for another. */
  record Full(Limit limit, int used, int ceiling, Standing standing) implements Explanation {}

  /** Places are free; it starts when its turn comes, now if nobody is ahead of it. */
  record InTurn(Standing standing) implements Explanation {}

  /**
   * Where it waits.
   *
   * @param ahead how many of its queue go before it; counted among equals up to {@value
   *     Scheduler#COUNTED_AHEAD}
   * @param queued how many wait in its queue, itself included
   * @param weight of its share
   */
  record Standing(Urgency urgency, int ahead, int queued, Share share, double weight) {}
}
