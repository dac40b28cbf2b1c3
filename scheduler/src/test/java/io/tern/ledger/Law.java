package io.tern.ledger;

import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.ledger.Snapshot.Stand;
import io.tern.schedule.Occupancy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What holds of every ledger between any two steps, found anew by looking at each transfer. */
final class Law {
  private Law() {}

  static void check(boolean holds, String format, Object... args) {
    if (!holds) {
      throw new AssertionError(format.formatted(args));
    }
  }

  static void equal(Object is, Object expected, Object what) {
    if (!is.equals(expected)) {
      throw new AssertionError(what + ": " + is + " (expected: " + expected + ")");
    }
  }

  static void holds(Ledger ledger) {
    Map<Integer, Integer> placed = new TreeMap<>();
    int locked = 0;
    int rows = 0;
    int staging = 0;
    int fromTape = 0;
    Set<Long> sole = new HashSet<>();
    for (Job job : ledger.jobs.values()) {
      countsAgree(ledger, job);
      for (long id = job.first(); id < job.first() + job.transfers(); id++) {
        int slot = ledger.rows.slot(id);
        check(ledger.rows.job(slot) == job, "transfer %d is of another job", id);
        standsInOnePlace(ledger, slot);
        if (ledger.rows.is(slot, Rows.PLACED)) {
          placed.merge(ledger.rows.link(slot), 1, Integer::sum);
        }
        Running run = ledger.running.get(id);
        staging += run != null && run.task == Task.BRING_ONLINE ? 1 : 0;
        locked += ledger.rows.is(slot, Rows.LOCKED) ? 1 : 0;
        fromTape += ledger.tapes.of(id).equals(TransferStatus.Tape.NONE) ? 0 : 1;
        rows++;
        if (job.terms.sole() && !job.isEnded() && !ledger.rows.state(slot).isTerminal()) {
          sole.add(ledger.rows.destination(slot));
        }
      }
    }
    equal(ledger.rows.size(), rows, "rows");
    equal(ledger.staging(), staging, "being brought online");
    equal(ledger.lines.destinations(), locked, "destinations held");
    equal(ledger.destinations.size(), sole.size(), "destinations of one writer");
    check(sole.stream().allMatch(ledger.destinations::contains), "another destination is kept");
    equal(ledger.tapes.size(), fromTape, "from tape");
    placesAgree(ledger, placed);
    check(ledger.timetable.size() < 10_000, "%d deadlines", ledger.timetable.size());
  }

  private static void countsAgree(Ledger ledger, Job job) {
    Map<TransferState, Integer> counts = new EnumMap<>(TransferState.class);
    int running = 0;
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      counts.merge(ledger.rows.state(ledger.rows.slot(id)), 1, Integer::sum);
      running += ledger.running.containsKey(id) ? 1 : 0;
    }
    for (TransferState state : Ledger.STATES) {
      equal(job.in(state), counts.getOrDefault(state, 0), state);
    }
    equal(job.running, running, "attempts");
    check(!job.isAtRest(), "%s is at rest and still here", job.id());
    if (!job.isEnded()) {
      check(job.pending() > 0, "%s has nothing left to do and has not ended", job.id());
      equal(job.state(), shown(counts), "shown state");
    }
  }

  /** FTS section 3.4: an unfinished job follows its files. */
  private static JobState shown(Map<TransferState, Integer> counts) {
    List<TransferState> states = new ArrayList<>(counts.keySet());
    if (states.contains(TransferState.READY) || states.contains(TransferState.ACTIVE)) {
      return JobState.ACTIVE;
    }
    List<TransferState> open = new ArrayList<>(states);
    open.removeIf(state -> state.isTerminal() || state == TransferState.NOT_USED);
    if (open.equals(List.of(TransferState.ARCHIVING))) {
      return JobState.ARCHIVING;
    }
    boolean begun =
        states.contains(TransferState.FINISHED)
            || states.contains(TransferState.FAILED)
            || states.contains(TransferState.ARCHIVING);
    if (begun) {
      return JobState.ACTIVE;
    }
    boolean stages =
        states.contains(TransferState.STAGING)
            || states.contains(TransferState.STARTED)
            || states.contains(TransferState.ON_HOLD_STAGING);
    return stages ? JobState.STAGING : JobState.SUBMITTED;
  }

  private static void standsInOnePlace(Ledger ledger, int slot) {
    Rows rows = ledger.rows;
    long id = rows.id(slot);
    TransferState state = rows.state(slot);
    Running run = ledger.running.get(id);
    boolean works = run != null;
    check(!works || !ledger.scheduler.isWaiting(slot), "%d works and waits", id);
    check(works == worksBy(state, run), "%d (%s) works: %s", id, state, works);
    boolean copies = run != null && run.task == Task.COPY;
    check(rows.is(slot, Rows.PLACED) == copies, "%d (%s) holds places: %s", id, state, !copies);
    check(rows.is(slot, Rows.LOCKED) == copies, "%d (%s) is locked: %s", id, state, !copies);
    if (!rows.job(slot).isEnded() && !works) {
      boolean waits = Snapshot.stand(ledger, slot) == Stand.WAITS;
      check(waits != isSetAside(state), "%d (%s) waits: %s", id, state, waits);
    }
  }

  private static boolean worksBy(TransferState state, @Nullable Running run) {
    return state.isRunning()
        || (state == TransferState.CANCELED && run != null && run.status.stopping());
  }

  private static boolean isSetAside(TransferState state) {
    return state.isTerminal()
        || state == TransferState.NOT_USED
        || state == TransferState.ON_HOLD
        || state == TransferState.ON_HOLD_STAGING;
  }

  private static void placesAgree(Ledger ledger, Map<Integer, Integer> placed) {
    for (int link = 0; link < ledger.scheduler.links(); link++) {
      Occupancy there = ledger.scheduler.onLink(link);
      equal(there.used(), placed.getOrDefault(link, 0), "places on a link");
    }
    int all = placed.values().stream().mapToInt(Integer::intValue).sum();
    equal(ledger.scheduler.running(), all, "places in all");
  }

  /** FTS section 3.4: what a job comes to, by file index; what was never used does not count. */
  static JobState ending(JobKind kind, Map<Integer, List<TransferState>> byFileIndex) {
    int finished = 0;
    int failed = 0;
    int canceled = 0;
    for (List<TransferState> rows : byFileIndex.values()) {
      List<TransferState> used = new ArrayList<>(rows);
      used.removeIf(state -> state == TransferState.NOT_USED);
      if (used.isEmpty()) {
        continue;
      }
      if (used.contains(TransferState.FINISHED)) {
        finished++;
      } else if (used.contains(TransferState.FAILED)) {
        failed++;
      } else {
        canceled++;
      }
    }
    if (finished > 0 && failed > 0) {
      return kind == JobKind.MULTI_HOP ? JobState.FAILED : JobState.FINISHEDDIRTY;
    }
    if (failed > 0) {
      return JobState.FAILED;
    }
    return canceled > 0 ? JobState.CANCELED : JobState.FINISHED;
  }
}
