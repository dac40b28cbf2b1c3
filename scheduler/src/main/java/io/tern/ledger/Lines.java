package io.tern.ledger;

import io.tern.job.TransferState;
import io.tern.job.Urgency;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import java.util.LinkedHashSet;

/**
 * Where transfers stand: who waits in which line, and who holds places and a destination. A
 * transfer waits for its places at the scheduler, to be brought online, for another to leave its
 * destination, or until its rest is over; in one of these at a time.
 */
final class Lines {
  final Rows rows;
  final Scheduler scheduler;
  final StagingLines staging;
  private final DestinationLocks locks = new DestinationLocks();

  /** Who starts before all others, whatever the limits say. */
  private final LinkedHashSet<Integer> forced = new LinkedHashSet<>();

  Lines(Rows rows, Scheduler scheduler) {
    this.rows = rows;
    this.scheduler = scheduler;
    this.staging = new StagingLines(rows, scheduler);
  }

  /** Into the line that its state means, if it means one. */
  void enter(int slot, Place place) {
    Job job = rows.job(slot);
    TransferState state = rows.state(slot);
    if (job.isEnded()) {
      return;
    }
    Urgency urgency = job.urgency();
    if (state == TransferState.FORCE_START) {
      forced.add(slot);
    } else if (state == TransferState.SUBMITTED) {
      scheduler.enqueue(slot, rows.link(slot), rows.share(slot), urgency, rows.size(slot), place);
    } else if (state == TransferState.STAGING) {
      staging.add(slot);
    }
  }

  /** Out of whatever it waits in. */
  void leave(int slot) {
    if (scheduler.isWaiting(slot)) {
      scheduler.withdraw(slot);
    }
    if (staging.contains(slot)) {
      staging.remove(slot);
    }
    forced.remove(slot);
    rows.set(slot, Rows.RESTING, false);
    rows.set(slot, Rows.BLOCKED, false);
  }

  void rest(int slot) {
    rows.set(slot, Rows.RESTING, true);
  }

  /** Its rest is over, unless something else has come between. */
  void wake(int slot) {
    if (rows.is(slot, Rows.RESTING)) {
      rows.set(slot, Rows.RESTING, false);
      enter(slot, Place.FIRST);
    }
  }

  /** Its job is more or less urgent than before. */
  void urge(int slot) {
    Urgency urgency = rows.job(slot).urgency();
    if (scheduler.isWaiting(slot)) {
      scheduler.urge(slot, urgency);
    } else if (staging.contains(slot)) {
      staging.remove(slot);
      staging.add(slot);
    }
  }

  boolean isWaiting(int slot) {
    return scheduler.isWaiting(slot)
        || staging.contains(slot)
        || forced.contains(slot)
        || rows.is(slot, Rows.RESTING)
        || rows.is(slot, Rows.BLOCKED);
  }

  /** Who is to start whatever the limits say; it stays in line. {@link Rows#NONE} for nobody. */
  int firstForced() {
    return forced.isEmpty() ? Rows.NONE : forced.getFirst();
  }

  /** Places for one of those, above the limits if need be, and then as with {@link #lock}. */
  boolean lockForced(int slot) {
    forced.remove(slot);
    scheduler.occupy(rows.link(slot), rows.share(slot));
    return lock(slot);
  }

  /** Places that the scheduler has just taken for a transfer that may not start after all. */
  void giveBack(int slot) {
    scheduler.release(rows.link(slot), rows.share(slot));
  }

  /** Takes places and destination for a copy that is at work. */
  void hold(int slot) {
    if (!rows.is(slot, Rows.PLACED)) {
      scheduler.occupy(rows.link(slot), rows.share(slot));
      rows.set(slot, Rows.PLACED, true);
    }
    if (!rows.is(slot, Rows.LOCKED)) {
      rows.set(slot, Rows.LOCKED, locks.acquire(rows.destination(slot), rows.id(slot)));
    }
  }

  /**
   * For a transfer whose places the scheduler has just taken: its destination too, or it gives the
   * places back and waits until whoever is there has left.
   */
  boolean lock(int slot) {
    long id = rows.id(slot);
    if (!locks.acquire(rows.destination(slot), id)) {
      scheduler.release(rows.link(slot), rows.share(slot));
      rows.set(slot, Rows.BLOCKED, true);
      locks.waitFor(rows.destination(slot), id);
      return false;
    }
    rows.set(slot, Rows.PLACED, true);
    rows.set(slot, Rows.LOCKED, true);
    return true;
  }

  /** Gives back what {@link #hold} or {@link #lock} took. */
  void free(int slot) {
    if (rows.is(slot, Rows.PLACED)) {
      scheduler.release(rows.link(slot), rows.share(slot));
      rows.set(slot, Rows.PLACED, false);
    }
    if (rows.is(slot, Rows.LOCKED)) {
      rows.set(slot, Rows.LOCKED, false);
      locks.release(rows.destination(slot), rows.id(slot));
      unblock(rows.destination(slot));
    }
  }

  /** All that waited for a destination may try again; the first finds it free. */
  private void unblock(long destination) {
    for (long next = locks.next(destination); next >= 0; next = locks.next(destination)) {
      int slot = rows.slot(next);
      if (slot != Rows.NONE && rows.is(slot, Rows.BLOCKED)) {
        rows.set(slot, Rows.BLOCKED, false);
        enter(slot, Place.FIRST);
      }
    }
  }

  /** How many destinations are held. */
  int destinations() {
    return locks.held();
  }
}
