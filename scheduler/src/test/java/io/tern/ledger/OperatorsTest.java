package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobKind;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.setting.Change;
import io.tern.setting.DrainedHost;
import io.tern.setting.LinkRule;
import io.tern.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");

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
    for (int i = 0; i <= Operators.MOST_CHANGES; i++) {
      many.add(new Change.Put(new DrainedHost("h" + i)));
    }

    stage.decide(change(many.toArray(Change[]::new)));

    assertThat(stage.settings).isEmpty();
    assertThat(stage.answers.getLast().status()).isEqualTo(400);
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
    return new Input.ChangeSettings(
        List.of(changes), false, "operator", new Ask("request", "node", 0));
  }
}
