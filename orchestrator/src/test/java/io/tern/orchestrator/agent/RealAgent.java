package io.tern.orchestrator.agent;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Started;
import io.tern.orchestrator.journal.wire.Task;
import io.tern.storage.Storage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An agent at work on storages, with its own clock and a coordinator that always listens. */
final class RealAgent {
  private static final String RUN = "run-1";

  private final AtomicLong transfers = new AtomicLong();
  private final Map<Long, Promise<Ended>> waiting = new ConcurrentHashMap<>();
  private final Map<Long, Started> started = new ConcurrentHashMap<>();
  private final Topics topics = new Topics();

  RealAgent(Vertx vertx, Storage storages, TimeLimits limits) throws Exception {
    this(vertx, at -> Optional.of(storages), limits);
  }

  RealAgent(Vertx vertx, Storages storages, TimeLimits limits) throws Exception {
    AgentSettings usual = AgentSettings.of("agent-1", 200);
    AgentSettings settings =
        new AgentSettings(
            usual.name(),
            usual.capacity(),
            usual.tapeCapacity(),
            usual.loops(),
            Duration.ofMillis(50),
            usual.heartbeat(),
            Duration.ofMinutes(1),
            usual.lease(),
            usual.spool(),
            usual.seen(),
            usual.beatBytes(),
            limits);
    Agent unused = get(Agent.start(vertx, settings, topics, storages, AgentMeter.NONE, () -> RUN));
  }

  /** The usual limits, but for how long a question, the first byte and a standstill may take. */
  static TimeLimits limits(Duration metadata, Duration firstByte, Duration stall) {
    TimeLimits usual = TimeLimits.DEFAULT;
    return new TimeLimits(
        usual.base(),
        usual.perMiB(),
        metadata,
        metadata,
        firstByte,
        usual.marker(),
        stall,
        usual.quiet(),
        usual.quietAtMost(),
        usual.firstPoll(),
        usual.lastPoll());
  }

  /** How an attempt at a copy ends. */
  Future<Ended> attempt(String source, String destination, UnaryOperator<Start.Builder> asked) {
    Start.Builder start =
        Start.newBuilder()
            .setTransfer(transfers.incrementAndGet())
            .setAttempt(1)
            .setJobId(ByteString.copyFrom(new byte[16]))
            .setTask(Task.COPY)
            .setLastHop(true)
            .setFile(FileText.newBuilder().setSourceUrl(source).setDestinationUrl(destination));
    return begin(asked.apply(start));
  }

  /** The next attempt at what ended so, as the coordinator would order it. */
  Future<Ended> again(Ended before, String source, String destination) {
    Started known = started.get(before.getTransfer());
    return attempt(
        source, destination, start -> start.setAfterUnknown(true).setHeld(known.getHeld()));
  }

  /** By which request an attempt has had its source brought online. */
  String stageRequest(Ended of) {
    return started.get(of.getTransfer()).getStageRequest();
  }

  private Future<Ended> begin(Start.Builder start) {
    Promise<Ended> ended = Promise.promise();
    waiting.put(start.getTransfer(), ended);
    topics.reader.accept(
        List.of(
            Dispatch.newBuilder().setAgent("agent-1").setIncarnation(RUN).setStart(start).build()));
    return ended.future();
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(480, TimeUnit.SECONDS);
  }

  private final class Topics implements AgentTopics {
    private volatile Consumer<List<Dispatch>> reader = dispatches -> {};

    @Override
    public Future<Void> seekToEnd() {
      return Future.succeededFuture();
    }

    @Override
    public void read(Consumer<List<Dispatch>> to) {
      reader = to;
    }

    @Override
    public Future<Void> report(Report report) {
      if (report.hasStarted()) {
        started.put(report.getStarted().getTransfer(), report.getStarted());
      } else if (report.hasEnded()) {
        waiting.remove(report.getEnded().getTransfer()).complete(report.getEnded());
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> used(Use use) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> beat(Heartbeat heartbeat) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
