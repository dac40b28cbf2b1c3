package io.tern.orchestrator.agent;

import com.google.protobuf.ByteString;
import io.tern.job.Failure;
import io.tern.orchestrator.event.Occasion;
import io.tern.orchestrator.event.Opened;
import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.Held;
import io.tern.orchestrator.journal.wire.Hello;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Started;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Executor;

/** Reports in the name of one incarnation; acknowledgements arrive on one loop. */
record Reporter(String agent, String incarnation, Spool spool, Executor loop) {
  /** Of the records that agents write and read. */
  static final int FORMAT = 1;

  Future<Void> hello(int capacity, int tapeCapacity) {
    Hello hello =
        Hello.newBuilder()
            .setCapacity(capacity)
            .setTapeCapacity(tapeCapacity)
            .setFormat(FORMAT)
            .build();
    return send(report().setHello(hello));
  }

  Future<Void> started(Start start, Held held, long size) {
    Started started =
        Started.newBuilder()
            .setTransfer(start.getTransfer())
            .setAttempt(start.getAttempt())
            .setJobId(start.getJobId())
            .setHeld(held)
            .setSize(Math.max(size, 0))
            .build();
    return send(report().setStarted(started));
  }

  /** A tape system is at work on the source, by a request of that name. */
  Future<Void> asked(Start start, String stageRequest) {
    Started asked =
        Started.newBuilder()
            .setTransfer(start.getTransfer())
            .setAttempt(start.getAttempt())
            .setJobId(start.getJobId())
            .setStageRequest(stageRequest)
            .build();
    return send(report().setStarted(asked));
  }

  /** Notes what an attempt shows to storages, if anything. */
  Future<Void> used(Start start, List<Opened> opened, long nowMs) {
    return opened.isEmpty()
        ? Future.succeededFuture()
        : spool.used(use(start, opened, nowMs), loop);
  }

  private Use use(Start start, List<Opened> opened, long nowMs) {
    Occasion occasion = new Occasion.Attempt(agent, start);
    return new Use(nowMs, start.getOwner(), start.getVo(), occasion, opened);
  }

  Future<Void> ended(Start start, Ended.Builder ended) {
    return send(
        report()
            .setEnded(
                ended
                    .setTransfer(start.getTransfer())
                    .setAttempt(start.getAttempt())
                    .setJobId(start.getJobId())));
  }

  /** An attempt that never began. */
  Future<Void> refused(Start start, Outcome outcome, long nowMs) {
    return ended(start, ended(outcome, 0).setStartMs(nowMs).setEndMs(nowMs));
  }

  /** An outcome as the wire says it. */
  static Ended.Builder ended(Outcome outcome, long bytes) {
    Ended.Builder ended = Ended.newBuilder().setBytes(bytes);
    return switch (outcome) {
      case Outcome.Done done ->
          ended
              .setEnd(End.DONE)
              .setBytes(Math.max(bytes, done.size()))
              .setSize(done.size())
              .setChecksum(done.checksum());
      case Outcome.Failed failed -> {
        failed.inTheWay().ifPresent(ended::setInTheWay);
        yield failure(ended.setEnd(End.END_FAILED), failed.failure());
      }
      case Outcome.Unknown unknown -> failure(ended.setEnd(End.UNKNOWN), unknown.failure());
      case Outcome.HandedBack back ->
          ended.setEnd(End.HANDED_BACK).setMessage(back.why()).setRestMs(back.rest().toMillis());
      case Outcome.Stopped stopped -> ended.setEnd(End.STOPPED);
    };
  }

  private static Ended.Builder failure(Ended.Builder ended, Failure failure) {
    return ended
        .setFailureClass(failure.failureClass().name())
        .setSide(failure.side().name())
        .setPhase(failure.phase().name())
        .setRetryable(failure.retryable())
        .setMessage(failure.message());
  }

  private Report.Builder report() {
    return Report.newBuilder().setAgent(agent).setIncarnation(incarnation);
  }

  private Future<Void> send(Report.Builder report) {
    return spool.report(report.build(), loop);
  }

  static ByteString jobOf(Report report) {
    return report.hasEnded() ? report.getEnded().getJobId() : report.getStarted().getJobId();
  }
}
