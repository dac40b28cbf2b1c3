package io.tern.ledger;

import io.tern.job.Link;
import io.tern.job.TransferState;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import io.tern.setting.Global;
import io.tern.setting.LinkRule;
import io.tern.setting.Order;
import io.tern.setting.Setting;
import io.tern.setting.Settings.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides upon what operators order and set. */
final class Operators {
  /** Changes in one command: it is one step's, all or nothing. */
  static final int MOST = 100;

  /** Transfers in one command; each may cost a step a record and two effects. */
  static final int MOST_TRANSFERS = 60;

  /** Settings in all: every node keeps them in memory. */
  static final int MOST_SETTINGS = 100_000;

  /** Who is said to change what changes by itself. */
  private static final String ITSELF = "coordinator";

  private final Ledger ledger;
  private final Agents agents;
  private final Sweep sweep;

  Operators(Ledger ledger, Agents agents, Sweep sweep) {
    this.ledger = ledger;
    this.agents = agents;
    this.sweep = sweep;
  }

  /** A new leader begins with the settings that hold, and carries on with what they ask for. */
  void takeOver() {
    agents.drained(ledger.settings()::isDrained);
    ledger.running.values().forEach(run -> ledger.timetable.limit(run));
    boolean limits = !ledger.settings().all(Global.class).isEmpty();
    int held =
        ledger.tally().in(TransferState.ON_HOLD) + ledger.tally().in(TransferState.ON_HOLD_STAGING);
    if (limits || held > 0 || !ledger.bars().isEmpty()) {
      sweep.begin(limits);
    }
  }

  void change(Step step, Input.ChangeSettings change) {
    Optional<Refused> refused = refused(change.changes());
    if (refused.isPresent()) {
      step.answer(change.ask(), refused.get().status(), refused.get().message());
      return;
    }
    List<Change> wanted =
        change.onlyNew()
            ? change.changes().stream().filter(one -> isUnset(one.name())).toList()
            : change.changes();
    List<SettingChanged> changed = apply(step, ledger, wanted, change.principal());
    follow(changed);
    Affected affected = affected(changed);
    if (sweep.isOn() && wanted.stream().anyMatch(Operators::cancels)) {
      sweep.answerAfter(step, change.ask(), affected);
    } else {
      step.answer(change.ask(), 200, "", affected);
    }
  }

  private static boolean cancels(Change change) {
    return change instanceof Change.Put(Ban ban) && ban.status() == Ban.Status.CANCEL;
  }

  private boolean isUnset(String name) {
    return ledger.settings().find(name) == null;
  }

  /** What follows from changes besides what the scheduler does of itself. */
  private void follow(List<SettingChanged> changed) {
    agents.drained(ledger.settings()::isDrained);
    boolean limits = changed.stream().anyMatch(one -> concerns(one, Global.class));
    if (limits) {
      ledger.running.values().forEach(run -> ledger.timetable.limit(run));
    }
    if (limits
        || changed.stream()
            .anyMatch(one -> concerns(one, Ban.class) || concerns(one, Order.Cancel.class))) {
      sweep.begin(limits);
    }
  }

  private static boolean concerns(SettingChanged changed, Class<? extends Setting> kind) {
    return isA(changed.before(), kind) || isA(changed.after(), kind);
  }

  private static boolean isA(@Nullable Written<?> written, Class<? extends Setting> kind) {
    return written != null && kind.isInstance(written.setting());
  }

  /** Bans that end by themselves. */
  void due(Step step) {
    if (ledger.bars().firstEndMs() <= step.nowMs()) {
      List<Change> ended =
          ledger.bars().ended(step.nowMs()).stream()
              .limit(MOST)
              .<Change>map(Change.Remove::new)
              .toList();
      follow(apply(step, ledger, ended));
    }
  }

  static List<SettingChanged> apply(Step step, Ledger ledger, List<Change> changes) {
    return apply(step, ledger, changes, ITSELF);
  }

  private static List<SettingChanged> apply(
      Step step, Ledger ledger, List<Change> changes, String by) {
    List<SettingChanged> changed = new ArrayList<>();
    for (Change one : changes) {
      Written<?> before = ledger.settings().find(one.name());
      Setting wanted = one instanceof Change.Put(Setting setting) ? setting : null;
      if (differs(before, wanted)) {
        Written<?> after = wanted == null ? null : new Written<>(wanted, by, step.nowMs());
        changed.add(new SettingChanged(one.name(), before, after, by, step.nowMs()));
      }
    }
    if (!changed.isEmpty()) {
      step.set(changed);
    }
    return changed;
  }

