package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.orchestrator.agent.FakeTopics.Broker;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Report;
import io.tern.storage.CopyEnd;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AgentTest {
  private final Bench bench = new Bench(Bench.withCapacity(2));
  private final ScriptedStorage storage = bench.storage;
  private final FakeTopics topics = bench.topics;

  private void startAll(int transfers) {
    for (int n = 1; n <= transfers; n++) {
      startTo(n, Bench.DESTINATION + n);
    }
  }

  private void startTo(long transfer, String destination) {
    bench.start(
        transfer,
        1,
        start -> start.setFile(start.getFile().toBuilder().setDestinationUrl(destination)));
  }

  @Test
  void saysHelloFirstAndBeatsEachSecond() {
    bench.pass(Duration.ofSeconds(3));

    assertThat(topics.reports.getFirst().getHello().getCapacity()).isEqualTo(2);
    assertThat(topics.beats).hasSize(4);
    assertThat(topics.beats).allMatch(beat -> beat.getIncarnation().equals("run-1"));
  }

  @Test
  void neverRunsMoreThanItsCapacity() {
    storage.copiesLast = true;
    startAll(4);
    assertThat(storage.running).hasSize(2);
    assertThat(bench.agent.active()).isEqualTo(2);

    storage.running.getFirst().succeed();
    bench.pass(Duration.ofSeconds(1));
    assertThat(storage.running).hasSize(3);
    storage.running.get(1).succeed();
    bench.pass(Duration.ofSeconds(1));
    storage.running.get(2).succeed();
    storage.running.get(3).succeed();

    assertThat(topics.ended()).hasSize(4).allMatch(ended -> ended.getEnd() == End.DONE);
    assertThat(bench.agent.active()).isZero();
  }

  @Test
  void handsBackWhatItCannotKeepWaiting() {
    storage.copiesLast = true;
    startAll(12);

    assertThat(topics.ended()).isNotEmpty().allMatch(ended -> ended.getEnd() == End.HANDED_BACK);
    assertThat(topics.ended().size()).isEqualTo(12 - 2 - 4);
  }

  @Test
  void twoAttemptsOfOneTransferNeverRunAtOnce() {
    storage.copiesLast = true;
    bench.start(1, 1, UnaryOperator.identity());
    bench.start(1, 2, UnaryOperator.identity());
    assertThat(storage.running).hasSize(1);

    storage
        .running
        .getFirst()
        .finish(
            new CopyEnd.Broken(ScriptedStorage.failure(FailureClass.STORAGE_IO, Side.TRANSFER)));
    assertThat(storage.running).hasSize(2);
  }

  @Test
  void aStopInMidCopyWaitsUntilTheCopyIsAtRestThenCleansUp() {
    storage.copiesLast = true;
    bench.start(UnaryOperator.identity());
    storage.running.getFirst().mark(40);
    bench.stop(1, 1);

    assertThat(storage.running.getFirst().abandoned).isTrue();
    bench.pass(Duration.ofSeconds(5));
    assertThat(storage.callsOf("delete")).isEmpty();
    assertThat(topics.ended()).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.ended().getEnd()).isEqualTo(End.STOPPED);
    assertThat(storage.files).doesNotContainKey(Bench.DESTINATION);
  }

  @Test
  void aStopBeforeTheCopyTouchesNothing() {
    topics.broker = Broker.HESITATES;
    bench.start(UnaryOperator.identity());
    bench.stop(1, 1);
    topics.acknowledge();

    assertThat(bench.ended().getEnd()).isEqualTo(End.STOPPED);
    assertThat(storage.callsOf("copy")).isEmpty();
    assertThat(storage.callsOf("delete")).isEmpty();
    assertThat(topics.reports).extracting(Report::hasEnded).endsWith(false, true);
  }

  @Test
  void aStopOfAWaitingDispatchIsAnsweredAtOnce() {
    storage.copiesLast = true;
    startAll(3);
    bench.stop(3, 1);

    assertThat(bench.ended().getTransfer()).isEqualTo(3);
    assertThat(bench.ended().getEnd()).isEqualTo(End.STOPPED);
  }

  @Test
  void nothingThatIsDoneIsDeletedByAStop() {
    bench.start(UnaryOperator.identity());
    bench.stop(1, 1);
    bench.pass(Duration.ofSeconds(60));

    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(storage.files).containsKey(Bench.DESTINATION);
  }

  @Test
  void startsNothingWhileItsHeartbeatIsNotFresh() {
    topics.broker = Broker.IS_AWAY;
    bench.pass(Duration.ofSeconds(10));
    bench.start(UnaryOperator.identity());
    assertThat(storage.calls).isEmpty();

    topics.broker = Broker.ACKNOWLEDGES;
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void theLeaseCountsFromWhenTheAcknowledgedHeartbeatWasSent() {
    topics.broker = Broker.HESITATES;
    bench.pass(Duration.ofSeconds(1));
    bench.freeze(Duration.ofSeconds(10));
    topics.acknowledge();
    bench.start(UnaryOperator.identity());

    assertThat(storage.calls).isEmpty();
  }

  @Test
  void atTheEndOfTheLeaseAllStopsAndGoesOnUnderAnotherIncarnation() {
    storage.copiesLast = true;
    bench.start(UnaryOperator.identity());
    Dispatch late = bench.dispatch(2, 1, UnaryOperator.identity());
    topics.broker = Broker.IS_AWAY;
    bench.pass(Duration.ofSeconds(298));
    assertThat(storage.running.getFirst().abandoned).isFalse();

    bench.pass(Duration.ofSeconds(2));
    assertThat(storage.running.getFirst().abandoned).isTrue();
    assertThat(storage.callsOf("delete")).isEmpty();
    assertThat(bench.agent.active()).isZero();

    topics.broker = Broker.ACKNOWLEDGES;
    bench.pass(Duration.ofSeconds(3));
    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
    assertThat(topics.reports.getLast().hasHello()).isTrue();
    assertThat(topics.reports.getLast().getIncarnation()).isEqualTo("run-2");

    topics.dispatch(late);
    assertThat(storage.running).hasSize(1);
    bench.start(3, 1, UnaryOperator.identity());
    assertThat(storage.running).hasSize(2);
  }

  @Test
  void aProcessThatWakesUpAfterItsLeaseSendsNoCopy() {
    topics.broker = Broker.HESITATES;
    bench.start(UnaryOperator.identity());
    bench.freeze(Duration.ofMinutes(10));
    topics.acknowledge();

    assertThat(storage.callsOf("copy")).isEmpty();
    assertThat(bench.ended().getEnd()).isEqualTo(End.HANDED_BACK);
  }

  @Test
  void outcomesWaitWhileKafkaIsAwayAndArriveLater() {
    storage.copiesLast = true;
    startAll(2);
    topics.broker = Broker.IS_AWAY;
    storage.running.forEach(ScriptedStorage.Running::succeed);
    bench.pass(Duration.ofSeconds(60));
    assertThat(topics.ended()).isEmpty();
    assertThat(bench.agent.spooled()).isEqualTo(2);

    topics.broker = Broker.ACKNOWLEDGES;
    bench.pass(Duration.ofSeconds(1));
    assertThat(topics.ended()).hasSize(2).allMatch(ended -> ended.getEnd() == End.DONE);
    assertThat(bench.agent.spooled()).isZero();
  }

  @Test
  void startsNothingWhileTheSpoolIsFull() {
    AgentSettings two = Bench.withCapacity(2);
    Bench small =
        new Bench(
            new AgentSettings(
                two.name(),
                two.capacity(),
                two.tapeCapacity(),
                two.loops(),
                two.tick(),
                two.heartbeat(),
                two.fresh(),
                two.lease(),
                1,
                two.seen(),
                two.beatBytes(),
                two.limits()));
    small.topics.broker = Broker.HESITATES;
    small.start(1, 1, UnaryOperator.identity());
    small.start(
        2, 1, start -> start.setFile(start.getFile().toBuilder().setDestinationUrl("dst://b/2")));
    assertThat(small.topics.started()).hasSize(1);

    small.topics.acknowledge();
    small.pass(Duration.ofSeconds(1));
    assertThat(small.topics.ended()).hasSize(2).allMatch(ended -> ended.getEnd() == End.DONE);
  }

  @Test
  void aHeartbeatCarriesTheBytesThatChanged() {
    storage.copiesLast = true;
    bench.start(UnaryOperator.identity());
    storage.running.getFirst().mark(40);
    storage.running.getFirst().mark(60);
    bench.pass(Duration.ofSeconds(2));
    assertThat(topics.beats.getLast().getActive()).isEqualTo(1);
    assertThat(topics.beats).flatExtracting(Heartbeat::getBytesList).containsExactly(60L);
    assertThat(topics.beats).flatExtracting(Heartbeat::getTransferList).containsExactly(1L);
  }

  @Test
  void aHeartbeatTellsWhenTheStorageSpoke() {
    storage.copiesLast = true;
    bench.start(UnaryOperator.identity());
    long spoken = bench.monoMs();
    storage.running.getFirst().mark(60);
    bench.pass(Duration.ofSeconds(2));

    assertThat(topics.beats).flatExtracting(Heartbeat::getToldMsList).containsExactly(spoken);
    assertThat(topics.beats.getLast().getSentMs()).isEqualTo(bench.monoMs());
  }

  @Test
  void aDrainTakesNothingNewAndLetsCopiesEnd() {
    storage.copiesLast = true;
    startAll(3);
    Future<Void> drained = bench.agent.drain(Duration.ofSeconds(30));
    startTo(4, "dst://b/other");
    assertThat(topics.ended()).hasSize(2).allMatch(ended -> ended.getEnd() == End.HANDED_BACK);
    assertThat(storage.running).hasSize(2);

    bench.pass(Duration.ofSeconds(10));
    assertThat(topics.beats.getLast().getDraining()).isTrue();
    storage.running.forEach(ScriptedStorage.Running::succeed);
    assertThat(drained.isComplete()).isFalse();
    bench.pass(Duration.ofSeconds(1));

    assertThat(drained.succeeded()).isTrue();
    assertThat(topics.ended()).extracting("end").endsWith(End.DONE, End.DONE);
  }

  @Test
  void aDrainHandsOverWhatDoesNotEndInTime() {
    storage.copiesLast = true;
    startAll(1);
    Future<Void> drained = bench.agent.drain(Duration.ofSeconds(30));
    bench.pass(Duration.ofSeconds(31));

    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
    assertThat(storage.callsOf("delete")).isEmpty();
    assertThat(drained.succeeded()).isTrue();
  }
}
