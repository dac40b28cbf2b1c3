package io.tern.orchestrator.coordinator;

import io.tern.ledger.Agents;
import io.tern.ledger.Ask;
import io.tern.ledger.Coordination;
import io.tern.ledger.Effect;
import io.tern.ledger.Input;
import io.tern.ledger.Step;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.view.Expired;
import io.tern.pilot.Lesson;
import io.tern.setting.Change;
import io.tern.setting.Order;
import io.tern.setting.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads: has reports and commands decided, commits what follows, and only then lets anyone see it.
 * One thread; {@link #lead} returns when told to stop and throws {@link Deposed} when it must not
 * go on.
 */
final class Leader {
  private static final Logger log = LoggerFactory.getLogger(Leader.class);
  private static final long POSITION_EVERY_MS = 1_000;
  private static final long TELL_EVERY_MS = 200;
  private static final long RETIRE_EVERY_MS = 200;

  /**
   * From the beginning of a step to that of the next, unless there is more to do: one of one report
   * costs nearly as much as one of fifty.
   */
  private static final long COMPANY_MS = 5;

  /** Who is said to have set what a node brings along. */
  private static final String START = "start of a node";

  private static final int FILE_SLICE = 100;

  private final CoordinatorSettings settings;
  private final List<Setting> own;
  private final Supplier<List<Lesson>> lessons;
  private final Replica replica;
  private final Inbox inbox;
  private final StepClock clock;
  private final CoordinatorMeter meter;
  private final Coordination coordination;
  private final Hearing hearing;
  private final Scribe scribe;
  private final Retention retention;

  private long toldMonoMs;
  private long retiredMonoMs;

  /** When the last step that was committed began. */
  private long begunMonoMs;

  /** A step was committed that the meters do not show yet. */
  private boolean untold;

  /** The last step was full: there may be more to start. */
  private boolean cutShort;

  /**
   * @param own settings to be put where nothing of their name is set
   * @param lessons of earlier leaders, asked for once it is seen that this node leads
   * @param position what the journal held when this node had claimed and read to its end
   */
  Leader(
      CoordinatorSettings settings,
      List<Setting> own,
      Supplier<List<Lesson>> lessons,
      Replica replica,
      StepLog stepLog,
      Inbox inbox,
      StepClock clock,
      Position position,
      CoordinatorMeter meter) {
    this.settings = settings;
    this.own = own;
    this.lessons = lessons;
    this.replica = replica;
    this.inbox = inbox;
    this.clock = clock;
    this.meter = meter;
    Agents agents =
        new Agents(
            settings.lease().plusSeconds(30).toMillis(), settings.heartbeatFresh().toMillis());
    coordination = new Coordination(replica.ledger(), agents);
    hearing = new Hearing(settings, inbox, coordination, agents, replica.store(), position, meter);
    scribe = new Scribe(settings, replica, stepLog, clock, position, meter);
    retention = new Retention(settings.retention(), replica.store());
  }

  void lead(BooleanSupplier stop) throws Deposed {
    scribe.claim();
    coordination.takeOver(lessons.get(), clock.monoMs());
    log.info("leads as {} from {}", settings.node(), scribe.describe());
    putOwn();
    explainHold();
    while (!stop.getAsBoolean()) {
      awaitCompany();
      inbox.poll(Duration.ofMillis(patience()));
      step();
    }
  }

  /** What this node's file says and nobody has set since; in steps of their own. */
  private void putOwn() throws Deposed {
    List<Change> changes = own.stream().<Change>map(Change.Put::new).toList();
    for (int from = 0; from < changes.size(); from += FILE_SLICE) {
      int to = Math.min(changes.size(), from + FILE_SLICE);
      Step step = begin();
      coordination.decide(
          step,
          new Input.ChangeSettings(
              changes.subList(from, to), true, START, new Ask(START, settings.node(), -1)));
      step.effects().stream()
          .filter(effect -> effect instanceof Effect.Answer answer && answer.status() != 200)
          .forEach(refused -> log.warn("settings of this node are not taken: {}", refused));
      if (!step.settings().isEmpty()) {
        commit(step);
      }
    }
  }

  /** A hold outlasts restarts, so whoever wonders is told. */
  private void explainHold() {
    replica
        .ledger()
        .settings()
        .find(Order.Hold.class, Order.Hold.NAME)
        .ifPresent(hold ->
            log.warn(
                "on hold since {} by {}: nothing is dispatched until it is let go by"
                    + " POST /admin/hold",
                Instant.ofEpochMilli(hold.atMs()),
                hold.by()));
  }

  /** How far the steps came; any thread. */
  Position position() {
    return scribe.position();
  }

  /** Lets a little come together, unless there is something to do. */
  private void awaitCompany() {
    long left = COMPANY_MS - (clock.monoMs() - begunMonoMs);
    if (left > 0 && patience() > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
    }
  }

  private long patience() {
    boolean more = coordination.hasLeftovers() || cutShort || retention.hasMore();
    if (!inbox.isEmpty() || more) {
      return 0;
    }
    long idle = POSITION_EVERY_MS - scribe.sinceCommitMs();
    long due = coordination.nextDueMs() - clock.nowMs();
    long wait = Math.clamp(Math.min(idle, due), 0, POSITION_EVERY_MS);
    return untold ? Math.min(wait, TELL_EVERY_MS) : wait;
  }

  private void step() throws Deposed {
    long nowMonoMs = clock.monoMs();
    Step step = begin();
    hearing.agents(step, nowMonoMs);
    hearing.reports(step);
    coordination.due(step);
    coordination.admit(step, settings.mostDecided());
    boolean accepted = hearing.commands(step);
    cutShort = isFull(step);
    if (step.size() > 0 || scribe.sinceCommitMs() >= POSITION_EVERY_MS) {
      commit(step);
      begunMonoMs = nowMonoMs;
    }
    if (accepted) {
      admitNew();
    }
    retire();
    if (clock.monoMs() - toldMonoMs >= TELL_EVERY_MS) {
      tell();
    }
  }

  /** A slice of its own, so that it meets nothing that is decided: not in every turn under load. */
  private void retire() throws Deposed {
    boolean mayWait = cutShort && clock.monoMs() - retiredMonoMs < RETIRE_EVERY_MS;
    if (mayWait) {
      return;
    }
    Expired expired = retention.next(clock.nowMs(), clock.monoMs());
    if (!expired.isEmpty()) {
      retiredMonoMs = clock.monoMs();
      scribe.remove(expired);
    }
  }

  /** What a step accepted has its text in the store once it is committed: only now may it start. */
  private void admitNew() throws Deposed {
    Step step = begin();
    coordination.admit(step, settings.mostDecided());
    cutShort |= isFull(step);
    if (step.size() > 0) {
      commit(step);
    }
  }

  private boolean isFull(Step step) {
    return step.size() >= settings.mostDecided();
  }

  private Step begin() {
    return coordination.begin(clock.nowMs(), clock.monoMs());
  }

  private void commit(Step step) throws Deposed {
    scribe.commit(step, hearing, coordination.isHeld());
    untold = true;
  }

  private void tell() {
    toldMonoMs = clock.monoMs();
    untold = false;
    meter.windows(coordination.windows());
    meter.state(replica.ledger());
    meter.stale(coordination.stale());
    meter.lag(inbox.waitingCommands());
    hearing.tellAgents(toldMonoMs);
  }
}
