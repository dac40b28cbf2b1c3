package io.tern.ledger;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.retry.Verdict;
import org.jspecify.annotations.Nullable;

/** Decides upon what agents report, and upon attempts that nobody reports of. */
final class Reports {
  /** So that nothing goes around in circles between full agents. */
  private static final long LEAST_REST_MS = 1_000;

  private static final long MOST_REST_MS = 600_000;

  private static final Failure STOPPED =
      new Failure(
          FailureClass.CANCELED,
          Side.GENERAL_FAILURE,
          Phase.TRANSFER,
          false,
          "stopped before its end");

  private final Ledger ledger;
  private final Agents agents;
  private final Leftovers left;
  private final Endings endings;
  private final Replicas replicas;
  private final Watch watch;
  private long stale;

  Reports(
      Ledger ledger,
      Agents agents,
      Leftovers left,
      Endings endings,
      Replicas replicas,
      Watch watch) {
    this.ledger = ledger;
    this.agents = agents;
    this.left = left;
    this.endings = endings;
    this.replicas = replicas;
    this.watch = watch;
  }

  /** Reports that came after their attempt was over. */
  long stale() {
    return stale;
  }

  void started(Step step, Input.Started started) {
    Running run = ledger.running.get(started.transfer());
    if (run == null || !run.isOf(started.agent(), started.attempt()) || run.stopping) {
      stale++;
      return;
    }
    switch (run.status.state()) {
      case READY -> {
        watch.sized(started);
        change(step, run, run.status.active(started.held(), started.size(), step.nowMs()));
      }
      case STARTED -> asked(step, run, started.stageRequest());
      default -> stale++;
    }
  }

  /** An agent from before stage requests were told has none to tell. */
  private void asked(Step step, Running run, String request) {
    if (request.isEmpty()) {
      stale++;
    } else {
      change(step, run, run.status.asked(request));
    }
  }

  private void change(Step step, Running run, TransferStatus status) {
    Job job = ledger.jobOf(run);
    if (!endings.obey(step, job)) {
      Endings.change(step, job, run.transfer, status);
    }
  }

  void ended(Step step, Input.Ended ended) {
    Running run = ledger.running.get(ended.transfer());
    if (run == null || !run.isOf(ended.agent(), ended.attempt())) {
      stale++;
      return;
    }
    agents.rid(ended.agent(), run.task);
    Outcome outcome = run.meant(ended.outcome());
    watch.ended(run, outcome, step);
    Job job = ledger.jobOf(run);
    endings.obey(step, job);
    note(step, job, run, ended, outcome);
    if (run.stopping) {
      stopped(step, job, run, outcome);
      return;
    }
    switch (outcome) {
      case Outcome.Done done -> done(step, job, run, done);
      case Outcome.Failed failed -> failed(step, job, run, failed);
      case Outcome.Unknown unknown -> unheard(step, job, run, unknown.message());
      case Outcome.HandedBack(var why, var restMs) -> givenBack(step, job, run, why, restMs);
      case Outcome.Stopped stopped -> givenBack(step, job, run, STOPPED.message(), 0);
    }
    endings.endIfOver(step, job);
  }

  private static void note(Step step, Job job, Running run, Input.Ended ended, Outcome outcome) {
    step.record(
        new AttemptEnded(
            job.id(),
            run.transfer,
            run.status.attempt(),
            failureOf(outcome),
            outcome instanceof Outcome.Unknown,
            ended.startMs(),
            ended.endMs(),
            bytesOf(outcome),
            ended.agent()));
  }

  void noteLost(Step step, Job job, Running run, String message) {
    watch.lost(run, step.monoMs());
    step.record(
        new AttemptEnded(
            job.id(),
            run.transfer,
            run.status.attempt(),
            interrupted(message),
            true,
            run.status.startMs(),
            step.nowMs(),
            0,
            run.status.agent()));
  }

