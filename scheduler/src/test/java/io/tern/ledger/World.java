package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.limit.Ceilings;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.schedule.Scheduler;
import io.tern.setting.LinkRule;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.tern.setting.StorageRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A whole Tern from one seed: users, agents that misbehave, leaders that crash between deciding and
 * committing, and followers and disks from which the next leader comes.
 */
final class World {
  private static final StorageName ANY = new StorageName("*");

  private static final Settings SETTINGS =
      Settings.NONE.after(
          Map.of(
              "link/all",
              Optional.of(
                  new Written<>(
                      new LinkRule("all", ANY, ANY, 0, 3, null, null, null, null), "test", 0)),
              StorageRule.nameOf(ANY),
              Optional.of(
                  new Written<>(
                      StorageRule.unset(ANY)
                          .withMost(new StorageRule.Most(5, null), new StorageRule.Most(5, null)),
                      "test",
                      0))));

  private static final Rules RULES =
      new Rules(
          new Retries(2, Backoff.defaults()),
          3,
          600_000,
          2 * 86_400_000L,
          600_000,
          2_000,
          3_600_000,
          60_000,
          7 * 86_400_000L);

  final Map<JobState, Integer> endings;
  int crashes;
  int starts;
  int steps;
  int stalled;
  long stale;

  private final Random random;
  private final Users users;
  private final Crew crew;
  private final Journal journal = new Journal();
  private final Witness witness;
  final Obedience obedience = new Obedience();
  private final ArrayDeque<Input> inbox = new ArrayDeque<>();
  private final Map<Long, Long> destinations = new HashMap<>();

  private Ledger ledger = ledger();
  private Ledger follower = ledger();
  private Agents agents = agents();
  private Coordination coordination = new Coordination(ledger, agents);
  private long nowMs = 1_700_000_000_000L;
  private Settings settings = SETTINGS;

  World(long seed) {
    random = new Random(seed);
    users = new Users(random, journal);
    witness = new Witness(users.submissions());
    endings = witness.endings();
    crew = new Crew(random, nowMs, inbox::add);
    ledger.settings(settings);
    coordination.takeOver(List.of(), nowMs);
  }

  private static Ledger ledger() {
    return new Ledger(RULES, new Scheduler(Ceilings.defaults()));
  }

  private static Settings after(Settings before, List<SettingChanged> changes) {
    Map<String, Optional<Written<?>>> byName = new HashMap<>();
    changes.forEach(change -> byName.put(change.name(), Optional.ofNullable(change.after())));
    return before.after(byName);
  }

  private static Agents agents() {
    return new Agents(FakeAgent.LEASE_MS + 30_000, 15_000);
  }

  void live(int most) {
    while (steps < most) {
      pass(duration());
      if (random.nextInt(40) == 0) {
        crew.disturb();
      }
      if (ledger.rows.size() < 60) {
        users.act(ledger, nowMs).forEach(inbox::add);
      }
      step(random.nextInt(60) == 0);
    }
  }

  private long duration() {
    int kind = random.nextInt(200);
    if (kind == 0) {
      return random.nextInt(100_000_000);
    }
    return kind < 20 ? random.nextInt(600_000) : random.nextInt(4_000);
  }

  private void pass(long ms) {
    nowMs += ms;
    crew.advance(nowMs);
  }

  private void step(boolean crash) {
    steps++;
    Snapshot before = crash ? Snapshot.of(ledger) : null;
    List<Input> taken = new ArrayList<>();
    Step step = coordination.begin(nowMs, nowMs);
    decide(step, taken);
    if (before != null) {
      for (int i = taken.size() - 1; i >= 0; i--) {
        inbox.addFirst(taken.get(i));
      }
      crash(before);
      return;
    }
    commit(step);
  }

  private void decide(Step step, List<Input> taken) {
    hearAgents(step);
    int most = 1 + random.nextInt(8);
    for (int i = 0; i < most && !inbox.isEmpty(); i++) {
      Input input = inbox.remove();
      taken.add(input);
      coordination.decide(step, users.judged(input));
    }
    coordination.due(step);
    coordination.admit(step, 40);
  }

