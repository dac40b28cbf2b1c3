package io.tern.schedule;

import io.tern.job.Urgency;
import io.tern.queue.Queues;
import io.tern.share.FairLine;
import io.tern.share.Turn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places that destinations keep for backlogs until their sources have as many. A share pays for
 * a place when it is kept, so that it gets no more of them than of others.
 */
final class KeptPlaces {
  private static final int MOST_FOR_ONE = 4;

  /** Of a job that asks for none. */
  private static final int USUAL_PRIORITY = 3;

  private final Queues queues;
  private final Set<Backlog> holders = new LinkedHashSet<>();

  KeptPlaces(Queues queues) {
    this.queues = queues;
  }

  /** All for whom one is kept now. */
  List<Backlog> holders() {
    return List.copyOf(holders);
  }

  void keep(Backlog backlog) {
    double cost = backlog.cost(queues.bytes(queues.first(backlog.id())));
    backlog.destination().places.reserve();
    backlog.kept++;
    backlog.prepaid += cost;
    backlog.charge(backlog.destination(), cost);
    holders.add(backlog);
  }

  /** One of them is taken, or needed no more: what was paid for it is given back. */
  void release(Backlog backlog) {
    double paid = backlog.prepaid / backlog.kept;
    backlog.destination().places.unreserve();
    backlog.kept--;
    backlog.prepaid -= paid;
    backlog.charge(backlog.destination(), -paid);
    if (backlog.kept == 0) {
      holders.remove(backlog);
      standNoMore(backlog.another);
    }
  }

  private static void standNoMore(@Nullable Turn another) {
    if (another != null) {
      FairLine.remove(another);
    }
  }

  /** Keeps no more than so many. */
  void trim(Backlog backlog, int most) {
    while (backlog.kept > most) {
      release(backlog);
    }
  }

  /**
   * Whether a backlog that has one should stand for another. One alone would let it start only as
   * often as both its ends have called it up one after the other; several let it use each call of
   * its source. They are for those that are in a hurry, since few can be kept.
   */
  boolean mayHaveAnother(Backlog backlog, Urgency urgency) {
    return isInHurry(urgency)
        && backlog.kept < MOST_FOR_ONE
        && backlog.kept < queues.size(backlog.id())
        && backlog.destination().mayKeep();
  }

  private static boolean isInHurry(Urgency urgency) {
    return urgency.hasDeadline() || urgency.priority() > USUAL_PRIORITY;
  }
}
