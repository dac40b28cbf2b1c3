package io.tern.ledger;

import io.tern.pilot.Pilot;
import io.tern.pilot.Stall;
import org.jspecify.annotations.Nullable;

/** Has attempts stopped that all but stand still; once they have stopped they have failed. */
final class Stalling {
  /** Attempts that one step looks at. */
  private static final int SLICE = 200;

  private final Ledger ledger;
  private final Agents agents;
  private final Pilot pilot;

  Stalling(Ledger ledger, Agents agents, Pilot pilot) {
    this.ledger = ledger;
    this.agents = agents;
    this.pilot = pilot;
  }

  void due(Step step) {
    for (int looked = 0; looked < SLICE; looked++) {
      Stall stall = pilot.nextStall(step.monoMs());
      if (stall == null) {
        return;
      }
      end(step, stall, ledger.running.get(ledger.rows.id(stall.slot())));
    }
  }

  /** Of a silent agent's attempts nobody knows how they fare. */
  private void end(Step step, Stall stall, @Nullable Running run) {
    if (run == null || run.stopping || run.isStalled()) {
      return;
    }
    if (!agents.isHeard(run.status.agent(), step.monoMs())) {
      pilot.spare(stall.slot());
      return;
    }
    run.stalled(stall.failure());
    step.effect(new Effect.Stop(run.status.agent(), run.transfer, run.status.attempt()));
  }
}