  private void hearAgents(Step step) {
    for (FakeAgent agent : crew.agents()) {
      if (agent.isDead() || agent.cutOff) {
        continue;
      }
      agent.heardMs = nowMs;
      AgentId before =
          agents.heard(agent.id, new Capacity(agent.capacity, 3), agent.draining, nowMs);
      if (before != null) {
        coordination.decide(step, new Input.AgentLost(before));
      }
      agent.tell(coordination);
    }
    agents.expire(nowMs).forEach(lost -> coordination.decide(step, new Input.AgentLost(lost)));
  }

  private void commit(Step step) {
    for (LedgerRecord record : step.records()) {
      journal.keep(record);
      follower.apply(record);
      note(record);
    }
    settings = after(settings, step.settings());
    Law.equal(ledger.settings(), settings, "settings");
    witness.committed(step);
    obedience.committed(ledger, step);
    if (!coordination.hasLeftovers()) {
      obedience.nothingIsForgotten(ledger);
    }
    for (Effect effect : step.effects()) {
      act(effect);
    }
    witness.shown(ledger);
    Law.holds(ledger);
    journal.forgetIf(job -> !ledger.knows(job));
    stale = Math.max(stale, coordination.stale());
  }

  private void note(LedgerRecord record) {
    if (record instanceof LedgerRecord.JobChanged changed) {
      Submission submission = users.submissions().get(changed.job());
      for (int i = 0; i < changed.transfers(); i++) {
        destinations.put(changed.firstTransfer() + i, submission.hash(i));
      }
    } else if (record instanceof LedgerRecord.TransferChanged(var job, var transfer, var status)
        && status.state() == TransferState.FAILED) {
      crew.givenUp(transfer);
    } else if (record instanceof LedgerRecord.AttemptEnded ended && ended.failure() != null) {
      stalled += ended.failure().message().startsWith("stalled: ") ? 1 : 0;
    }
  }

  private void act(Effect effect) {
    switch (effect) {
      case Effect.Start start -> {
        starts++;
        crew.start(start, destinations.get(start.transfer()));
      }
      case Effect.Stop stop -> crew.stop(stop);
      case Effect.Told ignored -> {}
      case Effect.Answer ignored -> {}
    }
  }

  /** The step is lost; who leads next has followed, or has just started from its disk. */
  private void crash(Snapshot before) {
    crashes++;
    Ledger restored = ledger();
    journal.restore(restored);
    Snapshot.of(follower).mustEqual(before, "what a follower has");
    Snapshot.of(restored).mustEqual(before, "what is restored");
    follower.takeShown();
    boolean swap = random.nextBoolean();
    ledger = swap ? follower : restored;
    follower = swap ? restored : follower;
    agents = agents();
    coordination = new Coordination(ledger, agents);
    ledger.settings(settings);
    coordination.takeOver(List.of(), nowMs);
  }

  /** All agents are well and time goes on: now everything must come to an end. */
  void comeToRest() {
    crew.behave();
    inbox.add(new Input.Hold(false, "operator", Ask.NOBODY));
    for (int i = 0; i < 20_000 && !isAtRest(); i++) {
      long next = Math.min(crew.nextMs(), coordination.nextDueMs());
      boolean more = !inbox.isEmpty() || coordination.hasLeftovers();
      pass(more ? 0 : Math.clamp(next - nowMs, 1_000, 60_000_000));
      step(false);
    }
    Law.check(isAtRest(), "it does not come to rest: %s", Snapshot.of(ledger));
    Law.equal(Snapshot.of(ledger).jobs(), Map.of(), "jobs");
    Law.equal(ledger.rows.size(), 0, "rows");
    Law.equal(ledger.running.size(), 0, "attempts");
    Law.equal(ledger.staging(), 0, "being brought online");
    Law.equal(ledger.lines.destinations(), 0, "destinations held");
    Law.equal(ledger.scheduler.waiting(), 0, "waiting");
    Law.equal(ledger.scheduler.running(), 0, "places taken");
    witness.allEndsAreTold();
    for (TransferState state : Ledger.STATES) {
      Law.equal(ledger.tally().in(state), 0, state);
    }
  }

  private boolean isAtRest() {
    return inbox.isEmpty()
        && crew.nextMs() == Long.MAX_VALUE
        && ledger.jobs.isEmpty()
        && ledger.submissions.isEmpty()
        && !coordination.hasLeftovers();
  }
}
