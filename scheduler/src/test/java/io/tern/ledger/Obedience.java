package io.tern.ledger;

import io.tern.job.Link;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.limit.Direction;
import io.tern.schedule.Occupancy;
import io.tern.setting.Order;
import io.tern.setting.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether what starts and waits is as the operators want it. */
final class Obedience {
  private final Map<String, Integer> usedBefore = new HashMap<>();
  private Map<String, Integer> onTheirWayBefore = new HashMap<>();
  private final Map<Long, TransferState> states = new HashMap<>();
  private final List<Order.Cancel> orders = new ArrayList<>();
  int forced;
  int held;
  int filled;
  int released;

  /** To be told of each committed step, when the ledger has just taken it. */
  void committed(Ledger ledger, Step step) {
    Map<String, Integer> above = new HashMap<>();
    for (LedgerRecord record : step.records()) {
      if (record instanceof TransferChanged changed) {
        saw(ledger, changed, above);
      }
    }
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Start start) {
        mayStart(ledger, start);
      }
    }
    step.settings().forEach(this::note);
    limitsHold(ledger, above);
    stagingLimitsHold(ledger);
  }

  private void note(SettingChanged changed) {
    if (changed.after() != null && changed.after().setting() instanceof Order.Cancel order) {
      orders.add(order);
    }
  }

  /** What was forced to start, or has been at work all along, may be above a limit. */
  private void saw(Ledger ledger, TransferChanged changed, Map<String, Integer> above) {
    TransferState before = states.put(changed.transfer(), changed.status().state());
    TransferState after = changed.status().state();
    int slot = ledger.rows.slot(changed.transfer());
    if (before == TransferState.FORCE_START && after == TransferState.READY) {
      forced++;
      if (slot != Rows.NONE) {
        gates(ledger.scheduler.link(ledger.rows.link(slot)))
            .forEach(gate -> above.merge(gate, 1, Integer::sum));
      }
    }
    held += after == TransferState.ON_HOLD || after == TransferState.ON_HOLD_STAGING ? 1 : 0;
    boolean waited = before == TransferState.ON_HOLD || before == TransferState.ON_HOLD_STAGING;
    released += waited && !after.isTerminal() ? 1 : 0;
  }

  private void mayStart(Ledger ledger, Effect.Start start) {
    Settings settings = ledger.settings();
    Job job = ledger.jobs.get(start.job());
    if (job == null) {
      return;
    }
    Link link = ledger.scheduler.link(ledger.rows.link(ledger.rows.slot(start.transfer())));
    String vo = job.terms.vo();
    Law.check(settings.ban(link.source(), vo).isEmpty(), "%s out of a banned storage", start);
    Law.check(settings.ban(link.destination(), vo).isEmpty(), "%s into a banned storage", start);
    Law.check(settings.ban(job.terms.user()).isEmpty(), "%s for a banned user", start);
    Law.check(!settings.isDrained(start.agent().name()), "%s at a drained host", start);
    Law.check(settings.find(Order.Hold.NAME) == null, "%s while nothing may start", start);
    for (Order.Cancel order : orders) {
      Law.check(!order.covers(vo, job.first()), "%s of a job cancelled by %s", start, order);
    }
  }

  private void limitsHold(Ledger ledger, Map<String, Integer> above) {
    for (int index = 0; index < ledger.scheduler.links(); index++) {
      Link link = ledger.scheduler.link(index);
      List<String> gates = gates(link);
      holds(gates.get(0), ledger.scheduler.onLink(index), above);
      holds(gates.get(1), ledger.scheduler.atStorage(link.source(), Direction.OUTBOUND), above);
      holds(gates.get(2), ledger.scheduler.atStorage(link.destination(), Direction.INBOUND), above);
    }
  }

  private void holds(String gate, Occupancy limit, Map<String, Integer> above) {
    int before = usedBefore.getOrDefault(gate, 0);
    int most = Math.max(limit.ceiling(), before + above.getOrDefault(gate, 0));
    Law.check(limit.used() <= most, "%s: %s, %d before", gate, limit, before);
    usedBefore.put(gate, limit.used());
  }

  /** What has been on its way all along may be above a limit. */
  private void stagingLimitsHold(Ledger ledger) {
    Map<String, Integer> counts = new HashMap<>();
    for (Running run : ledger.running.values()) {
      if (run.task == Task.BRING_ONLINE) {
        int slot = ledger.rows.slot(run.transfer);
        StagingLines.Standing line = ledger.lines.staging.standing(slot);
        String name = line.vo() + " at " + line.storage();
        int most = ledger.settings().staging(line.storage(), line.vo()).orElse(Integer.MAX_VALUE);
        int count = counts.merge(name, 1, Integer::sum);
        int before = onTheirWayBefore.getOrDefault(name, 0);
        Law.check(count <= Math.max(most, before), "%s: %d of %d", name, count, most);
        filled += count == most ? 1 : 0;
      }
    }
    onTheirWayBefore = counts;
  }

  private static List<String> gates(Link link) {
    return List.of(link.toString(), "out of " + link.source(), "into " + link.destination());
  }

  /** What is on hold with nobody wanting it so would wait for ever. */
  void nothingIsForgotten(Ledger ledger) {
    for (Job job : ledger.jobs.values()) {
      for (long id = job.first(); !job.isEnded() && id < job.first() + job.transfers(); id++) {
        int slot = ledger.rows.slot(id);
        TransferState state = ledger.rows.state(slot);
        if (state == TransferState.ON_HOLD || state == TransferState.ON_HOLD_STAGING) {
          Law.check(isBanned(ledger, job, slot), "%d is %s for no reason", id, state);
        }
      }
    }
  }

  private static boolean isBanned(Ledger ledger, Job job, int slot) {
    Link link = ledger.scheduler.link(ledger.rows.link(slot));
    Settings settings = ledger.settings();
    return settings.ban(link.source(), job.terms.vo()).isPresent()
        || settings.ban(link.destination(), job.terms.vo()).isPresent()
        || settings.ban(job.terms.user()).isPresent();
  }
}
