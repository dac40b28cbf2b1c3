package io.tern.ledger;

import io.tern.setting.Change;
import io.tern.setting.LinkRule;
import io.tern.setting.Setting;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides upon what operators set. */
final class Operators {
  /** Of changes in one command: it is one step's, all or nothing. */
  static final int MOST_CHANGES = 400;

  /** Settings in all: every node keeps them in memory. */
  static final int MOST_SETTINGS = 100_000;

  private final Ledger ledger;

  Operators(Ledger ledger) {
    this.ledger = ledger;
  }

  void change(Step step, Input.ChangeSettings change) {
    Optional<Refused> refused = refused(change.changes());
    if (refused.isPresent()) {
      step.answer(change.ask(), refused.get().status(), refused.get().message());
      return;
    }
    List<SettingChanged> changes = new ArrayList<>();
    for (Change one : change.changes()) {
      Written<?> before = ledger.settings().find(one.name());
      Setting wanted = one instanceof Change.Put(Setting setting) ? setting : null;
      if (differs(before, wanted) && !(change.onlyNew() && before != null)) {
        changes.add(changed(one.name(), before, wanted, change.principal(), step.nowMs()));
      }
    }
    if (!changes.isEmpty()) {
      step.set(changes);
    }
    step.answer(change.ask(), 200, "");
  }

  private static boolean differs(@Nullable Written<?> before, @Nullable Setting wanted) {
    return before == null ? wanted != null : !before.setting().equals(wanted);
  }

  private static SettingChanged changed(
      String name, @Nullable Written<?> before, @Nullable Setting wanted, String by, long nowMs) {
    Written<?> after = wanted == null ? null : new Written<>(wanted, by, nowMs);
    return new SettingChanged(name, before, after, by, nowMs);
  }

  private record Refused(int status, String message) {}

  private Optional<Refused> refused(List<Change> changes) {
    if (changes.size() > MOST_CHANGES) {
      return refuse(
          400, "changes: " + changes.size() + " (expected: at most " + MOST_CHANGES + ")");
    }
    if (ledger.settings().size() + changes.size() > MOST_SETTINGS) {
      return refuse(507, "settings: more than " + MOST_SETTINGS);
    }
    return changes.stream().flatMap(one -> clash(ledger.settings(), one).stream()).findFirst();
  }

  private static Optional<Refused> refuse(int status, String message) {
    return Optional.of(new Refused(status, message));
  }

  /** One link has one rule, whatever operators call it. */
  private static Optional<Refused> clash(Settings settings, Change change) {
    return change instanceof Change.Put(LinkRule rule)
        ? settings
            .exactLink(rule.link())
            .filter(other -> !other.symbolicName().equals(rule.symbolicName()))
            .flatMap(other ->
                refuse(409, "link " + rule.link() + " has a rule already: " + other.symbolicName()))
        : Optional.empty();
  }
}
