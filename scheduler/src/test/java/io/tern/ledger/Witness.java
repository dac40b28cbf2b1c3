package io.tern.ledger;

import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.TransferChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Remembers all that was ever committed, and judges each step by it. */
final class Witness {
  private static final class Seen {
    TransferStatus status = TransferStatus.fresh(TransferState.SUBMITTED, 0);
    int started;
    int noted;
  }

  private final Map<Long, Seen> transfers = new HashMap<>();
  private final Map<UUID, Submission> submissions;
  private final Map<UUID, JobChanged> jobs = new HashMap<>();
  private final Map<Long, TransferState> ends = new TreeMap<>();
  private final Map<UUID, JobState> shown = new HashMap<>();
  private final Map<JobState, Integer> endings = new TreeMap<>();

  Witness(Map<UUID, Submission> submissions) {
    this.submissions = submissions;
  }

  Map<JobState, Integer> endings() {
    return endings;
  }

  void committed(Step step) {
    for (LedgerRecord record : step.records()) {
      switch (record) {
        case JobChanged changed -> saw(changed);
        case TransferChanged changed -> saw(changed, step.nowMs());
        case AttemptEnded ended -> saw(ended);
        case LedgerRecord.PartAccepted ignored -> {}
        case LedgerRecord.PartsDropped ignored -> {}
      }
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Start start) {
        saw(start, step);
      } else if (effect instanceof Effect.Told told) {
        saw(told);
      }
    }
  }

  private void saw(Effect.Told told) {
    TransferState state = told.status().state();
    if (state.isTerminal()) {
      Law.check(ends.put(told.transfer(), state) == null, "%s is told twice", told);
    } else {
      Law.check(!ends.containsKey(told.transfer()), "%s is told after its end", told);
    }
  }

  /** Each transfer that came to an end was told of, and no other. */
  void allEndsAreTold() {
    Map<Long, TransferState> expected = new TreeMap<>();
    for (JobChanged job : jobs.values()) {
      for (int index = 0; index < job.transfers(); index++) {
        long transfer = job.firstTransfer() + index;
        TransferState own = stateOf(submissions.get(job.job()), transfer, index);
        TransferState end = own.isTerminal() ? own : job.ended().leaves(own);
        if (end.isTerminal()) {
          expected.put(transfer, end);
        }
      }
    }
    Law.equal(ends, expected, "ends that were told");
  }

  private Seen seen(long transfer) {
    return transfers.computeIfAbsent(transfer, id -> new Seen());
  }

  private void saw(TransferChanged changed, long nowMs) {
    Seen seen = seen(changed.transfer());
    TransferStatus before = seen.status;
    TransferStatus after = changed.status();
    if (before.state().isTerminal()) {
      boolean lost = !before.agent().equals(AgentId.NOBODY) && after.agent().equals(AgentId.NOBODY);
      boolean stops =
          before.stopping()
              && (!after.stopping() || lost)
              && after.state() == TransferState.CANCELED;
      Law.check(stops, "%s after its end: %s", changed, before);
      Law.equal(after.reason(), before.reason(), "reason of a cancelled transfer at rest");
    }
    Law.check(after.attempt() >= before.attempt(), "%s after %s", changed, before);
    if (after.state().isRunning() && !before.state().isRunning()) {
      Law.check(nowMs >= before.retryAtMs(), "%s does not rest as it should: %s", changed, before);
      JobChanged job = jobs.get(changed.job());
      Law.check(job != null && job.ended() == null, "%s begins in an ended job", changed);
    }
    if (after.retries() > before.retries()) {
      long asked = submissions.get(changed.job()).terms().retryDelayS() * 1000L;
      long least = asked > 0 ? asked : 120_000;
      Law.check(after.retryAtMs() >= nowMs + least, "%s rests too short a while", changed);
    }
    seen.status = after;
  }

  private void saw(AttemptEnded ended) {
    Seen seen = seen(ended.transfer());
    Law.check(ended.attempt() > seen.noted, "%s is noted twice", ended);
    Law.check(ended.attempt() <= seen.started, "%s was never started", ended);
    seen.noted = ended.attempt();
  }

  private void saw(Effect.Start start, Step step) {
    Seen seen = seen(start.transfer());
    Law.equal(start.attempt(), seen.started + 1, "number of the attempt of " + start);
    seen.started = start.attempt();
    TransferState state =
        switch (start.task()) {
          case COPY -> TransferState.READY;
          case BRING_ONLINE -> TransferState.STARTED;
          case WATCH_ARCHIVE -> TransferState.ARCHIVING;
        };
    boolean said =
        step.records().stream()
            .anyMatch(record ->
                record instanceof TransferChanged(var job, var transfer, var status)
                    && job.equals(start.job())
                    && transfer == start.transfer()
                    && status.state() == state
                    && status.attempt() == start.attempt()
                    && status.agent().equals(start.agent()));
    Law.check(said, "%s is in no record of its step", start);
  }

  private void saw(JobChanged changed) {
    JobChanged before = jobs.put(changed.job(), changed);
    JobState ended = changed.ended();
    if (before != null && before.ended() != null) {
      boolean toldMore = before.told(changed.untold()).equals(changed);
      Law.check(toldMore && before.untold() > 0, "%s after %s", changed, before);
      return;
    }
    if (ended == null) {
      return;
    }
    endings.merge(ended, 1, Integer::sum);
    boolean byItself = changed.transfers() > 0 && ended != JobState.CANCELED;
    if (byItself || (changed.reason().isEmpty() && !changed.cancel())) {
      Law.equal(ended, derived(changed), "end of " + changed);
    }
  }

  private JobState derived(JobChanged changed) {
    Submission submission = submissions.get(changed.job());
    Map<Integer, List<TransferState>> byFileIndex = new TreeMap<>();
    for (int index = 0; index < changed.transfers(); index++) {
      byFileIndex
          .computeIfAbsent(submission.fileIndex(index), i -> new ArrayList<>())
          .add(stateOf(submission, changed.firstTransfer() + index, index));
    }
    return Law.ending(submission.terms().kind(), byFileIndex);
  }

  /** Of a transfer no record speaks of, the submission says what it is. */
  private TransferState stateOf(Submission submission, long transfer, int index) {
    Seen seen = transfers.get(transfer);
    SubmittedJob terms = submission.terms();
    boolean alternatives = terms.kind() == JobKind.MULTIPLE_REPLICA && !terms.fanOut();
    if (seen == null && index > 0 && (alternatives || terms.kind() == JobKind.MULTI_HOP)) {
      return TransferState.NOT_USED;
    }
    return seen == null ? TransferState.SUBMITTED : seen.status.state();
  }

  /** The view keeps job states by what it is shown, and by nothing else. */
  void shown(Ledger ledger) {
    for (Shown told : ledger.takeShown()) {
      JobState before = shown.put(told.record().job(), told.state());
      Law.check(
          before != told.state() || told.record().ended() != null, "%s is told for nothing", told);
    }
    for (Job job : ledger.jobs.values()) {
      Law.equal(String.valueOf(shown.get(job.id())), job.state().toString(), "told of " + job.id());
    }
    jobs.forEach((id, record) -> {
      JobState ended = record.ended();
      if (ended != null && record.transfers() > 0) {
        Law.equal(String.valueOf(shown.get(id)), ended.toString(), "told of ended " + id);
      }
    });
  }
}
