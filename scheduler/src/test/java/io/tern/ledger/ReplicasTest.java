package io.tern.ledger;

import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplicasTest {
  private static final int FIRST = 0;
  private static final int SECOND = 1;
  private static final int TO = 2;
  private static final long ELEVEN_MINUTES_MS = 660_000;

  private final Stage stage = new Stage();

  /** Ids are given in the order of submission. */
  private long submitted;

  private long copying(int from) {
    stage.submit(JobKind.REGULAR, terms -> terms.retry(0), copy(from, TO, "f" + ++submitted, 0));
    return submitted;
  }

  private void copied(int from, long tookMs) {
    long transfer = copying(from);
    stage.pass(tookMs);
    stage.ends(transfer, Stage.done());
  }

  private void broken(int from, FailureClass why) {
    stage.ends(copying(from), Stage.failed(Side.SOURCE, why, false));
  }

  /** From which source a file comes that both have. */
  private int chosen() {
    stage.submit(
        JobKind.MULTIPLE_REPLICA,
        copy(FIRST, TO, "r" + submitted, 0),
        copy(SECOND, TO, "r" + submitted, 0));
    long first = submitted + 1;
    submitted += 2;
    return stage.starts.containsKey(first) ? FIRST : SECOND;
  }

  @Test
  void aFileComesFromWhereOthersCameSoonest() {
    copied(FIRST, 10_000);
    copied(SECOND, 4_000);
    assertThat(chosen()).isEqualTo(SECOND);

    copied(SECOND, 60_000);
    assertThat(chosen()).isEqualTo(FIRST);
  }

  @Test
  void oneOfWhichNobodyKnowsIsTried() {
    copied(FIRST, 10);

    assertThat(chosen()).isEqualTo(SECOND);
  }

  @Test
  void oneOfWhichNothingWasHeardForLongIsTriedAgain() {
    copied(FIRST, 60_000);
    copied(SECOND, 4_000);
    assertThat(chosen()).isEqualTo(SECOND);

    stage.pass(ELEVEN_MINUTES_MS);
    copied(SECOND, 4_000);

    assertThat(chosen()).isEqualTo(FIRST);
  }

  @Test
  void oneAloneTriesWhatNobodyKnows() {
    copied(FIRST, 10_000);

    assertThat(chosen()).isEqualTo(SECOND);
    assertThat(chosen()).as("the first to try it is still at work").isEqualTo(FIRST);
  }

  @Test
  void whereNobodyKnowsAnythingTheyAreSpread() {
    List<Integer> all = Stream.generate(this::chosen).limit(6).toList();

    assertThat(all).containsExactlyInAnyOrder(FIRST, FIRST, FIRST, SECOND, SECOND, SECOND);
  }

  @Test
  void tapesThatDoNotAnswerAreNotHeldAgainstALink() {
    copied(FIRST, 10_000);
    copied(SECOND, 8_000);
    stage.submit(
        JobKind.REGULAR,
        terms -> terms.staged(60).retry(0),
        copy(SECOND, TO, "f" + ++submitted, 0));

    stage.ends(submitted, Stage.failed(Side.SOURCE, FailureClass.TIMEOUT, false));

    assertThat(chosen()).isEqualTo(SECOND);
  }

  @Test
  void whereAttemptsFailIsTheWorseWayForSomeMinutes() {
    copied(FIRST, 10_000);
    broken(SECOND, FailureClass.CONNECTION);
    assertThat(chosen()).as("never heard of but in failures").isEqualTo(FIRST);

    stage.pass(ELEVEN_MINUTES_MS);
    copied(FIRST, 10_000);

    assertThat(chosen()).isEqualTo(SECOND);
  }

  @Test
  void whatOfManyAttemptsGoesWellIsWeighed() {
    copied(FIRST, 10_000);
    copied(SECOND, 8_000);
    assertThat(chosen()).isEqualTo(SECOND);

    broken(SECOND, FailureClass.TIMEOUT);

    assertThat(chosen()).isEqualTo(FIRST);
  }

  @Test
  void aFilesOwnTroubleIsNotHeldAgainstItsSource() {
    copied(FIRST, 10_000);
    copied(SECOND, 8_000);
    broken(SECOND, FailureClass.NOT_FOUND);

    assertThat(chosen()).isEqualTo(SECOND);
  }

  @Test
  void nothingComesFromWhereNothingMayStart() {
    copied(FIRST, 60_000);
    copied(SECOND, 4_000);
    Ban ban = new Ban.OfStorage(new StorageName("davs://b"), "cms", Ban.Status.WAIT, 0, "");
    stage.decide(
        new Input.ChangeSettings(
            List.of(new Change.Put(ban)), false, "/CN=op", new Ask("ban", "node", 0)));

    assertThat(chosen()).isEqualTo(FIRST);
  }

  @Test
  void whoeverWaitsForTheBetterOneMakesTheOtherBetter() {
    copied(FIRST, 10_000);
    copied(SECOND, 8_000);
    stage.capacity = 0;
    long both = submitted;
    for (int i = 0; i < 8; i++) {
      chosen();
    }
    stage.capacity = 100;
    stage.pass(1_000);

    assertThat(stage.starts.keySet().stream().filter(id -> id > both && (id - both) % 2 == 1))
        .as("from the first")
        .isNotEmpty();
    assertThat(stage.starts.keySet().stream().filter(id -> id > both && (id - both) % 2 == 0))
        .as("from the second")
        .isNotEmpty();
  }
}
