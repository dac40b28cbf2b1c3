package io.tern.orchestrator.agent;

import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Stop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of some transfers, on one event loop. Everything but {@link #takeMoved} is called on
 * it.
 */
final class Shard {
  private final Executor loop;
  private final Gate gate;
  private final Means means;
  private final int mayWait;
  private final int beatBytes;
  private final Agenda<Attempt> agenda;
  private final Map<Long, Attempt> active = new HashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final ArrayDeque<Attempt> moved = new ArrayDeque<>();
  private final AtomicReference<@Nullable Heartbeat> movedSoFar = new AtomicReference<>();
  private Reporter reporter;
  private @Nullable Interruption closed;

  /**
   * @param mayWait dispatches that may wait to begin
   * @param beatBytes attempts whose bytes this shard may add to one heartbeat
   * @param tick between two calls of {@link #tick}
   */
  Shard(Reporter reporter, Gate gate, Means means, int mayWait, int beatBytes, Duration tick) {
    this.reporter = reporter;
    this.loop = reporter.loop();
    this.gate = gate;
    this.means = means;
    this.mayWait = mayWait;
    this.beatBytes = beatBytes;
    this.agenda = new Agenda<>(means.nanos().getAsLong(), tick);
  }

  Executor loop() {
    return loop;
  }

  /** Begins anew after a lost lease, under another incarnation. */
  void open(Reporter renewed) {
    reporter = renewed;
    closed = null;
  }

  /** Begins nothing more and hands back what waits. */
  void close(Interruption why) {
    closed = why;
    for (Waiting given = waiting.poll(); given != null; given = waiting.poll()) {
      refuse(given, why.withoutTraces());
    }
  }

  void interrupt(Interruption why) {
    List.copyOf(active.values()).forEach(attempt -> attempt.interrupt(why));
  }

  void accept(List<Dispatch> dispatches) {
    for (Dispatch dispatch : dispatches) {
      if (!dispatch.getIncarnation().equals(reporter.incarnation())) {
        means.meter().ignored();
      } else if (dispatch.hasStart()) {
        begin(new Waiting(dispatch.getStart(), reporter));
      } else {
        stop(dispatch.getStop());
      }
    }
  }

  void tick() {
    lookAtDue();
    beginWaiting();
    if (!moved.isEmpty() && movedSoFar.get() == null) {
      movedSoFar.set(gatherMoved());
    }
  }

  private void lookAtDue() {
    for (Attempt attempt : agenda.due(means.nanos().getAsLong())) {
      if (!attempt.hasEnded()) {
        attempt.look();
      }
    }
  }

  /** An attempt wants to be looked at by then. */
  void note(Attempt attempt, long atNanos) {
    agenda.note(attempt, atNanos);
  }

  /** Whose bytes have changed since the last call, as far as known; from any thread. */
  @Nullable Heartbeat takeMoved() {
    return movedSoFar.getAndSet(null);
  }

  /** An attempt's bytes have changed. */
  void moved(Attempt attempt) {
    moved.add(attempt);
  }

  void ended(Attempt attempt) {
    active.remove(attempt.start().getTransfer());
    agenda.forget(attempt);
    gate.leave();
    beginWaiting();
  }

  private void begin(Waiting given) {
    if (closed != null) {
      refuse(given, closed.withoutTraces());
    } else if (waiting.isEmpty() && mayBegin(given)) {
      launch(given);
    } else if (waiting.size() < mayWait) {
      waiting.add(given);
    } else {
      refuse(given, full());
    }
  }

  private void beginWaiting() {
    for (Waiting next = waiting.peek(); next != null && mayBegin(next); next = waiting.peek()) {
      waiting.remove();
      launch(next);
    }
  }

  /** Two attempts of one transfer never run at once, whatever was dispatched. */
  private boolean mayBegin(Waiting given) {
    return !active.containsKey(given.start.getTransfer()) && gate.enter();
  }

  private void launch(Waiting given) {
    Attempt attempt = new Attempt(given.start, means, given.reporter, this);
    active.put(given.start.getTransfer(), attempt);
    attempt.begin();
  }

  /** One that has ended said so itself; nothing of it is touched. */
  private void stop(Stop stop) {
    Attempt attempt = active.get(stop.getTransfer());
    if (attempt != null && attempt.start().getAttempt() == stop.getAttempt()) {
      attempt.interrupt(Interruption.STOPPED);
      return;
    }
    for (Waiting given : waiting) {
      if (given.isMeantBy(stop)) {
        waiting.remove(given);
        refuse(given, new Outcome.Stopped());
        return;
      }
    }
  }

  private void refuse(Waiting given, Outcome outcome) {
    given.reporter.refused(given.start, outcome, means.wallMs().getAsLong()).onComplete(v -> {});
  }

  private Heartbeat gatherMoved() {
    Heartbeat.Builder beat = Heartbeat.newBuilder();
    while (beat.getTransferCount() < beatBytes && !moved.isEmpty()) {
      Attempt attempt = moved.remove();
      if (!attempt.hasEnded()) {
        beat.addTransfer(attempt.start().getTransfer())
            .addBytes(attempt.takeBytes())
            .addToldMs(TimeUnit.NANOSECONDS.toMillis(attempt.toldNanos()));
      }
    }
    return beat.build();
  }

  private Outcome full() {
    String why = "the agent has " + waiting.size() + " dispatches waiting, as many as may";
    return new Outcome.HandedBack(why, Duration.ZERO);
  }

  /** A dispatch that could not begin yet, and in whose name to report on it. */
  private record Waiting(Start start, Reporter reporter) {
    boolean isMeantBy(Stop stop) {
      return start.getTransfer() == stop.getTransfer() && start.getAttempt() == stop.getAttempt();
    }
  }
}
