package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIndexTest {
  private static final UUID JOB = new UUID(1, 2);
  private static final UUID OTHER = new UUID(1, 3);

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

  private void note(UUID job, int part, long offset) {
    fixture.store.archived(List.of(new ArchivedPart(job, part, offset)), offset + 1);
  }

  @Test
  void aJobIsWhereItsPartsAreAlsoAfterARestart() {
    note(JOB, 0, 7);
    note(OTHER, 0, 8);
    note(JOB, 1, 300);

    fixture.reopen();

    assertThat(fixture.store.archived(JOB)).containsExactly(7L, 300L);
    assertThat(fixture.store.archived(OTHER)).containsExactly(8L);
    assertThat(fixture.store.archived(new UUID(1, 4))).isEmpty();
    assertThat(fixture.store.archivedTo()).isEqualTo(301);
  }

  @Test
  void ofAJobThatCameAgainTheLatestCounts() {
    note(JOB, 0, 1);
    note(JOB, 1, 2);
    note(JOB, 0, 9);

    assertThat(fixture.store.archived(JOB)).containsExactly(9L);
  }

  @Test
  void whatTheTopicHasLetGoOfIsForgotten() {
    note(JOB, 0, 1);
    note(OTHER, 0, 2);

    fixture.store.forgetArchivedBefore(2);

    assertThat(fixture.store.archived(JOB)).isEmpty();
    assertThat(fixture.store.archived(OTHER)).containsExactly(2L);
    assertThat(fixture.store.archivedTo()).isEqualTo(3);
  }
}
