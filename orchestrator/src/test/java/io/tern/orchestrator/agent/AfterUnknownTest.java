package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Held;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AfterUnknownTest {
  private static final Held NOTHING = Found.held(Optional.empty());

  private final Bench bench = new Bench();
  private final ScriptedStorage storage = bench.storage;

  private void destinationHolds(Stat stat) {
    storage.files.put(Bench.DESTINATION, stat);
  }

  private void start(Held held) {
    bench.start(start -> afterUnknown(start, held));
  }

  private static Start.Builder afterUnknown(Start.Builder start, Held held) {
    return start
        .setAfterUnknown(true)
        .setHeld(held)
        .setChecksumMode("t")
        .setFile(start.getFile().toBuilder().setChecksum("ADLER32:a0b"));
  }

  @Test
  void aCompleteFileAtRestIsDone() {
    destinationHolds(ScriptedStorage.file(100, 9, "0a0b"));
    start(NOTHING);
    bench.pass(Duration.ofSeconds(14));
    assertThat(bench.topics.ended()).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
    assertThat(storage.callsOf("copy")).isEmpty();
    assertThat(storage.callsOf("delete")).isEmpty();
  }

  @Test
  void whatAnEarlierAttemptLeftIsDeletedAndCopiedAgain() {
    destinationHolds(ScriptedStorage.file(40, 9, "1"));
    start(NOTHING);
    bench.pass(Duration.ofSeconds(15));

    assertThat(storage.callsOf("delete")).hasSize(1);
    assertThat(storage.callsOf("copy")).containsExactly("copy PULL");
    assertThat(bench.topics.started().getFirst().getHeld()).isEqualTo(NOTHING);
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void aFullSizedFileWithTheWrongChecksumIsNotDone() {
    destinationHolds(ScriptedStorage.file(100, 9, "1"));
    start(NOTHING);
    bench.pass(Duration.ofSeconds(15));

    assertThat(storage.callsOf("delete")).hasSize(1);
    assertThat(storage.callsOf("copy")).hasSize(1);
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void aForeignFileIsLeftAlone() {
    Stat foreign = ScriptedStorage.file(40, 9, "1");
    destinationHolds(foreign);
    start(Found.held(Optional.of(foreign)));
    bench.pass(Duration.ofSeconds(15));

    assertThat(bench.ended().getFailureClass()).isEqualTo("EXISTS");
    assertThat(storage.files).containsEntry(Bench.DESTINATION, foreign);
  }

  @Test
  void aForeignFileIsReplacedWhereTheFlagSaysSo() {
    Stat foreign = ScriptedStorage.file(40, 9, "1");
    destinationHolds(foreign);
    Held held = Found.held(Optional.of(foreign));
    bench.start(start -> afterUnknown(start, held).setOverwriteFlag("Y"));
    bench.pass(Duration.ofSeconds(15));

    assertThat(storage.callsOf("copy")).containsExactly("copy PULL overwriting");
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void waitsWhileTheDestinationChangesAndAsLongAsACopyMayOutliveItsConnection() {
    storage.outlives = Duration.ofSeconds(60);
    destinationHolds(Stat.file(10));
    start(NOTHING);
    bench.pass(Duration.ofSeconds(59));
    destinationHolds(Stat.file(20));
    bench.pass(Duration.ofSeconds(60));
    assertThat(storage.callsOf("copy")).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(storage.callsOf("copy")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION", "NAME_RESOLUTION", "OVERLOADED", "STORAGE_IO"})
  void waitsForADestinationThatIsAwayOrBusy(FailureClass trouble) {
    Failure refused = ScriptedStorage.failure(trouble, Side.DESTINATION);
    storage.statFailures.put(Bench.DESTINATION, refused);
    start(NOTHING);
    bench.pass(Duration.ofSeconds(50));
    assertThat(bench.topics.ended()).isEmpty();

    storage.statFailures.clear();
    bench.pass(Duration.ofSeconds(30));
    assertThat(storage.callsOf("copy")).hasSize(1);
    assertThat(bench.ended().getEnd()).isEqualTo(End.DONE);
  }

  @Test
  void aDestinationThatStaysAwayStaysUnknown() {
    Failure refused = ScriptedStorage.failure(FailureClass.CONNECTION, Side.DESTINATION);
    storage.statFailures.put(Bench.DESTINATION, refused);
    start(NOTHING);
    bench.pass(Duration.ofSeconds(59));
    assertThat(bench.topics.ended()).isEmpty();
    bench.pass(Duration.ofSeconds(1));

    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
    assertThat(bench.ended().getFailureClass()).isEqualTo("CONNECTION");
    assertThat(storage.callsOf("copy")).isEmpty();
  }

  @Test
  void aDestinationThatNeverRestsStaysUnknown() {
    start(NOTHING);
    for (int size = 1; bench.topics.ended().isEmpty() && size < 400; size++) {
      destinationHolds(Stat.file(size));
      bench.pass(Duration.ofSeconds(15));
    }

    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
    assertThat(storage.callsOf("copy")).isEmpty();
    assertThat(storage.callsOf("delete")).isEmpty();
  }

  @Test
  void aStorageThatCannotBeLookedAtStaysUnknown() {
    storage.statsHang = true;
    start(NOTHING);
    bench.pass(Duration.ofSeconds(301));

    assertThat(bench.ended().getEnd()).isEqualTo(End.UNKNOWN);
  }

  @Test
  void aStopLeavesAForeignFileAndRemovesOurs() {
    Stat foreign = ScriptedStorage.file(40, 9, "1");
    destinationHolds(foreign);
    start(Found.held(Optional.of(foreign)));
    bench.stop(1, 1);
    bench.pass(Duration.ofSeconds(6));
    assertThat(bench.ended().getEnd()).isEqualTo(End.STOPPED);
    assertThat(storage.files).containsKey(Bench.DESTINATION);

    bench.start(2, 2, start -> afterUnknown(start, NOTHING));
    bench.stop(2, 2);
    bench.pass(Duration.ofSeconds(6));
    assertThat(bench.topics.ended().getLast().getEnd()).isEqualTo(End.STOPPED);
    assertThat(storage.files).doesNotContainKey(Bench.DESTINATION);
  }

  /** What was lent has expired meanwhile. */
  private record Shut(Storages others) implements Storages {
    @Override
    public Optional<Storage> at(Location location) {
      return others.at(location);
    }

    @Override
    public Access access(JobOwner owner, String token, String url) throws StorageException {
      throw new StorageException(
          ScriptedStorage.failure(FailureClass.CREDENTIAL, Side.GENERAL_FAILURE));
    }
  }

  private static Bench shut() {
    Bench shut = new Bench(Bench.withCapacity(100), Shut::new);
    shut.storage.outlives = Duration.ofSeconds(60);
    return shut;
  }

  @Test
  void whatMayNotBeOpenedFailsWhenItsLastCopyMustBeAtRest() {
    Bench shut = shut();
    shut.start(start -> afterUnknown(start, NOTHING));
    shut.pass(Duration.ofSeconds(59));
    assertThat(shut.topics.ended()).isEmpty();
    shut.pass(Duration.ofSeconds(1));

    assertThat(shut.ended().getEnd()).isEqualTo(End.END_FAILED);
    assertThat(shut.ended().getFailureClass()).isEqualTo("CREDENTIAL");
    assertThat(shut.storage.calls).isEmpty();
  }

  @Test
  void whatMayNotBeOpenedAndIsStoppedHasStoppedThen() {
    Bench shut = shut();
    shut.start(start -> afterUnknown(start, NOTHING));
    shut.pass(Duration.ofSeconds(10));
    shut.stop(1, 1);
    shut.pass(Duration.ofSeconds(59));
    assertThat(shut.topics.ended()).isEmpty();
    shut.pass(Duration.ofSeconds(1));

    assertThat(shut.ended().getEnd()).isEqualTo(End.STOPPED);
  }

  @Test
  void whatMayNotBeOpenedFailsAtOnceWhereNothingCanMove() {
    Bench shut = shut();
    shut.start(start -> start);

    assertThat(shut.ended().getEnd()).isEqualTo(End.END_FAILED);
    assertThat(shut.ended().getFailureClass()).isEqualTo("CREDENTIAL");
  }
}