  private static @Nullable Failure failureOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> null;
      case Outcome.Failed failed -> failed.failure();
      case Outcome.Unknown unknown -> interrupted(unknown.message());
      case Outcome.HandedBack back -> handedBack(back.why());
      case Outcome.Stopped stopped -> STOPPED;
    };
  }

  private static long bytesOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.bytes();
      case Outcome.Failed failed -> failed.bytes();
      case Outcome.Unknown unknown -> 0;
      case Outcome.HandedBack back -> 0;
      case Outcome.Stopped stopped -> 0;
    };
  }

  private static Failure interrupted(String message) {
    return new Failure(FailureClass.INTERRUPTED, Side.TRANSFER, Phase.TRANSFER, true, message);
  }

  private static Failure handedBack(String why) {
    return new Failure(
        FailureClass.ORCHESTRATOR, Side.GENERAL_FAILURE, Phase.TRANSFER_SERVICE, true, why);
  }

  /**
   * The agent is done with a cancelled attempt. A copy of which it cannot say that it has stopped
   * keeps its places and its destination for as long as it may run on.
   */
  private void stopped(Step step, Job job, Running run, Outcome outcome) {
    boolean unheard = run.task == Task.COPY && outcome instanceof Outcome.Unknown;
    boolean earlier = run.status.unknowns() > 0 && outcome instanceof Outcome.HandedBack;
    if (unheard || earlier) {
      Endings.change(step, job, run.transfer, run.status.leftRunning());
      ledger.timetable.settle(run.transfer, step.nowMs());
    } else {
      atRest(step, job, run);
    }
  }

  /** A cancelled attempt has stopped and cleaned, or its agent is gone for good. */
  void atRest(Step step, Job job, Running run) {
    TransferStatus status = run.status;
    Endings.change(
        step,
        job,
        run.transfer,
        status.stopping()
            ? status.atRest(step.nowMs())
            : status.canceled(job.record.reason(), false, step.nowMs()));
  }

  private void done(Step step, Job job, Running run, Outcome.Done done) {
    switch (run.task) {
      case COPY -> copied(step, job, run, done);
      case BRING_ONLINE -> Endings.change(step, job, run.transfer, run.status.online(step.nowMs()));
      case WATCH_ARCHIVE -> finish(step, job, run.transfer, run.status.archived(step.nowMs()));
    }
  }

  private void copied(Step step, Job job, Running run, Outcome.Done done) {
    if (job.terms.archiveTimeoutS() < 0 || !Endings.isLastHop(job, run.transfer)) {
      finish(step, job, run.transfer, run.status.finished(done, step.nowMs()));
      return;
    }
    Endings.change(step, job, run.transfer, run.status.archiving(done, step.nowMs()));
    left.orphans.add(run.transfer);
  }

  private void finish(Step step, Job job, long transfer, TransferStatus status) {
    Endings.change(step, job, transfer, status);
    long next = transfer + 1;
    if (job.isChain() && next < job.first() + job.transfers()) {
      release(step, job, next);
    }
  }

  private static void release(Step step, Job job, long transfer) {
    TransferState released = job.initial().released();
    Endings.change(step, job, transfer, TransferStatus.fresh(released, step.nowMs()));
  }

  void failed(Step step, Job job, Running run, Outcome.Failed end) {
    Failure failure = end.failure();
    if (isEvictedFirst(job, run, failure)) {
      TransferStatus again = run.status.evicted(failure.text(), step.nowMs());
      Endings.change(step, job, run.transfer, again);
    } else {
      failedOtherwise(step, job, run, end);
    }
  }

  /** A file may leave the disk between its staging and its copy; staging it twice is fair. */
  private static boolean isEvictedFirst(Job job, Running run, Failure failure) {
    return failure.failureClass() == FailureClass.NOT_ONLINE
        && run.task == Task.COPY
        && job.initial().staging()
        && !run.status.tape().evicted();
  }

  private void failedOtherwise(Step step, Job job, Running run, Outcome.Failed end) {
    Failure failure = end.failure();
    int allowed = ledger.defaults.retries(job);
    Verdict verdict =
        ledger
            .rules
            .retries()
            .after(
                failure,
                run.transfer,
                run.status.retries(),
                allowed,
                job.terms.retryDelayS() * 1000L,
                step.nowMs());
    boolean again = run.task != Task.WATCH_ARCHIVE;
    if (again && verdict instanceof Verdict.RetryAt(var atMs)) {
      Endings.change(
          step,
          job,
          run.transfer,
          run.status.retrying(waitingStateOf(run.task), failure.text(), atMs, step.nowMs()));
    } else {
      fail(step, job, run, end);
    }
  }

  /** For good. A replica that was copied and cannot be archived fails its job, as in FTS. */
  private void fail(Step step, Job job, Running run, Outcome.Failed end) {
    Failure failure = end.failure();
    TransferStatus failed = run.status.failed(failure.text(), failure.retryable(), step.nowMs());
    Endings.change(step, job, run.transfer, failed.blockedBy(end.inTheWay()));
    if (job.isReplicas() && !job.terms.fanOut() && run.task != Task.WATCH_ARCHIVE) {
      tryNextReplica(step, job);
    }
  }

  void tryNextReplica(Step step, Job job) {
    if (job.pending() > 0) {
      return;
    }
    long next =
        job.terms.orderly() ? replicas.firstUnused(job) : replicas.soonest(job, step.monoMs());
    if (next >= 0) {
      release(step, job, next);
    }
  }

  /** Nobody knows whether the copy still runs: the next attempt looks before it does anything. */
  void unheard(Step step, Job job, Running run, String why) {
    if (run.task != Task.COPY) {
      again(step, job, run, run.status.again(run.status.state(), step.nowMs()));
    } else if (run.status.unknowns() >= ledger.rules.mostUnknowns()) {
      Failure lost = interrupted(why + "; given up after " + run.status.unknowns());
      fail(step, job, run, new Outcome.Failed(lost, 0));
    } else {
      again(step, job, run, run.status.unheard(step.nowMs()));
    }
  }

  private void again(Step step, Job job, Running run, TransferStatus status) {
    Endings.change(step, job, run.transfer, status);
    left.orphans.add(run.transfer);
  }

  /**
   * An agent that drains, is full, has lost its lease or leaves a storage alone gives up what it
   * has not begun. That is no failure of the transfer, and costs it none of its retries. An earlier
   * copy of which nobody knows whether it still runs keeps its places and its destination all the
   * same.
   */
  private void givenBack(Step step, Job job, Running run, String why, long restMs) {
    step.handedBack(run.transfer);
    if (run.task == Task.WATCH_ARCHIVE) {
      again(step, job, run, run.status.again(TransferState.ARCHIVING, step.nowMs()));
    } else if (run.status.unknowns() > 0) {
      again(step, job, run, run.status.again(TransferState.READY, step.nowMs()));
    } else {
      long untilMs = step.nowMs() + Math.clamp(restMs, LEAST_REST_MS, MOST_REST_MS);
      TransferState next = waitingStateOf(run.task);
      Endings.change(
          step, job, run.transfer, run.status.givenBack(next, why, untilMs, step.nowMs()));
    }
  }

  private static TransferState waitingStateOf(Task task) {
    return task == Task.BRING_ONLINE ? TransferState.STAGING : TransferState.SUBMITTED;
  }

  void lost(AgentId agent) {
    for (Running run : ledger.running.values()) {
      if (run.status.agent().equals(agent)) {
        left.unheard.add(new Leftovers.Lost(run.transfer, agent));
      }
    }
  }
}
