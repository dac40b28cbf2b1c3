package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  private final SampleJob job = SampleJob.numbered(1, 25, 10);
  @TempDir private Path directory;
  @TempDir private Path copy;
  private StoreFixture fixture;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anEmptyStoreHasAppliedNothing() {
    assertThat(fixture.store.applied()).isEqualTo(Applied.NOTHING);
    assertThat(fixture.store.origin()).isEqualTo(StoreFixture.ORIGIN);
  }

  @Test
  void comesBackWithItsDataAndItsPlaceInTheJournal() {
    fixture.apply(job::acceptedIn);

    fixture.reopen();

    assertThat(fixture.store.applied().journalOffset()).isEqualTo(1);
    assertThat(fixture.store.applied().position().getCommands()).isEqualTo(1);
    assertThat(fixture.transfers(job)).hasSize(25);
  }

  /** The files as a killed process leaves them, at every length of the log's tail. */
  @Test
  void placeAndDataAgreeWhereverTheLogIsCut() throws IOException {
    for (int i = 0; i < 20; i++) {
      fixture.apply(SampleJob.numbered(i, 3, 3)::acceptedIn);
    }
    fixture.close();
    byte[] log = Files.readAllBytes(log(directory));
    long furthest = 0;
    for (int cut = 0; cut < log.length; cut += 1009) {
      copyCut(log, log.length - cut);
      try (LocalStore store =
          LocalStore.open(copy, StoreFixture.ORIGIN, StoreSettings.DEFAULT, StoreFixture.NOW_MS)) {
        long offset = store.applied().journalOffset();
        assertThat(store.list(StoreFixture.newest(0))).hasSize((int) offset);
        furthest = Math.max(furthest, offset);
      }
    }
    assertThat(furthest).isEqualTo(20);
  }

  @Test
  void aStoreOfAnotherOriginIsMadeAnew() {
    fixture.apply(job::acceptedIn);
    fixture.close();

    Origin other = new Origin("cluster-1", "topic-2", 1);
    fixture.store = fixture.open(other, StoreFixture.NOW_MS);

    assertThat(fixture.store.origin()).isEqualTo(other);
    assertIsEmpty();
  }

  @Test
  void aStoreOfAnotherFormatIsMadeAnew() {
    fixture.apply(job::acceptedIn);
    fixture.close();

    fixture.store = fixture.open(new Origin("cluster-1", "topic-1", 2), StoreFixture.NOW_MS);

    assertIsEmpty();
  }

  @Test
  void aStoreThatMayHaveMissedTombstonesIsMadeAnew() {
    Duration limit = StoreSettings.DEFAULT.staleAfter();
    fixture.apply(job::acceptedIn);
    fixture.close();

    fixture.store = fixture.open(StoreFixture.ORIGIN, StoreFixture.NOW_MS + limit.toMillis());
    assertThat(fixture.store.job(job.id())).isPresent();
    fixture.close();

    fixture.store = fixture.open(StoreFixture.ORIGIN, StoreFixture.NOW_MS + limit.toMillis() + 1);
    assertIsEmpty();
  }

  @Test
  void aCondemnedStoreIsMadeAnewOnce() {
    fixture.apply(job::acceptedIn);
    fixture.store.condemn("a record did not parse");

    fixture.reopen();
    assertIsEmpty();

    fixture.apply(job::acceptedIn);
    fixture.reopen();
    assertThat(fixture.store.job(job.id())).isPresent();
  }

  @Test
  void aDamagedStoreIsMadeAnew() throws IOException {
    fixture.apply(job::acceptedIn);
    fixture.close();
    Files.writeString(directory.resolve("CURRENT"), "MANIFEST-999999\n");
    try (Stream<Path> files = Files.list(directory)) {
      Path manifest =
          files.filter(it -> it.getFileName().toString().startsWith("MANIFEST")).findAny().get();
      Files.move(manifest, directory.resolve("MANIFEST-999999"));
      Files.writeString(
          directory.resolve("MANIFEST-999999"), "no manifest at all, but long enough");
    }

    fixture.store = fixture.open(StoreFixture.ORIGIN, StoreFixture.NOW_MS);

    assertIsEmpty();
  }

  @Test
  void handsOverUnfinishedJobsOnlyInOrderOfTheirFirstTransfer() {
    for (int i : new int[] {3, 1, 2}) {
      fixture.apply(SampleJob.numbered(i, 25, 10)::acceptedIn);
    }
    fixture.apply(batch ->
        batch.job(
            SampleJob.numbered(2, 25, 10).id(),
            SampleJob.numbered(2, 25, 10).record(State.FAILED).build()));
    fixture.apply(batch -> job.putTransfer(batch, 7, State.ACTIVE));
    fixture.reopen();

    Recorded recorded = Recorded.of(fixture.store);

    assertThat(recorded.jobs()).containsExactly(job.id(), SampleJob.numbered(3, 25, 10).id());
    assertThat(recorded.transfers()).containsExactly(job.transfer(7));
    assertThat(recorded.parts()).hasSize(6).extracting(Part::getPart).startsWith(0, 1, 2);
    assertThat(recorded.parts().getFirst()).isEqualTo(job.part(0).toBuilder().clearTexts().build());
    assertThat(recorded.parts()).noneMatch(Part::hasHeader);
    assertThat(recorded.orphans()).isEmpty();
  }

  @Test
  void handsOverPartsWhoseJobDoesNotExistUntilTheyAreDropped() {
    fixture.apply(batch -> job.putPart(batch, job.part(0)));
    fixture.apply(batch -> job.putPart(batch, job.part(1)));
    fixture.reopen();
    assertThat(Recorded.of(fixture.store).orphans())
        .extracting(Part::getPart)
        .containsExactly(0, 1);

    fixture.apply(batch -> batch.put(Keys.part(job.id(), 0), null));
    assertThat(Recorded.of(fixture.store).orphans()).extracting(Part::getPart).containsExactly(1);

    fixture.apply(batch -> batch.put(Keys.part(job.id(), 1), null));
    assertThat(Recorded.of(fixture.store).orphans()).isEmpty();
  }

  @Test
  void partsAreOrphansNoMoreOnceTheirJobExists() {
    fixture.apply(batch -> job.putPart(batch, job.part(0)));
    fixture.apply(job::acceptedIn);
    fixture.apply(batch -> job.putPart(batch, job.part(0)));

    Recorded recorded = Recorded.of(fixture.store);

    assertThat(recorded.orphans()).isEmpty();
    assertThat(recorded.jobs()).containsExactly(job.id());
  }

  @Test
  void handsOverAHundredThousandQueuedTransfers() {
    List<SampleJob> jobs =
        Stream.iterate(0, i -> i + 1)
            .limit(1000)
            .map(i -> SampleJob.numbered(i, 100, 100))
            .toList();
    for (SampleJob each : jobs) {
      fixture.apply(each::acceptedIn);
    }
    fixture.reopen();

    Recorded recorded = Recorded.of(fixture.store);

    assertThat(recorded.jobs())
        .containsExactlyElementsOf(jobs.stream().map(SampleJob::id).toList());
    assertThat(recorded.parts().stream().mapToInt(Part::getSourceCount).sum()).isEqualTo(100_000);
  }

  private void assertIsEmpty() {
    assertThat(fixture.store.applied()).isEqualTo(Applied.NOTHING);
    assertThat(fixture.store.job(job.id())).isEmpty();
    assertThat(fixture.list(StoreFixture.newest(0))).isEmpty();
  }

  private void copyCut(byte[] log, int length) throws IOException {
    Disk.destroy(copy);
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.filter(RestartTest::isData).toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    byte[] head = Arrays.copyOf(log, length);
    Files.write(copy.resolve(log(directory).getFileName()), head);
  }

  private static boolean isData(Path file) {
    return Files.isRegularFile(file) && !file.endsWith("LOCK");
  }

  private static Path log(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(it -> it.toString().endsWith(".log")).max(Path::compareTo).orElseThrow();
    }
  }
}
