package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.FailureClass;
import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import io.tern.setting.DrainedHost;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Setting;
import io.tern.setting.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");

  private static final Ask ASK = new Ask("request", "node", 0);

  private final Stage stage = new Stage();

  @Test
  void aCeilingHoldsFromTheStepThatSetIt() {
    stage.decide(put(rule("ab", 1)));
    stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy("two"));
    assertThat(stage.starts).hasSize(1);

    stage.decide(put(rule("ab", 2)));

    assertThat(stage.starts).hasSize(2);
    assertThat(stage.state(2)).isEqualTo(TransferState.READY);
  }

  @Test
  void whatIsRemovedHoldsNoMore() {
    stage.decide(put(rule("ab", 1)));
    stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy("two"));

    stage.decide(change(new Change.Remove("link/ab")));

    assertThat(stage.starts).hasSize(2);
  }

  @Test
  void aChangeTellsWhatWasBefore() {
    stage.decide(put(rule("ab", 1)));
    stage.decide(put(rule("ab", 2)));

    assertThat(stage.settings).hasSize(1);
    SettingChanged changed = stage.settings.getFirst();
    assertThat(changed.before()).isNotNull();
    assertThat(changed.before().setting()).isEqualTo(rule("ab", 1));
    assertThat(changed.after()).isNotNull();
    assertThat(changed.after().setting()).isEqualTo(rule("ab", 2));
    assertThat(changed.by()).isEqualTo("operator");
  }

  @Test
  void whatIsSetAlreadyIsNotSetAgain() {
    stage.decide(put(rule("ab", 1)));
    stage.decide(put(rule("ab", 1)));

    assertThat(stage.settings).isEmpty();
    assertThat(stage.answers).extracting(Effect.Answer::status).containsExactly(200, 200);
  }

  @Test
  void aFileLeavesAloneWhatIsSet() {
    stage.decide(put(rule("ab", 5)));

    stage.decide(
        new Input.ChangeSettings(
            List.of(new Change.Put(rule("ab", 1)), new Change.Put(new DrainedHost("h"))),
            true,
            "file",
            Ask.NOBODY));

    assertThat(stage.settings).extracting(SettingChanged::name).containsExactly("drain/h");
  }

  @Test
  void aSecondRuleForALinkIsRefusedAndNothingOfItsCommandHolds() {
    stage.decide(put(rule("ab", 1)));

    stage.decide(put(new DrainedHost("h"), rule("other", 2)));

    assertThat(stage.settings).isEmpty();
    assertThat(stage.answers.getLast().status()).isEqualTo(409);
    assertThat(stage.answers.getLast().message()).contains("davs://a -> davs://b", "ab");
  }

  @Test
  void aCommandHasABoundedNumberOfChanges() {
    List<Change> many = new ArrayList<>();
    for (int i = 0; i <= Operators.MOST; i++) {
      many.add(new Change.Put(new DrainedHost("h" + i)));
    }

    stage.decide(change(many.toArray(Change[]::new)));

    assertThat(stage.settings).isEmpty();
    assertThat(stage.answers.getLast().status()).isEqualTo(400);
  }

  @Test
  void aBanThatCancelsCancelsWhatRunsAndWhatWaits() {
    stage.decide(put(rule("ab", 1)));
    UUID job = stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy("two"));

    stage.decide(put(ban(Ban.Status.CANCEL, 0)));
    stage.pass(0);

    assertThat(stage.answers.getLast().affected().jobIds()).containsExactly(job);
    assertThat(stage.stops).hasSize(1);
    assertThat(stage.state(1)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.statuses.get(1L).reason()).isEqualTo("Storage banned");
    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
  }

  @Test
  void aBanThatLetsWaitHoldsWhatWaitsAndLetsRunWhatRuns() {
    stage.decide(put(rule("ab", 1)));
    stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy("two"));

    stage.decide(put(ban(Ban.Status.WAIT, 0)));
    stage.pass(0);
    assertThat(stage.state(2)).isEqualTo(TransferState.ON_HOLD);
    stage.ends(1, Stage.done());
    assertThat(stage.state(1)).isEqualTo(TransferState.FINISHED);
    assertThat(stage.starts).doesNotContainKey(2L);

    stage.decide(change(new Change.Remove(Ban.OfStorage.nameOf(B, "cms"))));
    stage.pass(0);

    assertThat(stage.starts).containsKey(2L);
  }

  @Test
  void whatIsSubmittedToABannedStorageIsOnHoldFromItsFirstStepOn() {
    stage.decide(put(ban(Ban.Status.WAIT_AS, 0)));

    stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy(1, 2, "two", 1));

    assertThat(stage.state(1)).isEqualTo(TransferState.ON_HOLD);
    assertThat(stage.state(2)).isEqualTo(TransferState.ON_HOLD);
    assertThat(stage.starts).isEmpty();
  }

  @Test
  void aBanOfAnotherVoHoldsNothing() {
    stage.decide(put(new Ban.OfStorage(B, "atlas", Ban.Status.CANCEL, 0, "")));

    stage.submit(JobKind.REGULAR, Stage.copy("one"));

    assertThat(stage.starts).containsKey(1L);
  }

  @Test
  void aBanEndsAfterItsTime() {
    stage.decide(put(ban(Ban.Status.WAIT_AS, 3_600)));
    stage.submit(JobKind.REGULAR, Stage.copy("one"));
    assertThat(stage.coordination.nextDueMs()).isEqualTo(stage.nowMs + Stage.HOUR_MS);

    stage.pass(Stage.HOUR_MS);

    assertThat(stage.ledger.settings().all(Ban.OfStorage.class)).isEmpty();
    assertThat(stage.starts).containsKey(1L);
  }

  @Test
  void whatIsOnHoldTooLongIsCancelled() {
    stage.decide(put(ban(Ban.Status.WAIT, 0), global(null, 2)));
    UUID job = stage.submit(JobKind.REGULAR, Stage.copy("one"));

    stage.pass(2 * Stage.HOUR_MS);

    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
  }

  @Test
  void aBannedReplicaMakesRoomForTheNext() {
    stage.decide(put(rule("ab", 0)));
    stage.submit(
        JobKind.MULTIPLE_REPLICA, Stage.copy(0, 1, "file", 0), Stage.copy(2, 1, "file", 0));

    stage.decide(put(new Ban.OfStorage(A, "*", Ban.Status.CANCEL, 0, "")));
    stage.pass(0);

    assertThat(stage.state(1)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.starts).containsKey(2L);
  }

  @Test
  void aBannedUserLosesAllJobs() {
    stage.decide(put(rule("ab", 0)));
    UUID job = stage.submit(JobKind.REGULAR, Stage.copy("one"));

    stage.decide(put(new Ban.OfUser(Submission.USER, Ban.Status.CANCEL, 0, "")));
    stage.pass(0);

    assertThat(stage.answers.getLast().affected().jobIds()).containsExactly(job);
    assertThat(stage.endings).containsEntry(job, JobState.CANCELED);
  }

  @Test
  void allJobsOfAVoAreCancelledThoughTheyFillManySteps() {
    stage.decide(put(rule("ab", 0)));
    for (int i = 0; i < 700; i++) {
      stage.submit(JobKind.REGULAR, Stage.copy("file" + i));
    }

    stage.decide(new Input.CancelAll("cms", "no more", "operator", ASK));
    assertThat(stage.answers.getLast().affected().jobs()).isEqualTo(700);
    assertThat(stage.answers.getLast().affected().transfers()).isEqualTo(700);
    assertThat(stage.endings.size()).as("after one step").isEqualTo(200);
    stage.pass(0);

    assertThat(stage.endings).hasSize(700).containsValue(JobState.CANCELED);
    assertThat(stage.ledger.settings().all(Order.class)).isEmpty();
    UUID later = stage.submit(JobKind.REGULAR, Stage.copy(0, 2, "later", 0));
    assertThat(stage.endings).doesNotContainKey(later);
    assertThat(stage.starts).hasSize(1);
  }

  /** They are shown as cancelled since the order, and must come to nothing else. */
  @Test
  void whatHappensToJobsThatAWideCancelHasNotComeToFindsThemCancelledAsOfTheOrder() {
    stage.decide(put(rule("ab", 0)));
    List<UUID> jobs =
        IntStream.range(0, 700)
            .mapToObj(i -> stage.submit(JobKind.REGULAR, Stage.copy("file" + i)))
            .toList();
    stage.decide(new Input.ForceStart(new long[] {690, 691, 692}, ASK));
    stage.started(690);
    stage.decide(new Input.CancelAll("cms", "no more", "operator", ASK));
    long orderedMs = stage.nowMs;
    assertThat(stage.ledger.cancelling()).hasSize(1);
    stage.nowMs += 5;

    stage.ends(690, Stage.done());
    assertThat(ended(jobs.get(689)).finishedMs()).isEqualTo(orderedMs);
    assertThat(ended(jobs.get(689)).reason()).isEqualTo("no more");
    stage.started(691);
    assertThat(stage.endings.size()).as("some are left").isLessThan(700);
    stage.cancel(jobs.get(699), 700);

    assertThat(stage.answers.getLast().status()).isEqualTo(404);
    assertThat(stage.state(690)).isEqualTo(TransferState.CANCELED);
    assertThat(stage.state(691)).isEqualTo(TransferState.READY);
    assertThat(List.of(jobs.get(689), jobs.get(690), jobs.get(699)))
        .allMatch(job -> stage.endings.get(job) == JobState.CANCELED);
    stage.pass(0);
    assertThat(stage.endings.values()).hasSize(700).containsOnly(JobState.CANCELED);
    assertThat(stage.ledger.cancelling()).isEmpty();
  }

  @Test
  void aBanDoesNotTellOfJobsThatAWideCancelMeans() {
    stage.decide(put(rule("ab", 0)));
    for (int i = 0; i < 600; i++) {
      stage.submit(JobKind.REGULAR, Stage.copy("file" + i));
    }
    stage.decide(new Input.CancelAll("cms", "no more", "operator", ASK));
    UUID later = stage.submit(JobKind.REGULAR, Stage.copy(0, 2, "later", 0));

    stage.decide(put(new Ban.OfUser(Submission.USER, Ban.Status.WAIT_AS, 0, "")));

    assertThat(stage.answers.getLast().affected().jobIds()).containsExactly(later);
  }

  private LedgerRecord.JobChanged ended(UUID job) {
    return stage.records.stream()
        .filter(LedgerRecord.JobChanged.class::isInstance)
        .map(LedgerRecord.JobChanged.class::cast)
        .filter(changed -> changed.job().equals(job))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aNewLeaderGoesOnWithAWideCancel() {
    stage.decide(put(rule("ab", 0)));
    UUID job = stage.submit(JobKind.REGULAR, Stage.copy("one"));
    Step order = stage.coordination.begin(stage.nowMs, stage.nowMs);
    stage.coordination.decide(order, new Input.CancelAll("*", "no more", "operator", ASK));

    var next = new Coordination(stage.ledger, new Agents(330_000, 15_000));
    next.takeOver(List.of(), stage.nowMs);
    Step step = next.begin(stage.nowMs, stage.nowMs);
    next.due(step);

    assertThat(step.records())
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.job()).isEqualTo(job));
    assertThat(stage.ledger.jobs).isEmpty();
    assertThat(step.settings()).extracting(SettingChanged::name).containsExactly("cancel/*");
    assertThat(next.hasLeftovers()).isFalse();
  }

  @Test
  void whatIsForcedStartsAboveTheLimits() {
    stage.decide(put(rule("ab", 1)));
    stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy("two"), Stage.copy("three"));

    stage.decide(new Input.ForceStart(new long[] {1, 3, 99}, ASK));

    assertThat(stage.starts).containsOnlyKeys(1L, 3L);
    assertThat(stage.answers.getLast().affected().started()).containsExactly(3L);
    assertThat(stage.answers.getLast().affected().absent()).containsExactly(99L);
  }

  @Test
  void aDrainedHostGetsNothingNew() {
    stage.decide(put(new DrainedHost("agent")));
    stage.submit(JobKind.REGULAR, Stage.copy("one"));
    assertThat(stage.starts).isEmpty();

    stage.decide(change(new Change.Remove("drain/agent")));

    assertThat(stage.starts).hasSize(1);
  }

  @Test
  void aFailureIsTriedAgainAsOftenAsTheServerSays() {
    stage.decide(put(global(1, null)));
    stage.submit(JobKind.REGULAR, terms -> terms.retry(0), Stage.copy("one"));

    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.TIMEOUT, true));
    assertThat(stage.state(1)).isEqualTo(TransferState.SUBMITTED);
    stage.pass(24 * Stage.HOUR_MS);
    stage.ends(1, Stage.failed(Side.SOURCE, FailureClass.TIMEOUT, true));

    assertThat(stage.state(1)).isEqualTo(TransferState.FAILED);
  }

  @Test
  void aCopyHasTheTimeAndTheStreamsThatAreSet() {
    stage.decide(
        put(
            new Global("*", null, null, 900, null, null, null, null),
            new LinkRule("ab", A, B, 0, 5, null, null, 4, null)));
    stage.submit(JobKind.REGULAR, Stage.copy("one"));

    assertThat(stage.starts.get(1L).timeoutS()).isEqualTo(900);
    assertThat(stage.starts.get(1L).streams()).isEqualTo(4);
  }

  @Test
  void anOperatorsWordOnALinkIsNeverAboveItsRule() {
    stage.decide(put(new LinkRule.FixedActive(A, B, 1, 0, "a test")));
    stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy("two"), Stage.copy("three"));
    assertThat(stage.starts).hasSize(1);

    stage.decide(put(rule("ab", 2), new LinkRule.FixedActive(A, B, 3, 0, "another")));

    assertThat(stage.starts).hasSize(2);
  }

  @Test
  void aVosWeightOnALinkCountsForItsPlacesThere() {
    stage.decide(put(rule("ab", 1), new Weight.OfVo(A, B, "cms", 3), atlas(1)));
    for (int i = 0; i < 8; i++) {
      String file = "file" + i;
      stage.submit(JobKind.REGULAR, Stage.copy("cms" + file));
      stage.submit(JobKind.REGULAR, terms -> terms.of("atlas"), Stage.copy("atlas" + file));
    }

    int ofCms = 0;
    for (int i = 0; i < 8; i++) {
      long next = stage.last.transfer();
      ofCms += next % 2 == 1 ? 1 : 0;
      stage.ends(next, Stage.done());
    }

    assertThat(ofCms).isBetween(5, 7);
  }

  @Test
  void anOperatorsWordOnALinkIsNeverBelowItsRule() {
    stage.decide(
        put(
            new LinkRule("ab", A, B, 2, 5, null, null, null, null),
            new LinkRule.FixedActive(A, B, 1, 0, "a test")));

    stage.submit(JobKind.REGULAR, Stage.copy("one"), Stage.copy("two"), Stage.copy("three"));

    assertThat(stage.starts).hasSize(2);
  }

  private static Weight atlas(double weight) {
    return new Weight.OfVo(A, B, "atlas", weight);
  }

  private static Ban ban(Ban.Status status, int timeoutS) {
    return new Ban.OfStorage(B, "cms", status, timeoutS, "");
  }

  private static Global global(Integer retry, Integer hours) {
    return new Global("*", retry, hours, null, null, null, null, null);
  }

  private static LinkRule rule(String name, int maxActive) {
    return new LinkRule(name, A, B, 0, maxActive, null, null, null, null);
  }

  private static Input put(Setting... settings) {
    Change[] changes = new Change[settings.length];
    for (int i = 0; i < settings.length; i++) {
      changes[i] = new Change.Put(settings[i]);
    }
    return change(changes);
  }

  private static Input change(Change... changes) {
    return new Input.ChangeSettings(List.of(changes), false, "operator", ASK);
  }
}
