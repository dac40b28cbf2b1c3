package io.tern.ledger;

import io.tern.explain.Reason;
import io.tern.setting.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What keeps everything from starting, wherever it goes: a hold, no agent. */
final class Halts {
  private final Ledger ledger;
  private final Agents agents;

  Halts(Ledger ledger, Agents agents) {
    this.ledger = ledger;
    this.agents = agents;
  }

  /** Who has held all starts, if anybody has. */
  Optional<Reason> hold() {
    return ledger
        .settings()
        .find(Order.Hold.class, Order.Hold.NAME)
        .map(hold ->
            new Reason(
                "hold",
                "%s has held all starts since %s."
                    .formatted(hold.by(), Instant.ofEpochMilli(hold.atMs()))));
  }

  /** Why nothing of that kind is begun. */
  List<Reason> reasons(Task task, long monoMs) {
    List<Reason> reasons = new ArrayList<>();
    hold().ifPresent(reasons::add);
    if (agents.withRoom(task, monoMs) == null) {
      reasons.add(
          new Reason(
              "agents", "No agent takes anything new: none is there, or each is full or drains."));
    }
    return reasons;
  }
}
