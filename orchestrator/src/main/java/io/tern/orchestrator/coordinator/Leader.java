package io.tern.orchestrator.coordinator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.ledger.AgentId;
import io.tern.ledger.Agents;
import io.tern.ledger.Ask;
import io.tern.ledger.Coordination;
import io.tern.ledger.Effect;
import io.tern.ledger.Input;
import io.tern.ledger.LedgerRecord;
import io.tern.ledger.Step;
import io.tern.orchestrator.coordinator.Inputs.Poison;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.PartCodec;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.view.Applied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads: takes reports and commands, has them decided, commits what follows, and only then lets
 * anyone see it. One thread; {@link #lead} returns when told to stop and throws {@link Deposed}
 * when it must not go on.
 */
final class Leader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Leader.class);
  private static final long POSITION_EVERY_MS = 1_000;
  private static final long TELL_EVERY_MS = 200;
  private static final long UNREAD_MS = 5_000;

  private final CoordinatorSettings settings;
  private final Replica replica;
  private final StepLog stepLog;
  private final Inbox inbox;
  private final StepClock clock;
  private final CoordinatorMeter meter;
  private final Agents agents;
  private final Coordination coordination;
  private final Dispatches dispatches;

  /** The wire form of the parts that this step accepts. */
  private final Map<UUID, List<Part>> parts = new HashMap<>();

  private Position position;
  private long committedMonoMs;
  private long readMonoMs;
  private long toldMonoMs;

  /** The last step was full: there may be more to start. */
  private boolean cutShort;

  Leader(
      CoordinatorSettings settings,
      Replica replica,
      StepLog stepLog,
      Inbox inbox,
      StepClock clock,
      Position position,
      CoordinatorMeter meter) {
    this.settings = settings;
    this.replica = replica;
    this.stepLog = stepLog;
    this.inbox = inbox;
    this.clock = clock;
    this.meter = meter;
    this.agents =
        new Agents(
            settings.lease().plusSeconds(30).toMillis(), settings.heartbeatFresh().toMillis());
    this.coordination = new Coordination(replica.ledger(), agents);
    this.dispatches = new Dispatches(replica.store());
    this.position =
        position.toBuilder()
            .setClaim(position.getClaim() + 1)
            .setLeader(settings.node())
            .setPartitions(1)
            .setFormat(Coordinator.FORMAT)
            .build();
  }

  void lead(BooleanSupplier stop) throws Deposed {
    boolean held = position.getHeld() || settings.hold();
    coordination.takeOver(held, clock.monoMs());
    readMonoMs = clock.monoMs();
    commit(coordination.begin(clock.nowMs(), clock.monoMs()));
    log.info("leads as {} from {}", settings.node(), describe(position));
    while (!stop.getAsBoolean()) {
      inbox.poll(Duration.ofMillis(patience()));
      step();
    }
  }

  private long patience() {
    if (!inbox.isEmpty() || coordination.hasLeftovers() || cutShort) {
      return 0;
    }
    long idle = POSITION_EVERY_MS - (clock.monoMs() - committedMonoMs);
    long due = coordination.nextDueMs() - clock.nowMs();
    return Math.clamp(Math.min(idle, due), 0, POSITION_EVERY_MS);
  }

  private void step() throws Deposed {
    Step step = coordination.begin(clock.nowMs(), clock.monoMs());
    parts.clear();
    hearAgents(step);
    takeReports(step);
    coordination.due(step);
    coordination.admit(step, settings.mostRecords());
    boolean accepted = takeCommands(step);
    cutShort = step.size() >= settings.mostRecords();
    boolean worth = step.size() > 0 || clock.monoMs() - committedMonoMs >= POSITION_EVERY_MS;
    if (worth) {
      commit(step);
    }
    if (accepted) {
      admitNew();
    }
    if (clock.monoMs() - toldMonoMs >= TELL_EVERY_MS) {
      tell();
    }
  }

  private void tell() {
    toldMonoMs = clock.monoMs();
    meter.state(replica.ledger());
    meter.stale(coordination.stale());
    meter.lag(inbox.waitingCommands());
  }

  /** What a step accepted has its text in the store once it is committed: only now may it start. */
  private void admitNew() throws Deposed {
    Step step = coordination.begin(clock.nowMs(), clock.monoMs());
    parts.clear();
    coordination.admit(step, settings.mostRecords());
    cutShort |= step.size() >= settings.mostRecords();
    if (step.size() > 0) {
      commit(step);
    }
  }

  // ---------------------------------------------------------------- agents

  private void hearAgents(Step step) {
    long now = clock.monoMs();
    if (now - readMonoMs > UNREAD_MS) {
      agents.excuse(now);
    }
    readMonoMs = now;
    for (var record = inbox.nextHeartbeat(); record != null; record = inbox.nextHeartbeat()) {
      heard(step, record);
    }
    if (agents.mayExpire(now) && inbox.hasReadAllProgress()) {
      for (AgentId lost : agents.expire(now)) {
        log.warn("agent {} {} is lost: its lease is over", lost.name(), lost.incarnation());
        coordination.decide(step, new Input.AgentLost(lost));
      }
    }
  }

  private void heard(Step step, ConsumerRecord<byte[], byte[]> record) {
    try {
      Heartbeat beat = Heartbeat.parseFrom(record.value());
      AgentId id = new AgentId(beat.getAgent(), beat.getIncarnation());
      heard(step, id, beat.getCapacity(), beat.getDraining());
    } catch (InvalidProtocolBufferException e) {
      poison(record, e);
    }
  }

  private void heard(Step step, AgentId id, int capacity, boolean draining) {
    AgentId before = agents.heard(id, capacity, draining, clock.monoMs());
    if (before != null) {
      log.info("agent {} has started again; its earlier attempts are lost", id.name());
      coordination.decide(step, new Input.AgentLost(before));
    }
  }

  // ---------------------------------------------------------------- reports and commands

  private void takeReports(Step step) {
    while (step.size() < settings.mostRecords()) {
      var record = inbox.nextReport();
      if (record == null) {
        return;
      }
      try {
        take(step, Inputs.report(record));
      } catch (Poison e) {
        poison(record, e);
      }
      position = position.toBuilder().setReports(record.offset() + 1).build();
    }
  }

  private void take(Step step, Report report) throws Poison {
    AgentId agent = Inputs.agent(report);
    switch (report.getKindCase()) {
      case HELLO -> heard(step, agent, report.getHello().getCapacity(), false);
      case STARTED -> coordination.decide(step, Inputs.started(agent, report.getStarted()));
      case ENDED -> coordination.decide(step, Inputs.ended(agent, report.getEnded()));
      case KIND_NOT_SET -> throw new Poison("a report of no kind from " + report.getAgent());
    }
  }

  private boolean takeCommands(Step step) {
    int taken = 0;
    while (step.size() < settings.mostRecords() && taken < settings.mostCommands()) {
      var record = inbox.nextCommand();
      if (record == null) {
        break;
      }
      taken++;
      try {
        take(step, Inputs.command(record), record.offset());
      } catch (Poison | IllegalArgumentException e) {
        poison(record, e);
      }
      position = position.toBuilder().setCommands(record.offset() + 1).build();
    }
    return taken > 0;
  }

  private void take(Step step, Command command, long offset) throws Poison {
    Ask ask = Inputs.ask(command, offset);
    switch (command.getKindCase()) {
      case SUBMIT -> submit(step, command.getSubmit(), ask);
      case CANCEL -> coordination.decide(step, Inputs.cancel(command.getCancel(), ask));
      case REPRIORITISE -> {
        var change = command.getReprioritise();
        UUID job = Ids.uuid(change.getJobId());
        coordination.decide(step, new Input.Reprioritise(job, change.getPriority(), ask));
      }
      case HOLD -> coordination.decide(step, new Input.Hold(command.getHold().getOn(), ask));
      case SETTINGS, KIND_NOT_SET -> throw new Poison("a command of kind " + command.getKindCase());
    }
  }

  private void submit(Step step, Part part, Ask ask) {
    UUID job = Ids.uuid(part.getJobId());
    boolean known = ask.requestId().isEmpty() ? false : replica.store().job(job).isPresent();
    parts.computeIfAbsent(job, id -> new ArrayList<>()).add(part);
    coordination.decide(step, new Input.Submit(PartCodec.submitted(part), known, ask));
  }

  private void poison(ConsumerRecord<byte[], byte[]> record, Exception why) {
    log.warn("passed over a record of {} that makes no sense: {}", record.topic(), why.toString());
    meter.poison(record.topic());
  }

  // ---------------------------------------------------------------- committing

  private void commit(Step step) throws Deposed {
    long begun = System.nanoTime();
    position =
        position.toBuilder()
            .setStepMs(step.nowMs())
            .setNextTransfer(replica.ledger().nextTransfer())
            .setHeld(coordination.isHeld())
            .build();
    List<Entry> entries = entries(step);
    List<Dispatch> out = new ArrayList<>();
    List<Map.Entry<String, Verdict>> verdicts = new ArrayList<>();
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.Start start -> out.add(dispatches.of(start));
        case Effect.Stop stop -> out.add(Dispatches.of(stop));
        case Effect.Answer answer -> verdicts.add(Map.entry(answer.ask().node(), verdict(answer)));
      }
    }
    var done = stepLog.commit(new StepLog.Content(entries, out, verdicts, position));
    checkClock(done.appendedMs());
    replica.keep(entries, new Applied(position, done.nextOffset(), done.appendedMs()));
    replica.show(position);
    committedMonoMs = clock.monoMs();
    meter.committed(entries.size() + out.size(), System.nanoTime() - begun);
  }

  /** The broker appended between the step's time and now; a clock that says otherwise is wrong. */
  private void checkClock(long appendedMs) throws Deposed {
    long off = Math.max(position.getStepMs() - appendedMs, appendedMs - clock.nowMs());
    if (off > settings.maxClockSkew().toMillis()) {
      throw new Deposed(
          "clock: %d ms off the broker's (expected: <= %d)"
              .formatted(off, settings.maxClockSkew().toMillis()));
    }
  }

  private static Verdict verdict(Effect.Answer answer) {
    return Verdict.newBuilder()
        .setRequestId(answer.ask().requestId())
        .setStatus(answer.status())
        .setMessage(answer.message())
        .setCommandsOffset(answer.ask().offset())
        .build();
  }

  private List<Entry> entries(Step step) {
    List<Entry> entries = new ArrayList<>(step.records().size());
    for (LedgerRecord record : step.records()) {
      switch (record) {
        case LedgerRecord.PartAccepted accepted -> entries.add(part(accepted));
        case LedgerRecord.PartsDropped dropped ->
            dropped
                .parts()
                .forEach(part -> entries.add(new Entry(Keys.part(dropped.job(), part), null)));
        case LedgerRecord.JobChanged changed -> entries.add(LedgerCodec.encode(changed));
        case LedgerRecord.TransferChanged changed -> entries.add(LedgerCodec.encode(changed));
        case LedgerRecord.AttemptEnded ended -> entries.add(LedgerCodec.encode(ended));
      }
    }
    return entries;
  }

  private Entry part(LedgerRecord.PartAccepted accepted) {
    int number = accepted.part().part();
    for (Part part : parts.getOrDefault(accepted.job(), List.of())) {
      if (part.getPart() == number) {
        return new Entry(Keys.part(accepted.job(), number), part.toByteArray());
      }
    }
    throw new IllegalStateException("part " + number + " of job " + accepted.job() + " is gone");
  }

  private static String describe(Position position) {
    return "claim %d, commands %d, reports %d"
        .formatted(position.getClaim(), position.getCommands(), position.getReports());
  }

  @Override
  public void close() {
    inbox.close();
    stepLog.close();
  }
}
