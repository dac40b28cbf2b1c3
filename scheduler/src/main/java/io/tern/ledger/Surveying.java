package io.tern.ledger;

import io.tern.explain.Limited;
import io.tern.explain.Reason;
import io.tern.explain.Survey;
import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.pilot.Pilot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says how a link or a storage stands, by what decides upon it. */
final class Surveying {
  private final Ledger ledger;
  private final Halts halts;
  private final Pilot pilot;

  Surveying(Ledger ledger, Halts halts, Pilot pilot) {
    this.ledger = ledger;
    this.halts = halts;
    this.pilot = pilot;
  }

  void answer(Step step, Input.ExplainLink explain) {
    Link link = explain.link();
    List<Limited> way =
        limited(
            step,
            new Limit.AtStorage(link.destination(), Direction.INBOUND),
            new Limit.AtStorage(link.source(), Direction.OUTBOUND),
            new Limit.OnLink(link));
    answer(
        step, explain.ask(), Survey.ofLink(link, way, ledger.scheduler.pool(), ledger.settings()));
  }

  void answer(Step step, Input.ExplainStorage explain) {
    StorageName storage = explain.storage();
    List<Limited> sides =
        limited(
            step,
            new Limit.AtStorage(storage, Direction.INBOUND),
            new Limit.AtStorage(storage, Direction.OUTBOUND));
    answer(step, explain.ask(), Survey.ofStorage(storage, sides, ledger.settings()));
  }

  private List<Limited> limited(Step step, Limit... limits) {
    long offMs = step.nowMs() - step.monoMs();
    return Stream.of(limits)
        .map(limit -> new Limited(limit, ledger.scheduler.room(limit), pilot.finding(limit), offMs))
        .toList();
  }

  private void answer(Step step, Ask ask, Survey survey) {
    List<Reason> reasons = new ArrayList<>(halts.reasons(Task.COPY, step.monoMs()));
    reasons.addAll(survey.reasons());
    step.answer(ask, 200, "", Affected.because(reasons, survey.bounds()));
  }
}
