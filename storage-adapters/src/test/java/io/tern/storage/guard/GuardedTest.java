package io.tern.storage.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.storage.Location;
import io.tern.storage.Loop;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.memory.MemoryStorage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedTest {
  private static final StorageName A = new StorageName("memory://a");

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = new Loop(vertx);
  private final MemoryStorage memory = new MemoryStorage(vertx);

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void leavesAStorageAloneThatDoesNotAnswerAndNoOther() throws Exception {
    Circuits circuits = circuits(Duration.ofHours(1));
    Storage guarded = new Guarded(memory, circuits, turns(0));
    Location other = Location.open("memory://b/f");
    memory.put(other.url(), new byte[2]);
    fail(guarded, FailureClass.CONNECTION, 4);

    Failure refused = loop.failure(() -> guarded.list(file()));

    assertThat(refused.failureClass()).isEqualTo(FailureClass.OVERLOADED);
    assertThat(refused.retryable()).isTrue();
    assertThat(refused.message()).startsWith("memory://a is left alone");
    assertThat(circuits.states()).containsEntry(A, Circuits.State.OPEN);
    assertThat(guarded.leftAlone(file())).isEqualTo(Duration.ofHours(1));
    assertThat(guarded.leftAlone(other)).isZero();
    assertThat(loop.of(() -> guarded.stat(other, Wanted.NOTHING)).size()).isEqualTo(2);
  }

  @Test
  void letsACopyThatHasBegunBeVerifiedAndCleanedUp() throws Exception {
    Storage guarded = new Guarded(memory, circuits(Duration.ofHours(1)), turns(0));
    memory.put(file().url(), new byte[3]);
    fail(guarded, FailureClass.CONNECTION, 4);

    assertThat(loop.of(() -> guarded.stat(file(), Wanted.NOTHING)).size()).isEqualTo(3);
    loop.of(() -> guarded.delete(file()));

    Failure gone = loop.failure(() -> memory.stat(file(), Wanted.NOTHING));
    assertThat(gone.failureClass()).isEqualTo(FailureClass.NOT_FOUND);
  }

  @Test
  void takesRefusalsForAnswers() throws Exception {
    Circuits circuits = circuits(Duration.ofHours(1));
    Storage guarded = new Guarded(memory, circuits, turns(0));

    fail(guarded, FailureClass.NOT_FOUND, 10);
    fail(guarded, FailureClass.PERMISSION, 10);

    assertThat(circuits.states()).containsEntry(A, Circuits.State.CLOSED);
  }

  @Test
  void findsOutByProbesThatAStorageIsBack() throws Exception {
    Circuits circuits = circuits(Duration.ofMillis(1));
    Storage guarded = new Guarded(memory, circuits, turns(0));
    fail(guarded, FailureClass.TIMEOUT, 4);
    memory.put(file().url(), new byte[3]);
    loop.of(() -> vertx.timer(20));

    for (int probe = 0; probe < 2; probe++) {
      assertThat(guarded.leftAlone(file())).isZero();
      assertThat(loop.of(() -> guarded.stat(file(), Wanted.NOTHING)).size()).isEqualTo(3);
    }

    assertThat(circuits.states()).containsEntry(A, Circuits.State.CLOSED);
  }

  @Test
  void whoAsksAndThenBeginsNothingTakesNoProbesPlace() throws Exception {
    Circuits circuits = circuits(Duration.ofMillis(1));
    Storage guarded = new Guarded(memory, circuits, turns(0));
    fail(guarded, FailureClass.TIMEOUT, 4);
    loop.of(() -> vertx.timer(20));

    for (int asked = 0; asked < 10; asked++) {
      assertThat(guarded.leftAlone(file())).as("asked %d times", asked).isZero();
    }
    assertThat(circuits.states()).containsEntry(A, Circuits.State.PROBING);
  }

  @Test
  void saysThatAStorageIsLeftAloneWhileAsManyProbesAsAreWantedAreUnderWay() throws Exception {
    Circuits circuits = circuits(Duration.ofMillis(1));
    Storage guarded = new Guarded(memory, circuits, turns(0));
    fail(guarded, FailureClass.TIMEOUT, 4);
    loop.of(() -> vertx.timer(20));

    assertThat(circuits.of(A).tryAcquirePermission()).isTrue();
    assertThat(guarded.leftAlone(file())).isZero();
    assertThat(circuits.of(A).tryAcquirePermission()).isTrue();
    assertThat(guarded.leftAlone(file())).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void forgetsStoragesThatWereNotUsedForLong() {
    Circuits circuits = circuits(Duration.ofHours(1));
    for (int i = 0; i < 100; i++) {
      circuits.of(new StorageName("memory://s" + i));
    }

    assertThat(circuits.states()).hasSize(8).containsKey(new StorageName("memory://s99"));
  }

  private void fail(Storage guarded, FailureClass kind, int times) throws Exception {
    Failure failure = new Failure(kind, Side.GENERAL_FAILURE, Phase.TRANSFER, true, "told");
    for (int i = 0; i < times; i++) {
      memory.failNextRequest(file().url(), failure);
      loop.failure(() -> guarded.stat(file(), Wanted.NOTHING));
    }
  }

  private static Location file() {
    return Location.open("memory://a/f");
  }

  @Test
  void whoComesTooSoonWaitsForHisTurnAtThatStorageAlone() throws Exception {
    Turns turns = turns(1);
    Storage guarded = new Guarded(memory, circuits(Duration.ofHours(1)), turns);
    Location other = Location.open("memory://b/f");
    memory.put(file().url(), new byte[3]);
    memory.put(other.url(), new byte[2]);

    loop.of(() -> guarded.stat(other, Wanted.NOTHING));
    loop.of(() ->
        Future.all(
            IntStream.range(0, 3).mapToObj(i -> guarded.stat(file(), Wanted.NOTHING)).toList()));

    assertThat(turns.delayed()).containsOnlyKeys(A);
    assertThat(turns.delayed().get(A)).isPositive();
  }

  @Test
  void whoseTurnDoesNotComeTakesNoProbesPlace() throws Exception {
    Circuits circuits = circuits(Duration.ofMillis(1));
    Storage guarded = new Guarded(memory, circuits, turns(0));
    Storage slow =
        new Guarded(memory, circuits, new Turns(vertx, new Pace(1, Duration.ofMillis(1), 8)));
    fail(guarded, FailureClass.TIMEOUT, 4);
    memory.put(file().url(), new byte[3]);
    loop.of(() -> slow.stat(Location.open("memory://a/other"), Wanted.NOTHING).otherwiseEmpty());
    circuits.of(A).transitionToOpenState();
    loop.of(() -> vertx.timer(20));

    for (int refused = 0; refused < 5; refused++) {
      assertThat(loop.failure(() -> slow.list(file())).message()).contains("times a second");
    }

    assertThat(guarded.leftAlone(file())).isZero();
  }

  @Test
  void whoWouldWaitTooLongIsRefused() throws Exception {
    Turns turns = new Turns(vertx, new Pace(1, Duration.ofMillis(1), 8));
    Storage guarded = new Guarded(memory, circuits(Duration.ofHours(1)), turns);
    memory.put(file().url(), new byte[3]);
    loop.of(() -> guarded.stat(file(), Wanted.NOTHING));

    Failure refused =
        loop.failure(() ->
            guarded
                .stat(file(), Wanted.NOTHING)
                .compose(stat -> guarded.stat(file(), Wanted.NOTHING)));

    assertThat(refused.failureClass()).isEqualTo(FailureClass.OVERLOADED);
    assertThat(refused.retryable()).isTrue();
    assertThat(refused.message()).startsWith("memory://a is asked 1 times a second already");
  }

  private Turns turns(int perSecond) {
    return new Turns(vertx, Pace.of(perSecond));
  }

  private static Circuits circuits(Duration open) {
    return new Circuits(new CircuitSettings(8, 4, 50, open, 2, Duration.ofHours(1), 8));
  }
}
