package io.tern.ledger;

import io.tern.explain.Reason;
import io.tern.setting.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What keeps everything from starting, wherever it goes: a hold, no agent. */
final class Halts {
  private final Ledger ledger;
  private final Agents agents;

  Halts(Ledger ledger, Agents agents) {
    this.ledger = ledger;
    this.agents = agents;
  }

  List<Reason> reasons(long monoMs) {
    List<Reason> reasons = new ArrayList<>();
    ledger
        .settings()
        .find(Order.Hold.class, Order.Hold.NAME)
        .ifPresent(hold ->
            reasons.add(
                new Reason(
                    "hold",
                    "%s has held all starts since %s."
                        .formatted(hold.by(), Instant.ofEpochMilli(hold.atMs())))));
    if (agents.withRoom(monoMs) == null) {
      reasons.add(
          new Reason(
              "agents", "No agent takes anything new: none is there, or each is full or drains."));
    }
    return reasons;
  }
}
