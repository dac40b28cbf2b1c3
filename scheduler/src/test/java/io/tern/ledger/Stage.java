package io.tern.ledger;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.limit.Ceilings;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.schedule.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A leader, one agent and a clock, moved by hand; each call is a step of its own. */
final class Stage {
  static final AgentId AGENT = new AgentId("agent", "1");
  static final long HOUR_MS = 3_600_000;
  private static final Ask ASK = new Ask("request", "node", 0);

  final Ledger ledger =
      new Ledger(
          Rules.defaults(new Retries(0, Backoff.defaults())), new Scheduler(Ceilings.defaults()));
  final Agents agents = new Agents(330_000, 15_000);
  final Coordination coordination = new Coordination(ledger, agents);
  final Map<Long, Effect.Start> starts = new HashMap<>();
  Effect.@Nullable Start last;
  final Map<Long, TransferStatus> statuses = new HashMap<>();
  final Map<UUID, JobState> endings = new HashMap<>();
  final List<Effect.Told> told = new ArrayList<>();
  final List<Effect.Stop> stops = new ArrayList<>();
  final List<Effect.Answer> answers = new ArrayList<>();
  List<LedgerRecord> records = List.of();
  List<SettingChanged> settings = List.of();
  List<Hindsight> hindsights = List.of();
  Set<Long> handedBack = Set.of();
  long nowMs = 1_000_000;
  int capacity = 100;
  int tapes = 100;
  private int jobs;

  /** Transfers get ids from 1 on, in the order of submission. */
  UUID submit(JobKind kind, UnaryOperator<Terms> terms, Submission.Copy... copies) {
    List<StorageName> storages =
        List.of(
            new StorageName("davs://a"), new StorageName("davs://b"), new StorageName("davs://c"));
    Submission submission =
        new Submission(
            new UUID(0, ++jobs),
            terms.apply(new Terms(kind)).submitted(),
            storages,
            List.of(copies),
            100);
    submission.parts().forEach(part -> decide(new Input.Submit(part, false, ASK)));
    return submission.id();
  }

  UUID submit(JobKind kind, Submission.Copy... copies) {
    return submit(kind, terms -> terms, copies);
  }

  static Submission.Copy copy(int from, int to, String file, int fileIndex) {
    return new Submission.Copy(from, to, file, fileIndex, 0, 0);
  }

  static Submission.Copy copy(String file) {
    return copy(0, 1, file, 0);
  }

  void decide(Input... inputs) {
    Step step = coordination.begin(nowMs, nowMs);
    agents.heard(AGENT, new Capacity(capacity, tapes), false, nowMs);
    for (Input input : inputs) {
      coordination.decide(step, input);
    }
    coordination.due(step);
    coordination.admit(step, 1_000);
    take(step);
  }

  /** Lets time go by, and what falls due happen. */
  void pass(long ms) {
    nowMs += ms;
    decide();
    while (coordination.hasLeftovers()) {
      decide();
    }
  }

  private void take(Step step) {
    records = step.records();
    settings = step.settings();
    hindsights = step.hindsights();
    handedBack = step.handedBack();
    for (LedgerRecord record : records) {
      if (record instanceof LedgerRecord.TransferChanged(var job, var transfer, var status)) {
        statuses.put(transfer, status);
      } else if (record instanceof LedgerRecord.JobChanged changed && changed.ended() != null) {
        endings.put(changed.job(), changed.ended());
      }
    }
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.Start start -> {
          starts.put(start.transfer(), start);
          last = start;
        }
        case Effect.Stop stop -> stops.add(stop);
        case Effect.Told news -> told.add(news);
        case Effect.Answer answer -> answers.add(answer);
      }
    }
  }

  /** The agent tells how far a transfer's attempt is. */
  void moved(long transfer, long bytes) {
    coordination.progress(AGENT, List.of(new Progress(transfer, bytes, nowMs)));
  }

  void started(long transfer) {
    started(transfer, 7);
  }

  /** The agent has found a source of so many bytes. */
  void started(long transfer, long bytes) {
    int attempt = starts.get(transfer).attempt();
    decide(new Input.Started(AGENT, transfer, attempt, Held.UNKNOWN, bytes, ""));
  }

  /** Its tape system has taken a request for a transfer's source. */
  void asked(long transfer, String request) {
    int attempt = starts.get(transfer).attempt();
    decide(new Input.Started(AGENT, transfer, attempt, Held.UNKNOWN, 0, request));
  }

  void ends(long transfer, Outcome outcome) {
    decide(ended(transfer, outcome));
  }

  /** A report on the attempt that was given last. */
  Input ended(long transfer, Outcome outcome) {
    int attempt = starts.get(transfer).attempt();
    return new Input.Ended(AGENT, transfer, attempt, outcome, nowMs, nowMs);
  }

  void cancel(UUID job, long... transfers) {
    decide(new Input.Cancel(job, transfers, "not wanted", ASK));
  }

  TransferState state(long transfer) {
    return statuses.get(transfer).state();
  }

  static Outcome done() {
    return new Outcome.Done(7, 7, "adler32:1");
  }

  static Outcome failed() {
    return failed(Side.SOURCE, FailureClass.NOT_FOUND, false);
  }

  static Outcome failed(Side side, FailureClass why, boolean retryable) {
    return new Outcome.Failed(new Failure(why, side, Phase.TRANSFER, retryable, "no"), 0);
  }

  static Outcome handedBack() {
    return new Outcome.HandedBack("the agent is full", 0);
  }

  static Outcome unknown() {
    return new Outcome.Unknown("the connection died");
  }
}
