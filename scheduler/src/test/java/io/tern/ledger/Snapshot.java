package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.job.TransferState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What can be seen of a ledger, and must be equal on every node. In which line a transfer waits may
 * differ: a new leader finds out again who is in whose way.
 */
record Snapshot(
    Map<UUID, OfJob> jobs,
    Map<Long, OfTransfer> transfers,
    Map<Long, OfAttempt> attempts,
    Map<UUID, List<Integer>> pending,
    List<Integer> occupied,
    int destinations,
    int staging,
    long nextTransfer,
    int rows) {

  record OfJob(LedgerRecord.JobChanged record, JobState state, List<Integer> counts, int running) {}

  record OfTransfer(
      TransferState state,
      int attempt,
      int retries,
      boolean placed,
      boolean locked,
      TransferStatus.Tape tape,
      Stand stand) {}

  record OfAttempt(Task task, TransferStatus status, boolean stopping) {}

  enum Stand {
    WAITS,
    WORKS,
    NEITHER
  }

  static Snapshot of(Ledger ledger) {
    Map<UUID, OfJob> jobs = new TreeMap<>();
    Map<Long, OfTransfer> transfers = new TreeMap<>();
    for (Job job : ledger.jobs.values()) {
      jobs.put(job.id(), new OfJob(job.record, job.state(), counts(job), job.running));
      for (long id = job.first(); id < job.first() + job.transfers(); id++) {
        transfers.put(id, transfer(ledger, ledger.rows.slot(id)));
      }
    }
    Map<Long, OfAttempt> attempts = new TreeMap<>();
    ledger.running.forEach(
        (id, run) -> attempts.put(id, new OfAttempt(run.task, run.status, run.stopping)));
    Map<UUID, List<Integer>> pending = new TreeMap<>();
    ledger.submissions.each((id, parts) -> pending.put(id, parts.numbers()));
    return new Snapshot(
        jobs,
        transfers,
        attempts,
        pending,
        occupied(ledger),
        ledger.lines.destinations(),
        ledger.staging(),
        ledger.nextTransfer(),
        ledger.rows.size());
  }

  /** Tells the first entry that differs, not the whole. */
  void mustEqual(Snapshot expected, String what) {
    equal(jobs, expected.jobs, what);
    equal(transfers, expected.transfers, what);
    equal(attempts, expected.attempts, what);
    Law.equal(this, expected, what);
  }

  private static <K> void equal(Map<K, ?> is, Map<K, ?> expected, String what) {
    Set<K> keys = new TreeSet<>(is.keySet());
    keys.addAll(expected.keySet());
    for (K key : keys) {
      Law.equal(String.valueOf(is.get(key)), String.valueOf(expected.get(key)), what + ": " + key);
    }
  }

  private static List<Integer> counts(Job job) {
    List<Integer> counts = new ArrayList<>();
    for (TransferState state : Ledger.STATES) {
      counts.add(job.in(state));
    }
    return counts;
  }

  private static OfTransfer transfer(Ledger ledger, int slot) {
    Rows rows = ledger.rows;
    return new OfTransfer(
        rows.state(slot),
        rows.attempt(slot),
        rows.retries(slot),
        rows.is(slot, Rows.PLACED),
        rows.is(slot, Rows.LOCKED),
        ledger.tapes.of(rows.id(slot)),
        stand(ledger, slot));
  }

  static Stand stand(Ledger ledger, int slot) {
    if (ledger.running.containsKey(ledger.rows.id(slot))) {
      return Stand.WORKS;
    }
    return ledger.lines.isWaiting(slot) ? Stand.WAITS : Stand.NEITHER;
  }

  /** By link, whose indexes differ from node to node; so in the order of their names. */
  private static List<Integer> occupied(Ledger ledger) {
    Map<String, Integer> used = new TreeMap<>();
    for (int link = 0; link < ledger.scheduler.links(); link++) {
      int places = ledger.scheduler.onLink(link).used();
      if (places > 0) {
        used.put(ledger.scheduler.link(link).toString(), places);
      }
    }
    List<Integer> occupied = new ArrayList<>(used.values());
    occupied.add(ledger.scheduler.running());
    return occupied;
  }
}
