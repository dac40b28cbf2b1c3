package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobKind;
import io.tern.job.Share;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long each share has waited. */
class OldestWaitingTest {
  private static final Share PRODUCTION = new Share("cms", "production");
  private static final Share ANALYSIS = new Share("cms", "analysis");

  private final Stage stage = new Stage();

  @Test
  void eachShareIsAsOldAsTheFirstOfItThatWaits() {
    stage.capacity = 0;
    long firstMs = stage.nowMs;
    stage.submit(JobKind.REGULAR, copy("x"));
    stage.pass(5_000);
    stage.submit(JobKind.REGULAR, copy("y"), new Submission.Copy(1, 2, "z", 1, 0, 1));

    assertThat(stage.ledger.oldestWaitingMs())
        .isEqualTo(Map.of(PRODUCTION, firstMs, ANALYSIS, firstMs + 5_000));

    stage.capacity = 100;
    stage.decide();

    assertThat(stage.ledger.oldestWaitingMs()).as("all have places").isEmpty();
  }
}
