package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.journal.wire.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes of ended jobs, when and in which order. */
class ExpiringTest {
  private static final long EVERYTHING = Long.MAX_VALUE;

  @TempDir Path path;
  private StoreFixture fixture;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(path);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private SampleJob ended(int number, int transfers, int perPart, long atMs) {
    SampleJob job = SampleJob.numbered(number, transfers, perPart);
    fixture.apply(job::acceptedIn);
    fixture.apply(batch -> {
      for (int i = 0; i < transfers; i++) {
        job.putTransfer(batch, i, State.FINISHED);
        batch.put(Keys.attempt(job.id(), job.transfer(i), 1), new byte[0]);
      }
      batch.job(job.id(), job.record(State.FINISHED).setFinishedMs(atMs).build());
    });
    return job;
  }

  private void remove(Expired expired) {
    fixture.apply(batch -> expired.keys().forEach(key -> batch.put(key, null)));
  }

  private Expired expired(long beforeMs, long most, int keys) {
    return fixture.store.expired(beforeMs, most, keys);
  }

  @Test
  void onlyWhatEndedLongAgoGoesTheOldestFirst() {
    SampleJob young = ended(1, 2, 2, 5_000);
    SampleJob old = ended(2, 2, 2, 1_000);
    SampleJob older = ended(3, 2, 2, 500);
    fixture.apply(SampleJob.numbered(4, 2, 2)::acceptedIn);

    Expired expired = expired(2_000, EVERYTHING, 1_000);

    assertThat(expired.archived())
        .extracting(part -> Ids.uuid(part.getJobId()))
        .containsExactly(older.id(), old.id());
    remove(expired);
    assertThat(fixture.store.job(old.id())).isEmpty();
    assertThat(fixture.store.job(young.id())).isPresent();
    assertThat(fixture.store.endedTransfers()).isEqualTo(2);
    assertThat(expired(2_000, EVERYTHING, 1_000).isEmpty()).isTrue();
  }

  @Test
  void whatIsTooMuchGoesThoughItIsYoung() {
    SampleJob first = ended(1, 10, 10, 1_000);
    SampleJob second = ended(2, 10, 10, 2_000);
    SampleJob third = ended(3, 10, 10, 3_000);
    assertThat(fixture.store.endedTransfers()).isEqualTo(30);

    remove(expired(0, 15, 1_000));

    assertThat(fixture.store.job(first.id())).isEmpty();
    assertThat(fixture.store.job(second.id())).isEmpty();
    assertThat(fixture.store.job(third.id())).isPresent();
  }

  @Test
  void aLargeJobGoesInSlicesItsManifestFirstAndItsRecordLast() {
    SampleJob job = ended(1, 30, 4, 1_000);
    List<String> kinds = new ArrayList<>();
    List<Archived> archived = new ArrayList<>();
    for (Expired next = expired(2_000, EVERYTHING, 7);
        !next.isEmpty();
        next = expired(2_000, EVERYTHING, 7)) {
      assertThat(next.keys()).hasSizeLessThanOrEqualTo(7);
      next.keys().forEach(key -> kinds.add(new String(key, 0, 1, StandardCharsets.US_ASCII)));
      archived.addAll(next.archived());
      remove(next);
      fixture.reopen();
      assertThat(fixture.store.job(job.id())).isEmpty();
    }

    assertThat(String.join("", kinds))
        .isEqualTo("m".repeat(8) + "t".repeat(30) + "a".repeat(30) + "j");
    assertThat(fixture.store.endedTransfers()).isZero();
    assertThat(archived).hasSize(8);
    assertThat(archived.getFirst().getPart().getHeader()).isEqualTo(job.header());
    assertThat(archived).allMatch(part -> part.getRecord().getState() == State.FINISHED);
    assertThat(archived.stream().mapToInt(Archived::getTransferCount).sum()).isEqualTo(30);
    assertThat(archived)
        .extracting(part -> part.getPart().toBuilder().clearHeader().build())
        .containsExactlyElementsOf(
            job.allParts().stream().map(part -> part.toBuilder().clearHeader().build()).toList());
  }

  @Test
  void aJobOfWhichSomethingIsStillAtWorkStays() {
    SampleJob job = ended(1, 1, 1, 1_000);
    fixture.apply(batch ->
        batch.job(
            job.id(), job.record(State.CANCELED).setFinishedMs(1_000).setAtWork(true).build()));

    assertThat(expired(2_000, EVERYTHING, 100).isEmpty()).isTrue();
  }
}
