package io.tern.orchestrator.agent;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Stop;
import io.tern.orchestrator.journal.wire.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An agent between fake topics and a scripted storage, in one thread, with time in hand. */
final class Bench {
  static final String SOURCE = "src://a/file";
  static final String DESTINATION = "dst://b/file";

  final FakeTopics topics = new FakeTopics();
  final ScriptedStorage storage = new ScriptedStorage();
  final Agent agent;
  private long nanos = 1_000_000_000_000L;
  private int incarnations;

  Bench() {
    this(AgentSettings.of("agent-1", 100));
  }

  Bench(AgentSettings settings) {
    this(settings, UnaryOperator.identity());
  }

  /**
   * @param opened how storages are opened
   */
  Bench(AgentSettings settings, UnaryOperator<Storages> opened) {
    agent =
        new Agent(
            settings,
            topics,
            opened.apply(location ->
                location.url().startsWith("none") ? Optional.empty() : Optional.of(storage)),
            AgentMeter.NONE,
            () -> "run-" + ++incarnations,
            List.of(Runnable::run, Runnable::run),
            () -> nanos,
            () -> nanos / 1_000_000);
    storage.files.put(SOURCE, ScriptedStorage.file(100, 5, "0a0b"));
    agent.begin().onFailure(AssertionError::new);
    agent.tick();
  }

  static AgentSettings withCapacity(int capacity) {
    return AgentSettings.of("agent-1", capacity);
  }

  /** The agent's clock. */
  long monoMs() {
    return nanos / 1_000_000;
  }

  /** Lets time pass, second by second. */
  void pass(Duration time) {
    for (long s = 0; s < time.toSeconds(); s++) {
      nanos += 1_000_000_000L;
      agent.tick();
    }
  }

  /** Time passes and nobody looks, as when a process is suspended. */
  void freeze(Duration time) {
    nanos += time.toNanos();
  }

  void start(UnaryOperator<Start.Builder> asked) {
    start(1, 1, asked);
  }

  void start(long transfer, int attempt, UnaryOperator<Start.Builder> asked) {
    topics.dispatch(dispatch(transfer, attempt, asked));
  }

  Dispatch dispatch(long transfer, int attempt, UnaryOperator<Start.Builder> asked) {
    Start.Builder start =
        Start.newBuilder()
            .setTransfer(transfer)
            .setAttempt(attempt)
            .setJobId(ByteString.copyFrom(new byte[16]))
            .setTask(Task.COPY)
            .setLastHop(true)
            .setFile(FileText.newBuilder().setSourceUrl(SOURCE).setDestinationUrl(DESTINATION));
    return to("run-" + incarnations).setStart(asked.apply(start)).build();
  }

  void stop(long transfer, int attempt) {
    Stop stop = Stop.newBuilder().setTransfer(transfer).setAttempt(attempt).build();
    topics.dispatch(to("run-" + incarnations).setStop(stop).build());
  }

  Dispatch.Builder to(String incarnation) {
    return Dispatch.newBuilder().setAgent("agent-1").setIncarnation(incarnation);
  }

  Ended ended() {
    List<Ended> all = topics.ended();
    if (all.size() != 1) {
      throw new AssertionError("outcomes: " + all + " (expected: one)");
    }
    return all.getFirst();
  }
}
