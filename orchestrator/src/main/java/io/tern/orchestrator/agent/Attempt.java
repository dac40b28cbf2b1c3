package io.tern.orchestrator.agent;

import io.tern.orchestrator.agent.AgentMeter.AttemptMeter;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.Held;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Progress;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt under way: what it waits for, how far it came, and that it ends exactly once. All on
 * its shard's loop.
 */
final class Attempt implements Consumer<Progress> {
  private final Start start;
  private final Means means;
  private final Reporter reporter;
  private final Shard shard;
  private final Patience patience;
  private final AttemptMeter meter;
  private final long startMs;
  private long endByNanos;
  private long bytes;
  private long toldNanos;

  /** Until the tokens of its dispatch are ready there is none that could say more. */
  private Run run = new Run.Refusal(Interruption.OVERDUE.failure());

  private boolean ended;
  private boolean moved;
  private @Nullable Future<Void> announced;

  Attempt(Start start, Means means, Reporter reporter, Shard shard) {
    this.start = start;
    this.means = means;
    this.reporter = reporter;
    this.shard = shard;
    this.patience = new Patience(means.nanos(), this::lookAt);
    this.startMs = means.wallMs().getAsLong();
    this.meter = means.meter().began(start);
    allow(Duration.ZERO);
  }

  void begin() {
    Future<Void> ready = means.prepare(start);
    if (ready.isComplete()) {
      beginInEarnest();
    } else {
      ready.onComplete(v -> beginInEarnest());
    }
  }

  private void beginInEarnest() {
    if (ended) {
      return;
    }
    run = Run.of(this);
    var unused = reporter.used(start, means.shown(start), means.wallMs().getAsLong());
    run.leftAlone()
        .map(Future::succeededFuture)
        .orElseGet(run::run)
        .onComplete(this::end, e -> end(new Outcome.Failed(Failures.of(e))));
  }

  /** Stops what is under way; the attempt ends as soon as it can say how. */
  void interrupt(Interruption why) {
    patience.interrupt(why);
    run.interrupted();
  }

  /** Looks at the time, and says when to look again unless it has ended. */
  void look() {
    patience.look();
    if (means.nanos().getAsLong() - endByNanos > 0) {
      interrupt(Interruption.OVERDUE);
      end(run.overdue());
    }
    lookAt(patience.earliest(endByNanos));
  }

  /** What goes on in the background of one that has ended needs no limit any more. */
  private void lookAt(long nanos) {
    if (!ended) {
      shard.note(this, nanos);
    }
  }

  /** Gives the attempt that much more time, beyond what its short steps may take. */
  void allow(Duration more) {
    endByNanos = means.nanos().getAsLong() + more.plus(means.limits().shortSteps()).toNanos();
    lookAt(endByNanos);
  }

  /** Says that the attempt has begun in earnest; succeeds once that is durable. */
  Future<Void> announce(Held held, long size) {
    Future<Void> told = reporter.started(start, held, size);
    announced = told;
    return told;
  }

  /** Says by which request the source is brought online, so that any agent may go on with it. */
  void announce(String stageRequest) {
    Future<Void> before = announced;
    announced =
        before == null
            ? reporter.asked(start, stageRequest)
            : before.transform(told -> reporter.asked(start, stageRequest));
  }

  /** COPY has been sent: the first marker is counted from now. */
  void copying() {
    meter.copying();
  }

  @Override
  public void accept(Progress progress) {
    long more = Math.max(0, progress.bytes() - bytes);
    bytes += more;
    toldNanos = means.nanos().getAsLong();
    meter.marker(more);
    if (!moved && !ended) {
      moved = true;
      shard.moved(this);
    }
  }

  /** The bytes so far, for the heartbeat; later ones are a new change. */
  long takeBytes() {
    moved = false;
    return bytes;
  }

  /** When the storage told of them, by the clock of {@link Means#nanos}. */
  long toldNanos() {
    return toldNanos;
  }

  private void end(Outcome outcome) {
    if (ended) {
      return;
    }
    ended = true;
    Ended.Builder report =
        Reporter.ended(outcome, bytes).setStartMs(startMs).setEndMs(means.wallMs().getAsLong());
    meter.ended(report);
    afterAnnouncement(() -> reporter.ended(start, report));
    shard.ended(this);
  }

  /** Reports of one transfer keep their order. */
  private void afterAnnouncement(Runnable report) {
    if (announced == null) {
      report.run();
    } else {
      announced.onComplete(told -> report.run());
    }
  }

  boolean hasEnded() {
    return ended;
  }

  Start start() {
    return start;
  }

  Means means() {
    return means;
  }

  Patience patience() {
    return patience;
  }
}
