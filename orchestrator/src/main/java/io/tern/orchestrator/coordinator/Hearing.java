package io.tern.orchestrator.coordinator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.ledger.AgentId;
import io.tern.ledger.Agents;
import io.tern.ledger.Ask;
import io.tern.ledger.Capacity;
import io.tern.ledger.Coordination;
import io.tern.ledger.Input;
import io.tern.ledger.Step;
import io.tern.ledger.SubmittedPart;
import io.tern.orchestrator.coordinator.CoordinatorMeter.Heard;
import io.tern.orchestrator.coordinator.Inputs.Poison;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.PartCodec;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.orchestrator.view.LocalStore;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what the inbox holds decided: heartbeats, reports, commands. Knows how far it came in each.
 * One thread.
 */
final class Hearing {
  private static final Logger log = LoggerFactory.getLogger(Hearing.class);
  private static final long UNREAD_MS = 5_000;

  private final CoordinatorSettings settings;
  private final Inbox inbox;
  private final Coordination coordination;
  private final Agents agents;
  private final LocalStore store;
  private final CoordinatorMeter meter;

  /** The wire form of the parts that the step at hand accepts. */
  private final Map<SubmittedPart, Part> parts = new IdentityHashMap<>();

  private long nextCommand;
  private long nextReport;
  private long readMonoMs = -1;

  Hearing(
      CoordinatorSettings settings,
      Inbox inbox,
      Coordination coordination,
      Agents agents,
      LocalStore store,
      Position position,
      CoordinatorMeter meter) {
    this.settings = settings;
    this.inbox = inbox;
    this.coordination = coordination;
    this.agents = agents;
    this.store = store;
    this.meter = meter;
    nextCommand = position.getCommands();
    nextReport = position.getReports();
  }

  /** Offset of the first command that has not been decided. */
  long nextCommand() {
    return nextCommand;
  }

  /** Offset of the first report that has not been decided. */
  long nextReport() {
    return nextReport;
  }

  /** Who lives, who has started again, and whose lease is over. */
  void agents(Step step, long nowMonoMs) {
    if (readMonoMs >= 0 && nowMonoMs - readMonoMs > UNREAD_MS) {
      agents.excuse(nowMonoMs);
    }
    readMonoMs = nowMonoMs;
    for (var record = inbox.nextHeartbeat(); record != null; record = inbox.nextHeartbeat()) {
      heard(step, record);
    }
    if (agents.mayExpire(nowMonoMs) && inbox.hasReadAllProgress()) {
      for (AgentId lost : agents.expire(nowMonoMs)) {
        log.warn("agent {} {} is lost: its lease is over", lost.name(), lost.incarnation());
        coordination.decide(step, new Input.AgentLost(lost));
      }
    }
  }

  /** Tells how many agents there are. */
  void tellAgents(long nowMonoMs) {
    int heard = agents.heard(nowMonoMs);
    meter.agents(heard, agents.size() - heard);
  }

  private void heard(Step step, ConsumerRecord<byte[], byte[]> record) {
    try {
      Heartbeat beat = Heartbeat.parseFrom(record.value());
      AgentId id = new AgentId(beat.getAgent(), beat.getIncarnation());
      heard(step, id, Inputs.capacity(beat), beat.getDraining());
      agents
          .behind(id, beat.getSentMs())
          .ifPresent(behind -> coordination.progress(id, Inputs.progress(beat, behind)));
    } catch (InvalidProtocolBufferException e) {
      poison(Heard.PROGRESS, record, e);
    }
  }

  private void heard(Step step, AgentId id, Capacity capacity, boolean draining) {
    AgentId before = agents.heard(id, capacity, draining, readMonoMs);
    if (before != null) {
      log.info("agent {} has started again; its earlier attempts are lost", id.name());
      coordination.decide(step, new Input.AgentLost(before));
    }
  }

  void reports(Step step) {
    while (step.size() < settings.mostReported()) {
      var record = inbox.nextReport();
      if (record == null) {
        return;
      }
      try {
        take(step, Inputs.report(record));
      } catch (Poison e) {
        poison(Heard.REPORTS, record, e);
      }
      nextReport = record.offset() + 1;
    }
  }

  private void take(Step step, Report report) throws Poison {
    AgentId agent = Inputs.agent(report);
    switch (report.getKindCase()) {
      case HELLO -> heard(step, agent, Inputs.capacity(report.getHello()), false);
      case STARTED -> coordination.decide(step, Inputs.started(agent, report.getStarted()));
      case ENDED -> coordination.decide(step, Inputs.ended(agent, report.getEnded()));
      case KIND_NOT_SET -> throw new Poison("a report of no kind from " + report.getAgent());
    }
  }

  /**
   * Takes a bounded share of commands; what they submit is known by {@link #part} until the next
   * call.
   *
   * @return whether there were any
   */
  boolean commands(Step step) {
    parts.clear();
    int taken = 0;
    while (step.size() <= settings.mostDecided() && taken < settings.mostCommands()) {
      var record = inbox.nextCommand();
      if (record == null) {
        break;
      }
      taken++;
      try {
        take(step, Inputs.command(record), record.offset());
      } catch (Poison | IllegalArgumentException e) {
        poison(Heard.COMMANDS, record, e);
      }
      nextCommand = record.offset() + 1;
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
      case HOLD -> coordination.decide(step, Inputs.hold(command, ask));
      case CANCEL_ALL -> coordination.decide(step, Inputs.cancelAll(command, ask));
      case FORCE_START -> coordination.decide(step, Inputs.forceStart(command, ask));
      case EXPLAIN -> coordination.decide(step, Inputs.explain(command.getExplain(), ask));
      case SETTINGS -> coordination.decide(step, Inputs.settings(command, ask));
      case KIND_NOT_SET -> throw new Poison("a command of kind " + command.getKindCase());
    }
  }

  private void submit(Step step, Part part, Ask ask) {
    UUID job = Ids.uuid(part.getJobId());
    boolean known = !ask.requestId().isEmpty() && store.job(job).isPresent();
    SubmittedPart submitted = PartCodec.submitted(part);
    parts.put(submitted, part);
    coordination.decide(step, new Input.Submit(submitted, known, ask));
  }

  /** A part that the last {@link #commands} took, as it came. */
  Part part(SubmittedPart submitted) {
    Part part = parts.get(submitted);
    if (part == null) {
      throw new IllegalStateException(
          "part " + submitted.part() + " of job " + submitted.job() + " is gone");
    }
    return part;
  }

  private void poison(Heard heard, ConsumerRecord<byte[], byte[]> record, Exception why) {
    log.warn(
        "passed over record {} of {}, which makes no sense: {}",
        record.offset(),
        record.topic(),
        why.toString());
    meter.poison(heard);
  }
}
