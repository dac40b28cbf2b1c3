package io.tern.orchestrator.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.wire.State;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeededTokensTest {
  private static final SampleJob ONE = SampleJob.numbered(1, 4, 2);
  private static final SampleJob OTHER = SampleJob.numbered(2, 4, 2);

  @TempDir private Path directory;
  private StoreFixture fixture;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(directory);
    fixture.apply(ONE::acceptedIn);
    fixture.apply(OTHER::acceptedIn);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void areThoseOfAllPartsOfJobsThatHaveNotEnded() {
    Set<String> asked = Set.of(ONE.token(0), ONE.token(1), OTHER.token(1), "unheard-of");
    assertThat(fixture.store.neededTokens(asked))
        .containsExactlyInAnyOrder(ONE.token(0), ONE.token(1), OTHER.token(1));

    fixture.apply(batch -> batch.job(ONE.id(), ONE.record(State.FINISHED).build()));

    assertThat(fixture.store.neededTokens(asked)).containsExactly(OTHER.token(1));
  }

  @Test
  void areOnlyThoseThatWereAskedFor() {
    assertThat(fixture.store.neededTokens(Set.of(OTHER.token(0)))).containsExactly(OTHER.token(0));
    assertThat(fixture.store.neededTokens(Set.of())).isEmpty();
  }
}
