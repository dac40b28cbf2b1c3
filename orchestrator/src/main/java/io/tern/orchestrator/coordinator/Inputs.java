package io.tern.orchestrator.coordinator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Link;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.ledger.AgentId;
import io.tern.ledger.Ask;
import io.tern.ledger.Capacity;
import io.tern.ledger.DestinationFile;
import io.tern.ledger.Input;
import io.tern.ledger.Outcome;
import io.tern.ledger.Progress;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.wire.Cancel;
import io.tern.orchestrator.journal.wire.CancelAll;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.Explain;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Hello;
import io.tern.orchestrator.journal.wire.LinkName;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.orchestrator.journal.wire.Started;
import io.tern.orchestrator.settings.SettingCodec;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Commands and reports from the wire as what the ledger decides upon. */
final class Inputs {
  private Inputs() {}

  static Command command(ConsumerRecord<byte[], byte[]> record) throws Poison {
    try {
      return Command.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new Poison("command at offset " + record.offset() + ": " + e.getMessage());
    }
  }

  static Report report(ConsumerRecord<byte[], byte[]> record) throws Poison {
    try {
      return Report.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new Poison("report at offset " + record.offset() + ": " + e.getMessage());
    }
  }

  static Ask ask(Command command, long offset) {
    return new Ask(command.getRequestId(), command.getNode(), offset);
  }

  static Input cancel(Cancel cancel, Ask ask) {
    long[] transfers = cancel.getTransferList().stream().mapToLong(Long::longValue).toArray();
    return new Input.Cancel(Ids.uuid(cancel.getJobId()), transfers, cancel.getReason(), ask);
  }

  static Input hold(Command command, Ask ask) {
    return new Input.Hold(command.getHold().getOn(), command.getPrincipal(), ask);
  }

  static Input cancelAll(Command command, Ask ask) {
    CancelAll all = command.getCancelAll();
    return new Input.CancelAll(all.getVo(), all.getReason(), command.getPrincipal(), ask);
  }

  static Input forceStart(Command command, Ask ask) {
    long[] transfers =
        command.getForceStart().getTransferList().stream().mapToLong(Long::longValue).toArray();
    return new Input.ForceStart(transfers, ask);
  }

  static Input explain(Explain explain, Ask ask) throws Poison {
    return switch (explain.getAboutCase()) {
      case TRANSFER -> new Input.Explain(explain.getTransfer(), ask);
      case ESTIMATE -> new Input.Estimate(Ids.uuid(explain.getEstimate()), ask);
      case LINK -> new Input.ExplainLink(link(explain.getLink()), ask);
      case STORAGE -> new Input.ExplainStorage(new StorageName(explain.getStorage()), ask);
      case ABOUT_NOT_SET -> throw new Poison("a question about nothing");
    };
  }

  private static Link link(LinkName name) {
    return new Link(new StorageName(name.getSource()), new StorageName(name.getDestination()));
  }

  static Input settings(Command command, Ask ask) {
    return new Input.ChangeSettings(
        SettingCodec.changes(command.getSettings()), false, command.getPrincipal(), ask);
  }

  static AgentId agent(Report report) {
    return new AgentId(report.getAgent(), report.getIncarnation());
  }

  static Capacity capacity(Hello hello) {
    return capacity(hello.getCapacity(), hello.getTapeCapacity());
  }

  static Capacity capacity(Heartbeat beat) {
    return capacity(beat.getCapacity(), beat.getTapeCapacity());
  }

  /** Agents of before told of one capacity, of which tapes took half at most. */
  private static Capacity capacity(int capacity, int tapes) {
    return tapes > 0
        ? new Capacity(capacity, tapes)
        : new Capacity(capacity - capacity / 2, capacity / 2);
  }

  static Input started(AgentId agent, Started started) {
    return new Input.Started(
        agent,
        started.getTransfer(),
        started.getAttempt(),
        LedgerCodec.held(started.getHeld()),
        started.getSize(),
        started.getStageRequest());
  }

  static Input ended(AgentId agent, Ended ended) throws Poison {
    return new Input.Ended(
        agent,
        ended.getTransfer(),
        ended.getAttempt(),
        outcome(ended),
        ended.getStartMs(),
        ended.getEndMs());
  }

  /**
   * How far an agent's attempts were.
   *
   * @param behindMs how far the agent's clock is behind this node's
   */
  static List<Progress> progress(Heartbeat beat, long behindMs) {
    int told = Math.min(beat.getTransferCount(), beat.getToldMsCount());
    return IntStream.range(0, told)
        .mapToObj(
            i -> new Progress(beat.getTransfer(i), beat.getBytes(i), beat.getToldMs(i) + behindMs))
        .toList();
  }

  private static Outcome outcome(Ended ended) throws Poison {
    return switch (ended.getEnd()) {
      case DONE -> new Outcome.Done(ended.getBytes(), ended.getSize(), ended.getChecksum());
      case END_FAILED -> new Outcome.Failed(failure(ended), ended.getBytes(), inTheWay(ended));
      case UNKNOWN -> new Outcome.Unknown(ended.getMessage());
      case STOPPED -> new Outcome.Stopped();
      case HANDED_BACK -> new Outcome.HandedBack(ended.getMessage(), ended.getRestMs());
      case END_UNSPECIFIED, UNRECOGNIZED ->
          throw new Poison("end: " + ended.getEndValue() + " of transfer " + ended.getTransfer());
    };
  }

  private static @Nullable DestinationFile inTheWay(Ended ended) {
    return ended.hasInTheWay() ? LedgerCodec.destinationFile(ended.getInTheWay()) : null;
  }

  private static Failure failure(Ended ended) throws Poison {
    try {
      return new Failure(
          FailureClass.valueOf(ended.getFailureClass()),
          Side.valueOf(ended.getSide()),
          Phase.valueOf(ended.getPhase()),
          ended.getRetryable(),
          ended.getMessage());
    } catch (IllegalArgumentException e) {
      throw new Poison("failure of transfer " + ended.getTransfer() + ": " + e.getMessage());
    }
  }

  /** A record that cannot be understood: counted, noted and passed. */
  static final class Poison extends Exception {
    Poison(String message) {
      super(message, null, false, false);
    }
  }
}
