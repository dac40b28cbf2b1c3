package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.journal.wire.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
  private final SampleJob job = SampleJob.numbered(1, 25, 10);
  @TempDir private Path directory;
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
  void givesBackAJobAsItWasSubmitted() {
    fixture.apply(job::acceptedIn);

    StoredJob found = fixture.job(job);

    assertThat(found.header()).isEqualTo(job.header());
    assertThat(found.record()).isEqualTo(job.record(State.SUBMITTED).build());
  }

  @Test
  void saysWhatItTakesUntilItIsClosed() {
    long empty = fixture.store.bytes();
    for (int i = 1; i <= 20; i++) {
      fixture.apply(SampleJob.numbered(i, 500, 100)::acceptedIn);
    }

    assertThat(fixture.store.bytes()).isGreaterThan(empty);
    fixture.store.close();
    assertThat(fixture.store.bytes()).isZero();
  }

  @Test
  void givesBackAllTransfersOfAllPartsInOrder() {
    fixture.apply(job::acceptedIn);

    var transfers = fixture.transfers(job);

    assertThat(transfers).hasSize(25);
    for (int i = 0; i < 25; i++) {
      StoredTransfer each = transfers.get(i);
      assertThat(each.id()).isEqualTo(job.transfer(i));
      assertThat(each.index()).isEqualTo(i);
      assertThat(each.size()).isEqualTo(1000 + i);
      assertThat(each.sourceStorage()).isEqualTo("https://a.example");
      assertThat(each.destinationStorage()).isEqualTo("https://b.example");
      assertThat(each.activity()).isEqualTo("Production");
      assertThat(each.text()).isEqualTo(job.text(i));
      assertThat(each.record().getState()).isEqualTo(State.SUBMITTED);
    }
  }

  @Test
  void mergesWhatHasChangedIntoWhatWasSubmitted() {
    fixture.apply(job::acceptedIn);
    fixture.apply(batch -> {
      job.putTransfer(batch, 3, State.ACTIVE);
      job.putTransfer(batch, 20, State.FINISHED);
      batch.job(job.id(), job.record(State.ACTIVE).build());
    });

    var states = fixture.transfers(job).stream().map(each -> each.record().getState()).toList();

    assertThat(states).hasSize(25);
    assertThat(states.get(3)).isEqualTo(State.ACTIVE);
    assertThat(states.get(20)).isEqualTo(State.FINISHED);
    assertThat(states.stream().filter(State.SUBMITTED::equals)).hasSize(23);
    for (int i = 0; i < 25; i++) {
      assertThat(fixture.store.transfer(fixture.job(job), job.transfer(i)))
          .contains(fixture.transfers(job).get(i));
    }
  }

  @Test
  void knowsNoTransferOfAnotherJob() {
    fixture.apply(job::acceptedIn);
    fixture.apply(SampleJob.numbered(2, 25, 10)::acceptedIn);

    assertThat(fixture.store.transfer(fixture.job(job), job.transfer(25))).isEmpty();
    assertThat(fixture.store.transfer(fixture.job(job), job.transfer(-1))).isEmpty();
    assertThat(fixture.store.job(new UUID(1, 2))).isEmpty();
  }

  @Test
  void givesAttemptsOfOneTransferOldestFirst() {
    fixture.apply(job::acceptedIn);
    fixture.apply(batch -> {
      putAttempt(batch, 4, 2, "second");
      putAttempt(batch, 4, 1, "first");
      putAttempt(batch, 5, 1, "of another");
    });

    assertThat(fixture.store.attempts(job.id(), job.transfer(4)))
        .extracting(AttemptRecord::getMessage)
        .containsExactly("first", "second");
    assertThat(fixture.store.attempts(job.id(), job.transfer(6))).isEmpty();
  }

  @Test
  void findsATextByItsPlaceWithAndWithoutTheCache() {
    fixture.apply(job::acceptedIn);

    for (int round = 0; round < 2; round++) {
      assertThat(fixture.store.text(job.id(), 0, 0)).isEqualTo(job.text(0));
      assertThat(fixture.store.text(job.id(), 1, 7)).isEqualTo(job.text(17));
      assertThat(fixture.store.text(job.id(), 2, 4)).isEqualTo(job.text(24));
    }
    assertThatThrownBy(() -> fixture.store.text(job.id(), 2, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("file 5 of a bundle (expected: below 5)");
    assertThatThrownBy(() -> fixture.store.text(job.id(), 3, 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void findsTheTextsOfPartsThatTakeSeveralBundles() {
    SampleJob large = SampleJob.numbered(3, 100, 40);
    fixture.apply(large::acceptedIn);

    assertThat(fixture.transfers(large))
        .extracting(StoredTransfer::text)
        .isEqualTo(IntStream.range(0, 100).mapToObj(large::text).toList());
    List<StoredTransfer> page = new ArrayList<>();
    fixture.store.transfers(fixture.job(large), 30, 60, page::add);
    assertThat(page)
        .extracting(StoredTransfer::text)
        .isEqualTo(IntStream.range(30, 90).mapToObj(large::text).toList());
    for (int i = 99; i >= 0; i--) {
      assertThat(fixture.store.text(large.id(), i / 40, i % 40)).isEqualTo(large.text(i));
    }
    assertThat(fixture.store.transfer(fixture.job(large), large.transfer(79)))
        .map(StoredTransfer::text)
        .contains(large.text(79));
  }

  @Test
  void leavesNoTextOfAPartThatIsRemoved() {
    SampleJob large = SampleJob.numbered(3, 40, 40);
    SampleJob small = SampleJob.numbered(3, 10, 40);
    fixture.apply(large::acceptedIn);
    assertThat(fixture.store.text(large.id(), 0, 39)).isEqualTo(large.text(39));

    fixture.apply(batch -> batch.put(Keys.part(large.id(), 0), null));
    fixture.apply(small::acceptedIn);
    assertNoText(large, 39);

    fixture.apply(large::acceptedIn);
    fixture.apply(small::acceptedIn);
    assertNoText(large, 39);

    fixture.apply(batch -> {
      large.acceptedIn(batch);
      batch.put(Keys.part(large.id(), 0), null);
      small.acceptedIn(batch);
    });
    assertNoText(large, 39);
    assertThat(fixture.store.text(small.id(), 0, 9)).isEqualTo(small.text(9));
  }

  private void assertNoText(SampleJob of, int place) {
    assertThatThrownBy(() -> fixture.store.text(of.id(), 0, place))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hidesAJobUntilItsRecordIsThere() {
    fixture.apply(batch -> job.putPart(batch, job.part(0)));
    fixture.apply(batch -> job.putPart(batch, job.part(1)));
    assertThat(fixture.store.job(job.id())).isEmpty();
    assertThat(fixture.list(StoreFixture.newest(0))).isEmpty();

    fixture.apply(batch -> {
      job.putPart(batch, job.part(2));
      batch.job(job.id(), job.record(State.SUBMITTED).build());
    });

    assertThat(fixture.transfers(job)).hasSize(25);
  }

  @Test
  void derivedRecordWinsOverTheJournalsOwnWhateverTheOrder() {
    fixture.apply(batch -> {
      batch.job(job.id(), job.record(State.SUBMITTED).build());
      job.allParts().forEach(part -> job.putPart(batch, part));
      batch.put(Keys.job(job.id()), job.record(State.STATE_UNSPECIFIED).build().toByteArray());
    });

    assertThat(fixture.job(job).record().getState()).isEqualTo(State.SUBMITTED);
  }

  @Test
  void tombstonesRemoveEverythingOfAJob() {
    SampleJob kept = SampleJob.numbered(2, 25, 10);
    fixture.apply(job::acceptedIn);
    fixture.apply(kept::acceptedIn);
    fixture.apply(batch -> putAttempt(batch, 0, 1, "done"));
    fixture.apply(batch -> job.putTransfer(batch, 0, State.FINISHED));
    fixture.store.text(job.id(), 0, 0);

    fixture.apply(batch -> {
      for (int part = 0; part < job.parts(); part++) {
        batch.put(Keys.part(job.id(), part), null);
      }
      batch.put(Keys.job(job.id()), null);
      batch.put(Keys.transfer(job.id(), job.transfer(0)), null);
      batch.put(Keys.attempt(job.id(), job.transfer(0), 1), null);
    });

    assertThat(fixture.store.job(job.id())).isEmpty();
    assertThat(fixture.store.attempts(job.id(), job.transfer(0))).isEmpty();
    assertThatThrownBy(() -> fixture.store.text(job.id(), 0, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThat(fixture.list(StoreFixture.newest(0))).containsExactly(kept.id());
    assertThat(Recorded.of(fixture.store).jobs()).containsExactly(kept.id());
  }

  @Test
  void hidesAJobOnceItsFirstPartIsRemoved() {
    fixture.apply(job::acceptedIn);
    fixture.apply(batch -> batch.job(job.id(), job.record(State.FINISHED).build()));

    fixture.apply(batch -> batch.put(Keys.part(job.id(), 0), null));

    assertThat(fixture.store.job(job.id())).isEmpty();
    assertThat(fixture.list(StoreFixture.newest(10))).isEmpty();
  }

  @Test
  void refusesARecordOfUnknownKind() {
    Batch batch = new Batch(Applied.NOTHING);

    assertThatThrownBy(() -> batch.put("x".getBytes(StandardCharsets.UTF_8), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("journal key: x");
  }

  @Test
  void everyCallFailsCleanlyAfterClose() {
    fixture.store.close();

    assertThatThrownBy(() -> fixture.store.job(job.id()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is closed");
    assertThatThrownBy(() -> fixture.apply(job::acceptedIn))
        .isInstanceOf(IllegalStateException.class);
  }

  private void putAttempt(Batch batch, int index, int attempt, String message) {
    batch.put(
        Keys.attempt(job.id(), job.transfer(index), attempt),
        AttemptRecord.newBuilder().setMessage(message).build().toByteArray());
  }
}
