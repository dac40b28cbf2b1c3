package io.tern.orchestrator.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.job.Failure;
import io.tern.job.JobState;
import io.tern.ledger.AgentId;
import io.tern.ledger.DestinationFile;
import io.tern.ledger.Held;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.UUID;

/** What steps decide, between the ledger's records and the journal's. */
public final class LedgerCodec {
  private LedgerCodec() {}

  public static Entry encode(JobChanged changed) {
    return new Entry(Keys.job(changed.job()), record(changed).build().toByteArray());
  }

  public static JobRecord.Builder record(JobChanged changed) {
    JobState ended = changed.ended();
    return JobRecord.newBuilder()
        .setFirstTransfer(changed.firstTransfer())
        .setTransfers(changed.transfers())
        .setParts(changed.parts())
        .setPriority(changed.priority())
        .setState(ended == null ? State.STATE_UNSPECIFIED : States.wire(ended))
        .setAcceptedMs(changed.acceptedMs())
        .setFinishedMs(changed.finishedMs())
        .setReason(changed.reason())
        .setCancel(changed.cancel())
        .setWinner(changed.winner())
        .setUntold(changed.untold());
  }

  public static JobChanged jobChanged(UUID job, JobRecord record) {
    boolean ended =
        record.getState() != State.STATE_UNSPECIFIED && States.job(record.getState()).isTerminal();
    return new JobChanged(
        job,
        record.getFirstTransfer(),
        record.getTransfers(),
        record.getParts(),
        record.getPriority(),
        ended ? States.job(record.getState()) : null,
        record.getAcceptedMs(),
        record.getFinishedMs(),
        record.getReason(),
        record.getCancel(),
        record.getWinner(),
        record.getUntold());
  }

  public static Entry encode(TransferChanged changed) {
    return new Entry(
        Keys.transfer(changed.job(), changed.transfer()), record(changed.status()).toByteArray());
  }

  private static TransferRecord record(TransferStatus status) {
    TransferRecord.Builder record =
        TransferRecord.newBuilder()
            .setState(States.wire(status.state()))
            .setAttempt(status.attempt())
            .setRetries(status.retries())
            .setUnknowns(status.unknowns())
            .setSinceMs(status.sinceMs())
            .setRetryAtMs(status.retryAtMs())
            .setStartMs(status.startMs())
            .setFinishMs(status.finishMs())
            .setAgent(status.agent().name())
            .setIncarnation(status.agent().incarnation())
            .setStopping(status.stopping())
            .setReason(status.reason())
            .setRecoverable(status.recoverable())
            .setBytes(status.bytes())
            .setSize(status.size())
            .setChecksum(status.checksum())
            .setStagingStartMs(status.tape().stagingStart())
            .setStagingFinishedMs(status.tape().stagingEnd())
            .setArchiveStartMs(status.tape().archiveStart())
            .setArchiveFinishMs(status.tape().archiveEnd())
            .setEvicted(status.tape().evicted())
            .setStageRequest(status.tape().request());
    if (status.held().known()) {
      record.setHeld(wire(status.held()));
    }
    DestinationFile file = status.inTheWay();
    if (file != null) {
      record.setInTheWay(wire(file));
    }
    return record.build();
  }

  public static TransferChanged transferChanged(UUID job, long transfer, TransferRecord record) {
    return new TransferChanged(job, transfer, status(record));
  }

  public static TransferStatus status(TransferRecord record) {
    return new TransferStatus(
        States.transfer(record.getState()),
        record.getAttempt(),
        record.getRetries(),
        record.getUnknowns(),
        record.getSinceMs(),
        record.getRetryAtMs(),
        record.getStartMs(),
        record.getFinishMs(),
        new AgentId(record.getAgent(), record.getIncarnation()),
        record.getStopping(),
        record.getReason(),
        record.getRecoverable(),
        record.getBytes(),
        record.getSize(),
        record.getChecksum(),
        held(record.getHeld()),
        new TransferStatus.Tape(
            record.getStagingStartMs(),
            record.getStagingFinishedMs(),
            record.getArchiveStartMs(),
            record.getArchiveFinishMs(),
            record.getEvicted(),
            record.getStageRequest()),
        record.hasInTheWay() ? destinationFile(record.getInTheWay()) : null);
  }

  public static DestinationFile destinationFile(
      io.tern.orchestrator.journal.wire.DestinationFile file) {
    return new DestinationFile(
        file.getSize(), file.getChecksum(), file.getOnTape(), !file.getOffDisk());
  }

  private static io.tern.orchestrator.journal.wire.DestinationFile wire(DestinationFile file) {
    return io.tern.orchestrator.journal.wire.DestinationFile.newBuilder()
        .setSize(file.size())
        .setChecksum(file.checksum())
        .setOnTape(file.onTape())
        .setOffDisk(!file.onDisk())
        .build();
  }

  public static Held held(io.tern.orchestrator.journal.wire.Held held) {
    return held.getKnown()
        ? new Held(true, held.getExists(), held.getSize(), held.getModifiedMs())
        : Held.UNKNOWN;
  }

  public static io.tern.orchestrator.journal.wire.Held wire(Held held) {
    return io.tern.orchestrator.journal.wire.Held.newBuilder()
        .setKnown(held.known())
        .setExists(held.exists())
        .setSize(held.size())
        .setModifiedMs(held.modifiedMs())
        .build();
  }

  public static Entry encode(AttemptEnded ended) {
    AttemptRecord.Builder record =
        AttemptRecord.newBuilder()
            .setStartMs(ended.startMs())
            .setEndMs(ended.endMs())
            .setBytes(ended.bytes())
            .setAgent(ended.agent().name())
            .setUnknown(ended.unknown());
    Failure failure = ended.failure();
    if (failure != null) {
      record
          .setFailureClass(failure.failureClass().name())
          .setSide(failure.side().name())
          .setPhase(failure.phase().name())
          .setRetryable(failure.retryable())
          .setMessage(failure.message());
    }
    return new Entry(
        Keys.attempt(ended.job(), ended.transfer(), ended.attempt()), record.build().toByteArray());
  }

  /** A record that no reader of this format understands stops the node; it is never skipped. */
  public static final class Unreadable extends RuntimeException {
    Unreadable(String what, InvalidProtocolBufferException cause) {
      super("the journal holds a record that cannot be read: " + what, cause);
    }
  }
}
