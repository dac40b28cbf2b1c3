package io.tern.orchestrator.agent;

import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.orchestrator.journal.wire.Started;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Topics in memory whose acknowledgements the test gives, withholds or refuses. */
final class FakeTopics implements AgentTopics {
  enum Broker {
    ACKNOWLEDGES,
    HESITATES,
    IS_AWAY
  }

  final List<Report> reports = new ArrayList<>();
  final List<Heartbeat> beats = new ArrayList<>();
  final List<Use> uses = new ArrayList<>();
  Broker broker = Broker.ACKNOWLEDGES;
  private final ArrayDeque<Promise<Void>> hesitant = new ArrayDeque<>();
  private Consumer<List<Dispatch>> reader = dispatches -> {};

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
    return write(() -> reports.add(report));
  }

  @Override
  public Future<Void> used(Use use) {
    return write(() -> uses.add(use));
  }

  @Override
  public Future<Void> beat(Heartbeat heartbeat) {
    return write(() -> beats.add(heartbeat));
  }

  private Future<Void> write(Runnable write) {
    if (broker == Broker.IS_AWAY) {
      return Future.failedFuture("away");
    }
    write.run();
    if (broker == Broker.ACKNOWLEDGES) {
      return Future.succeededFuture();
    }
    Promise<Void> later = Promise.promise();
    hesitant.add(later);
    return later.future();
  }

  void acknowledge() {
    broker = Broker.ACKNOWLEDGES;
    while (!hesitant.isEmpty()) {
      hesitant.remove().complete();
    }
  }

  void dispatch(Dispatch... dispatches) {
    reader.accept(List.of(dispatches));
  }

  List<Started> started() {
    return reports.stream().filter(Report::hasStarted).map(Report::getStarted).toList();
  }

  List<Ended> ended() {
    return reports.stream().filter(Report::hasEnded).map(Report::getEnded).toList();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
