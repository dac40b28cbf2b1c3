package io.tern.ledger;

import io.tern.explain.Foretold;
import io.tern.explain.Queued;
import io.tern.explain.Reason;
import io.tern.job.TransferState;
import io.tern.limit.Limit;
import io.tern.schedule.Explanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says why an unfinished transfer stands where it does, by what decides upon it. */
final class Explaining {
  private final Ledger ledger;
  private final Halts halts;
  private final Foreseeing foreseeing;

  Explaining(Ledger ledger, Halts halts, Foreseeing foreseeing) {
    this.ledger = ledger;
    this.halts = halts;
    this.foreseeing = foreseeing;
  }

  void answer(Step step, Input.Explain explain) {
    int slot = ledger.rows.slot(explain.transfer());
    if (slot == Rows.NONE) {
      step.answer(explain.ask(), 404, "no such unfinished transfer");
      return;
    }
    step.answer(explain.ask(), 200, "", Affected.because(reasons(step, slot)));
  }

  private List<Reason> reasons(Step step, int slot) {
    Running run = ledger.running.get(ledger.rows.id(slot));
    List<Reason> reasons = new ArrayList<>();
    if (run == null) {
      reasons.addAll(waiting(slot, step.monoMs()));
    } else {
      reasons.add(working(run));
    }
    foreseeing
        .of(step, slot)
        .ifPresent(outlook -> reasons.add(Foretold.transfer(outlook, step.nowMs())));
    return reasons;
  }

  private static Reason working(Running run) {
    TransferStatus status = run.status;
    String agent = status.agent().name();
    if (run.stopping) {
      return new Reason(
          "stopping",
          run.hasAgent()
              ? "It was cancelled, and " + agent + " is told to stop it."
              : "It was cancelled, and nobody heard whether its copy stopped: it has time to.");
    }
    if (!run.hasAgent() && run.task != Task.COPY) {
      return new Reason("agents", "It waits for an agent with a place for another tape file.");
    }
    if (!run.hasAgent()) {
      return status.unknowns() > 0
          ? new Reason(
              "unheard",
              "Nobody heard how its last copy ended: the next attempt looks at the destination"
                  + " first, once an agent has room.")
          : new Reason("agents", "It waits for an agent with room.");
    }
    String since = " since " + Instant.ofEpochMilli(status.sinceMs());
    return switch (status.state()) {
      case READY -> new Reason("given", "Agent " + agent + " has it" + since + " and prepares it.");
      case STARTED -> new Reason("staging", "Agent " + agent + " brings it online" + since + ".");
      case ARCHIVING -> new Reason("archiving", "It is copied, and awaited on tape" + since + ".");
      default -> new Reason("active", "Agent " + agent + " copies it" + since + moved(run) + ".");
    };
  }

  private static String moved(Running run) {
    String of = run.status.size() > 0 ? " of " + run.status.size() : "";
    return ": " + run.bytes + of + " bytes so far";
  }

  private List<Reason> waiting(int slot, long monoMs) {
    if (ledger.rows.job(slot).isEnded() || ledger.rows.state(slot).isTerminal()) {
      return List.of(new Reason("over", "It is over."));
    }
    Task next = ledger.rows.state(slot) == TransferState.STAGING ? Task.BRING_ONLINE : Task.COPY;
    List<Reason> reasons = new ArrayList<>(halts.reasons(next, monoMs));
    reasons.addAll(inLine(slot));
    return reasons;
  }

  private List<Reason> inLine(int slot) {
    TransferState state = ledger.rows.state(slot);
    if (ledger.rows.is(slot, Rows.RESTING)) {
      return List.of(
          new Reason("back-off", "It rests after an attempt, and is then first in line."));
    }
    if (ledger.rows.is(slot, Rows.BLOCKED)) {
      return List.of(
          new Reason(
              "destination", "Another transfer writes its destination: it goes after that."));
    }
    return switch (state) {
      case NOT_USED -> List.of(new Reason("job", "Another transfer of its job comes first."));
      case ON_HOLD, ON_HOLD_STAGING ->
          List.of(
              new Reason(
                  "ban",
                  ledger
                      .bars()
                      .sentence(
                          ledger.rows.job(slot), ledger.scheduler.link(ledger.rows.link(slot)))));
      case FORCE_START -> List.of(new Reason("forced", "It starts next, whatever the limits say."));
      case STAGING -> List.of(staging(slot));
      default -> queued(ledger.scheduler.explain(slot));
    };
  }

  private Reason staging(int slot) {
    StagingLines.Standing line = ledger.lines.staging.standing(slot);
    return new Reason(
        "staging-limit",
        line.isFull()
            ? "It waits to be brought online: %d of %d files of %s at %s are."
                .formatted(line.busy(), line.most(), line.vo(), line.storage())
            : "It waits to be brought online: no agent has a place for it beside the %d that are."
                .formatted(ledger.staging()));
  }

  private List<Reason> queued(Explanation explanation) {
    int ceiling = explanation instanceof Explanation.Full full ? ceiling(full.limit()) : 0;
    return Queued.of(explanation, ceiling);
  }

  private int ceiling(Limit limit) {
    return switch (limit) {
      case Limit.AtStorage(var storage, var direction) ->
          ledger.scheduler.ceiling(storage, direction);
      case Limit.OnLink(var link) ->
          ledger.scheduler.ceiling(ledger.scheduler.link(link.source(), link.destination()));
      case Limit.Pool() -> Integer.MAX_VALUE;
    };
  }
}
