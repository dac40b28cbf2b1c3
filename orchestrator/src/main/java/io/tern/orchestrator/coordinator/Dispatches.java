package io.tern.orchestrator.coordinator;

import io.tern.ledger.Effect;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Stop;
import io.tern.orchestrator.journal.wire.Task;

/** Makes what agents get from what was decided: a dispatch carries all that its attempt needs. */
final class Dispatches {
  private final Texts texts;

  Dispatches(Texts texts) {
    this.texts = texts;
  }

  Dispatch of(Effect.Start start) {
    JobHeader header = texts.header(start.job());
    return Dispatch.newBuilder()
        .setAgent(start.agent().name())
        .setIncarnation(start.agent().incarnation())
        .setStart(start(start, header))
        .build();
  }

  private Start.Builder start(Effect.Start start, JobHeader header) {
    return Start.newBuilder()
        .setTransfer(start.transfer())
        .setAttempt(start.attempt())
        .setJobId(Ids.bytes(start.job()))
        .setTask(Task.valueOf(start.task().name()))
        .setFile(texts.file(start.job(), start.part(), start.place()))
        .setSize(start.size())
        .setOverwriteFlag(header.getOverwriteFlag())
        .setLastHop(start.lastHop())
        .setRetries(start.retries())
        .setChecksumMode(header.getChecksumMode())
        .setTimeoutS(start.timeoutS())
        .setStreams(header.getStreams() > 0 ? header.getStreams() : start.streams())
        .setStrictCopy(header.getStrictCopy())
        .setDisableCleanup(header.getDisableCleanup())
        .setAfterUnknown(start.afterUnknown())
        .setHeld(LedgerCodec.wire(start.held()))
        .setWaitLimitS(start.waitLimitS())
        .setPinS(Math.max(0, header.getCopyPinLifetimeS()))
        .setNoPull(!start.ways().pull())
        .setNoPush(!start.ways().push())
        .setNoStreaming(!start.ways().streamed())
        .setKeepSource(start.onDisk().keepSource())
        .setReplaceOnDisk(start.onDisk().replaceDestination())
        .setStageRequest(start.stageRequest())
        .setReportInTheWay(header.getDstFileReport())
        .setVo(header.getVo())
        .setDn(header.getByCertificate() ? header.getUserDn() : "")
        .setByProxy(header.getByProxy())
        .setOwner(header.getOwner());
  }

  static Dispatch of(Effect.Stop stop) {
    return Dispatch.newBuilder()
        .setAgent(stop.agent().name())
        .setIncarnation(stop.agent().incarnation())
        .setStop(Stop.newBuilder().setTransfer(stop.transfer()).setAttempt(stop.attempt()))
        .build();
  }
}
