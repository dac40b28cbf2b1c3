package io.tern.storage.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.tape.Answers.Where;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagedFilesTest {
  private static final TapeSettings SETTINGS = TapeSettings.DEFAULT;

  private final StagedFiles files = new StagedFiles(SETTINGS, 0);

  @Test
  void cancelsAtOnceWhatWasUnwantedBeforeItsRequestWasAnswered() {
    files.bringOnline("/wanted", Staging.USUAL, 0);
    files.bringOnline("/unwanted", Staging.USUAL, 0);
    List<String> sent = List.copyOf(files.takeUnsent().keySet());
    files.cancel("/unwanted", "", 0);
    assertThat(files.takeCancel()).isEmpty();

    files.staged("r", sent, 0);

    assertThat(files.takeCancel()).contains(new StagedFiles.Part("r", List.of("/unwanted")));
    assertThat(files.takeCancel()).isEmpty();
  }

  @Test
  void asksOnceForWhatWasUnwantedAndIsWantedAgainMeanwhile() {
    files.bringOnline("/f", Staging.USUAL, 0);
    List<String> sent = List.copyOf(files.takeUnsent().keySet());
    files.cancel("/f", "", 0);
    files.bringOnline("/f", Staging.USUAL, 0);

    files.staged("r", sent, 0);

    assertThat(files.takeUnsent()).isEmpty();
    assertThat(files.takeCancel()).isEmpty();
  }

  @Test
  void asksAnewForWhomACancelLeftWaiting() {
    Staging known = new Staging(Duration.ZERO, "", "r");
    files.bringOnline("/f", known, 0);

    files.cancel("/f", "r", 0);

    assertThat(files.takeCancel()).contains(new StagedFiles.Part("r", List.of("/f")));
    assertThat(files.bringOnline("/f", known, 0).result()).isEqualTo(new Staged(false, ""));
    assertThat(files.takeUnsent()).containsOnlyKeys("/f");
  }

  @Test
  void forgetsWhatNobodyAsksForAndCancelsNothing() {
    files.bringOnline("/f", new Staging(Duration.ZERO, "", "r"), 0);

    files.forget(SETTINGS.forget().toNanos() + 1);

    assertThat(files.size()).isZero();
    assertThat(files.takeCancel()).isEmpty();
    assertThat(files.takeDue(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void asksAnewForWhatItsRequestHasFailedOnceSomebodyAsksAgain() {
    Staging known = new Staging(Duration.ZERO, "", "r");
    files.bringOnline("/f", known, 0);
    files.seen("r", Map.of("/f", new Where.Lost(failure(true))));
    assertThat(files.bringOnline("/f", known, 0).failed()).isTrue();
    assertThat(files.takeUnsent()).isEmpty();

    assertThat(files.bringOnline("/f", known, 0).result()).isEqualTo(new Staged(false, ""));
    assertThat(files.takeUnsent()).containsOnlyKeys("/f");
  }

  @Test
  void keepsNothingOfWhatIsLostForGood() {
    files.bringOnline("/f", new Staging(Duration.ZERO, "", "r"), 0);
    files.seen("r", Map.of("/f", new Where.Lost(failure(false))));

    assertThat(files.bringOnline("/f", Staging.USUAL, 0).failed()).isTrue();

    assertThat(files.isIdle()).isTrue();
  }

  private static Failure failure(boolean retryable) {
    return new Failure(
        FailureClass.STORAGE_IO, Side.GENERAL_FAILURE, Phase.STAGING, retryable, "drive");
  }

  @Test
  void looksAtARequestUntilNothingOfItIsOnItsWay() {
    files.bringOnline("/a", new Staging(Duration.ZERO, "", "r"), 0);
    files.bringOnline("/b", new Staging(Duration.ZERO, "", "r"), 0);
    assertThat(files.takeDue(SETTINGS.firstPoll().toNanos() - 1)).isEmpty();

    assertThat(files.takeDue(SETTINGS.firstPoll().toNanos())).contains("r");
    files.seen("r", Map.of("/a", new Where.There()));
    assertThat(files.takeDue(Duration.ofHours(1).toNanos())).contains("r");
    files.seen("r", Map.of("/b", new Where.There()));

    assertThat(files.takeDue(Duration.ofHours(2).toNanos())).isEmpty();
  }
}
