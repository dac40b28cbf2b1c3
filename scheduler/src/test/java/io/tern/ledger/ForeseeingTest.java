package io.tern.ledger;

import static io.tern.ledger.Stage.HOUR_MS;
import static io.tern.ledger.Stage.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.explain.Reason;
import io.tern.job.JobKind;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.ledger.Hindsight.Deadline;
import io.tern.ledger.Hindsight.Estimate;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForeseeingTest {
  private static final Ask ASK = new Ask("when", "node", 0);
  private final Stage stage = new Stage();

  private Effect.Answer when(UUID job) {
    stage.decide(new Input.Estimate(job, ASK));
    return stage.answers.getLast();
  }

  private List<String> codes(UUID job) {
    return when(job).affected().reasons().stream().map(Reason::code).toList();
  }

  private long inMs(UUID job) {
    return when(job).affected().endMs() - stage.nowMs;
  }

  /** Copies one after another, each of which takes ten seconds. */
  private void watchCopies(int count) {
    for (int i = 0; i < count; i++) {
      long transfer = stage.last == null ? 1 : stage.last.transfer() + 1;
      stage.submit(JobKind.REGULAR, copy("earlier" + transfer));
      stage.pass(10_000);
      stage.ends(transfer, Stage.done());
    }
  }

  @Test
  void nobodyKnowsAnythingOfALinkOnWhichNothingHasEnded() {
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));

    assertThat(when(job).status()).isEqualTo(200);
    assertThat(when(job).affected().endMs()).isZero();
    assertThat(codes(job)).containsExactly("no-estimate");
  }

  @Test
  void oneThatHasStartedIsOverWhenOthersWere() {
    watchCopies(5);
    UUID job = stage.submit(JobKind.REGULAR, copy("x"));

    assertThat(inMs(job)).isEqualTo(10_000);
    stage.pass(4_000);
    assertThat(inMs(job)).isEqualTo(6_000);
    assertThat(codes(job)).containsExactly("estimate");
  }

  @Test
  void aJobIsOverWithTheLastOfItsTransfers() {
    watchCopies(5);
    stage.capacity = 1;
    UUID job =
        stage.submit(
            JobKind.REGULAR, copy("x"), copy(0, 1, "y", 1), copy(0, 1, "z", 2), copy(0, 1, "w", 3));

    assertThat(inMs(job)).as("one place: two before the last of three").isEqualTo(40_000);
  }

  @Test
  void hopsComeOneAfterAnother() {
    watchCopies(5);
    UUID job = stage.submit(JobKind.MULTI_HOP, copy(0, 1, "x", 0), copy(0, 1, "y", 1));

    assertThat(inMs(job)).isEqualTo(20_000);
  }

  @Test
  void nothingIsForetoldOfWhatMayNotStart() {
    watchCopies(5);
    stage.decide(
        new Input.ChangeSettings(
            List.of(
                new Change.Put(
                    new Ban.OfStorage(
                        new StorageName("davs://b"), "*", Ban.Status.WAIT_AS, 0, "broken"))),
            false,
            "/CN=op",
            ASK));
    UUID banned = stage.submit(JobKind.REGULAR, copy("x"));
    UUID held = stage.submit(JobKind.REGULAR, copy(0, 2, "y", 0));
    stage.decide(new Input.Hold(true, "/CN=op", ASK));

    assertThat(codes(banned)).containsExactly("hold", "no-estimate");
    assertThat(codes(held)).startsWith("hold");
    assertThat(when(held).affected().endMs()).isZero();
    assertThat(when(new UUID(9, 9)).status()).isEqualTo(404);
  }

  @Test
  void aDeadlineIsComparedWithWhatIsForetold() {
    watchCopies(5);
    UUID soon = submit("x", stage.nowMs + 8_000);
    UUID late = submit("y", stage.nowMs + 60_000);

    assertThat(when(soon).affected().reasons().getLast().sentence())
        .endsWith("likely to be missed, by 2 s.");
    assertThat(when(late).affected().reasons().getLast().sentence())
        .endsWith("likely to be met, with 50 s to spare.");
  }

  @Test
  void tokensThatNobodyRenewsAreHeldAgainstWhatIsForetold() {
    UUID unknown = stage.submit(JobKind.REGULAR, terms -> terms.opening(HOUR_MS), copy("earlier0"));
    assertThat(tokens(unknown))
        .isEqualTo(
            "The tokens that came with it are valid until 1970-01-01T01:00:00Z and are not renewed."
                + " What has not started by then is cancelled.");
    stage.pass(10_000);
    stage.ends(1, Stage.done());
    watchCopies(5);
    UUID enough = opening("x", stage.nowMs + 60_000);
    UUID tooShort = opening("y", stage.nowMs + 8_000);

    assertThat(tokens(enough)).contains("renewed: likely to be long enough, with 50 s to spare. ");
    assertThat(tokens(tooShort)).contains("renewed: likely to be too short, by 2 s. What has not");
  }

  private String tokens(UUID job) {
    return when(job).affected().reasons().stream()
        .filter(reason -> reason.code().equals("tokens"))
        .map(Reason::sentence)
        .findFirst()
        .orElse("");
  }

  private UUID opening(String file, long untilMs) {
    return stage.submit(JobKind.REGULAR, terms -> terms.opening(untilMs), copy(file));
  }

  @Test
  void whatCameOfItIsSeenInTheEnd() {
    watchCopies(5);
    submit("x", stage.nowMs + 20_000);
    submit("y", stage.nowMs + 20_000);
    stage.pass(10_500);
    stage.ends(6, Stage.done());
    assertThat(stage.hindsights).containsExactly(new Hindsight(Estimate.TENTH, Deadline.MET));

    stage.pass(29_500);
    stage.ends(7, Stage.done());
    assertThat(stage.hindsights).containsExactly(new Hindsight(Estimate.MORE, Deadline.MISSED));
  }

  @Test
  void aJobThatItsUserGaveUpHasMissedNothing() {
    stage.cancel(submit("x", stage.nowMs + 60_000));
    assertThat(stage.hindsights).containsExactly(new Hindsight(Estimate.NONE, Deadline.NONE));

    submit("y", Urgency.NO_DEADLINE);
    stage.ends(2, Stage.done());
    assertThat(stage.hindsights).containsExactly(new Hindsight(Estimate.NONE, Deadline.NONE));
  }

  private UUID submit(String file, long deadlineMs) {
    return stage.submit(JobKind.REGULAR, terms -> terms.retry(0).due(deadlineMs), copy(file));
  }
}