  private static boolean differs(@Nullable Written<?> before, @Nullable Setting wanted) {
    return before == null ? wanted != null : !before.setting().equals(wanted);
  }

  private record Refused(int status, String message) {}

  private Optional<Refused> refused(List<Change> changes) {
    if (changes.size() > MOST) {
      return refuse(400, "changes: " + changes.size() + " (expected: at most " + MOST + ")");
    }
    if (ledger.settings().size() + changes.size() > MOST_SETTINGS) {
      return refuse(507, "settings: more than " + MOST_SETTINGS);
    }
    return clash(changes);
  }

  private static Optional<Refused> refuse(int status, String message) {
    return Optional.of(new Refused(status, message));
  }

  /** One link has one rule, whatever operators call it. */
  private Optional<Refused> clash(List<Change> changes) {
    Map<Link, String> names = new HashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.Put(LinkRule rule)) {
        String other =
            names.computeIfAbsent(
                rule.link(),
                link ->
                    ledger
                        .settings()
                        .exactLink(link)
                        .map(LinkRule::symbolicName)
                        .orElse(rule.symbolicName()));
        if (!other.equals(rule.symbolicName())) {
          return refuse(409, "link " + rule.link() + " has a rule already: " + other);
        }
      }
    }
    return Optional.empty();
  }

  /** The jobs that new bans meet. */
  private Affected affected(List<SettingChanged> changed) {
    Set<UUID> jobs = new HashSet<>();
    for (SettingChanged one : changed) {
      Written<?> after = one.after();
      if (after != null && after.setting() instanceof Ban) {
        addMet(jobs);
        break;
      }
    }
    return Affected.of(List.copyOf(jobs), jobs.size(), 0, List.of(), List.of());
  }

  private void addMet(Set<UUID> jobs) {
    for (Job job : ledger.jobs.values()) {
      if (jobs.size() >= Affected.MOST_JOBS) {
        return;
      }
      if (!job.isEnded() && ledger.bars().cancel(job).isEmpty() && isMet(job)) {
        jobs.add(job.id());
      }
    }
  }

  private boolean isMet(Job job) {
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = ledger.rows.slot(id);
      if (!ledger.rows.state(slot).isTerminal() && sweep.isBanned(slot)) {
        return true;
      }
    }
    return false;
  }

  void hold(Step step, Input.Hold hold) {
    Change change =
        hold.on() ? new Change.Put(new Order.Hold()) : new Change.Remove(Order.Hold.NAME);
    apply(step, ledger, List.of(change), hold.principal());
    step.answer(hold.ask(), 200, "");
  }

  /** All jobs of a VO, or all, by one record; they follow in slices. */
  void cancelAll(Step step, Input.CancelAll cancel) {
    Order.Cancel order = new Order.Cancel(cancel.vo(), ledger.nextTransfer(), cancel.reason());
    Predicate<Job> meant = job -> !job.isEnded() && order.covers(job.terms.vo(), job.first());
    long jobs = ledger.jobs.values().stream().filter(meant).count();
    long transfers = ledger.jobs.values().stream().filter(meant).mapToLong(Job::unfinished).sum();
    if (jobs > 0) {
      List<Change> changes = List.of(new Change.Put(order));
      follow(apply(step, ledger, changes, cancel.principal()));
    }
    step.answer(
        cancel.ask(), 200, "", Affected.of(List.of(), jobs, transfers, List.of(), List.of()));
  }

  /** Those that wait start next, whatever the limits say (FTS's force-start). */
  void forceStart(Step step, Input.ForceStart force) {
    if (force.transfers().length > MOST_TRANSFERS) {
      step.answer(force.ask(), 400, "more than " + MOST_TRANSFERS + " transfers");
      return;
    }
    List<Long> started = new ArrayList<>();
    List<Long> absent = new ArrayList<>();
    for (long id : force.transfers()) {
      int slot = ledger.rows.slot(id);
      if (slot != Rows.NONE && waits(slot)) {
        started.add(id);
        TransferStatus status = ledger.waitingStatus(slot, TransferState.FORCE_START, step.nowMs());
        Endings.change(step, ledger.rows.job(slot), id, status);
      } else if (id < 1 || id >= ledger.nextTransfer()) {
        absent.add(id);
      }
    }
    step.answer(force.ask(), 200, "", Affected.of(List.of(), 0, started.size(), started, absent));
  }

  private boolean waits(int slot) {
    return ledger.rows.state(slot) == TransferState.SUBMITTED
        && !ledger.rows.job(slot).isEnded()
        && !ledger.running.containsKey(ledger.rows.id(slot));
  }
}
