package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets transfers be as the settings want them: cancelled or held where they are barred, released
 * where they are barred no more. What is about to start is looked at when its turn comes, so a
 * change holds at once; all others are gone over in slices. A new leader begins again, which does
 * no harm: each transfer is judged by what holds now.
 */
final class Sweep {
  /** Transfers that one step looks at: about a millisecond. */
  private static final int LOOKS = 20_000;

  /** After which an answer waits no longer for the end of a pass. */
  private static final long PATIENCE_MS = 10_000;

  private static final int NOWHERE = -1;
  private static final String BANNED = "Storage banned";
  private static final String USER_BANNED = "User banned";

  private final Ledger ledger;
  private final Leftovers left;
  private final Endings endings;
  private final Reports reports;

  private final List<Waiting> waiting = new ArrayList<>();

  /** The slot that the pass has come to. */
  private int next = NOWHERE;

  private boolean limitsToo;

  Sweep(Ledger ledger, Leftovers left, Endings endings, Reports reports) {
    this.ledger = ledger;
    this.left = left;
    this.endings = endings;
    this.reports = reports;
  }

  /**
   * Goes over all transfers, from the first on, in this step and the next.
   *
   * @param limits whether times in queue may have changed too
   */
  void begin(boolean limits) {
    next = 0;
    limitsToo |= limits;
  }

  boolean isOn() {
    return next != NOWHERE;
  }

  private record Waiting(Ask ask, Affected affected, long untilMs) {}

  /** Whoever orders that something be cancelled finds it so once he is answered. */
  void answerAfter(Step step, Ask ask, Affected affected) {
    waiting.add(new Waiting(ask, affected, step.nowMs() + PATIENCE_MS));
  }

  /** The next stretch of the pass. */
  void go(Step step, int most) {
    int end = Math.min(ledger.rows.slots(), next + LOOKS);
    while (next < end && step.size() < most) {
      look(step, next++);
    }
    if (next >= ledger.rows.slots()) {
      end(step);
    }
    answer(step);
  }

  private void answer(Step step) {
    List<Waiting> over =
        waiting.stream().filter(one -> !isOn() || one.untilMs() <= step.nowMs()).toList();
    over.forEach(one -> step.answer(one.ask(), 200, "", one.affected()));
    waiting.removeAll(over);
  }

  private void look(Step step, int slot) {
    if (!ledger.rows.holds(slot)) {
      return;
    }
    Job job = ledger.rows.job(slot);
    if (limitsToo && ledger.rows.id(slot) == job.first() && !job.isEnded()) {
      ledger.timetable.expire(job);
    }
    conform(step, slot);
  }

  private void end(Step step) {
    next = NOWHERE;
    limitsToo = false;
    left.orphans.addAll(left.barred);
    left.barred.clear();
    List<Change> done =
        ledger.bars().cancels().stream()
            .<Change>map(order -> new Change.Remove(order.setting().name()))
            .toList();
    if (!done.isEmpty()) {
      Operators.apply(step, ledger, done);
    }
  }

  /** Judges a new job's transfers, the first of them at once. */
  void submitted(Step step, Job job) {
    if (!ledger.bars().isEmpty()) {
      left.submitted.add(new Leftovers.Stretch(job.id(), job.first()));
      goOn(step, step.size() + Operators.MOST);
    }
  }

  /** Goes on with new jobs that were too large to be judged at once. */
  void goOn(Step step, int most) {
    while (step.size() < most && !left.submitted.isEmpty()) {
      Leftovers.Stretch stretch = left.submitted.remove();
      Job job = ledger.jobs.get(stretch.job());
      long id = stretch.from();
      while (job != null
          && !job.isEnded()
          && id < job.first() + job.transfers()
          && step.size() < most) {
        conform(step, ledger.rows.slot(id++));
      }
      if (job != null && !job.isEnded() && id < job.first() + job.transfers()) {
        left.submitted.addFirst(new Leftovers.Stretch(job.id(), id));
      }
    }
  }

  /** Whether the transfer in {@code slot} must not start now. */
  boolean bars(int slot) {
    Bars bars = ledger.bars();
    return !bars.isEmpty() && (bars.cancel(ledger.rows.job(slot)).isPresent() || isBanned(slot));
  }

  boolean isBanned(int slot) {
    return ban(slot) != null;
  }

  private @Nullable Ban ban(int slot) {
    Job job = ledger.rows.job(slot);
    Ban ofUser = ledger.bars().ofUser(job);
    Ban onLink =
        ledger.bars().onLink(job.terms.vo(), ledger.scheduler.link(ledger.rows.link(slot)));
    boolean cancels = onLink != null && onLink.status() == Ban.Status.CANCEL;
    return ofUser == null || (cancels && ofUser.status() != Ban.Status.CANCEL) ? onLink : ofUser;
  }

  /** Lets one transfer be as the settings want it; one that is barred waits no more after this. */
  void conform(Step step, int slot) {
    Job job = ledger.rows.job(slot);
    if (job.isEnded() || ledger.rows.state(slot).isTerminal()) {
      return;
    }
    if (endings.obey(step, job)) {
      return;
    }
    Ban ban = ban(slot);
    if (ban == null) {
      release(step, job, slot);
    } else if (ban.status() != Ban.Status.CANCEL) {
      hold(step, job, slot, ban);
    } else if (ban instanceof Ban.OfUser) {
      endings.end(step, job, JobState.CANCELED, USER_BANNED, true);
    } else {
      cancel(step, job, ledger.rows.id(slot));
    }
  }

  private void cancel(Step step, Job job, long transfer) {
    endings.cancel(step, job, transfer, BANNED);
    if (job.isReplicas() && !job.terms.fanOut()) {
      reports.tryNextReplica(step, job);
    }
    endings.endIfOver(step, job, BANNED);
  }

  private void hold(Step step, Job job, int slot, Ban ban) {
    String why = ban instanceof Ban.OfUser ? USER_BANNED : BANNED;
    switch (ledger.rows.state(slot)) {
      case SUBMITTED, FORCE_START -> become(step, job, slot, TransferState.ON_HOLD, why);
      case STAGING -> become(step, job, slot, TransferState.ON_HOLD_STAGING, why);
      default -> {}
    }
  }

  private void release(Step step, Job job, int slot) {
    switch (ledger.rows.state(slot)) {
      case ON_HOLD -> become(step, job, slot, TransferState.SUBMITTED, "");
      case ON_HOLD_STAGING -> become(step, job, slot, TransferState.STAGING, "");
      default -> {}
    }
  }

  private void become(Step step, Job job, int slot, TransferState state, String why) {
    TransferStatus status = ledger.waitingStatus(slot, state, step.nowMs());
    Endings.change(step, job, ledger.rows.id(slot), status.because(why));
  }
}
