package io.tern.explain;

import io.tern.breaker.Breaker;
import io.tern.limit.Limit;
import io.tern.pilot.Finding;
import io.tern.window.Adjustment;
import java.util.Locale;
import java.util.Optional;

/** What copies have taught of a limit: what changed its window last and why, and its breaker. */
final class Learnt {
  private static final int PER_CENT = 100;

  private Learnt() {}

  /** Why a breaker keeps attempts out, if one does. */
  static Optional<Reason> breaker(Limited limit) {
    return limit
        .finding()
        .filter(finding -> finding.breaker() != Breaker.State.CLOSED)
        .map(finding ->
            new Reason(
                "breaker",
                "Copies %s have failed one after another: one is let in %s, to see."
                    .formatted(limit.at(), next(limit, finding))));
  }

  /** For whom a destination has no room, if for anybody. */
  static Optional<Reason> noSpace(Limited limit) {
    return limit.limit() instanceof Limit.AtStorage(var storage, var direction)
        ? limit
            .finding()
            .map(Finding::refused)
            .filter(vos -> !vos.isEmpty())
            .map(vos -> NoSpace.at(storage, String.join(", ", vos)))
        : Optional.empty();
  }

  private static String next(Limited limit, Finding finding) {
    return finding.breaker() == Breaker.State.OPEN ? "at " + limit.time(finding.probeMs()) : "now";
  }

  /** FTS's "rationale". */
  static Reason window(Limited limit) {
    if (limit.room().hasNoWindow()) {
      return new Reason("no-window", "Mock copies teach nothing %s.".formatted(limit.at()));
    }
    return new Reason(
        "window",
        limit
            .finding()
            .flatMap(Finding::last)
            .map(last -> changed(limit, last))
            .orElseGet(() -> unchanged(limit)));
  }

  private static String unchanged(Limited limit) {
    return limit.limit() instanceof Limit.OnLink
        ? "No window holds %s: copies were not seen to hold each other up since this leader began."
            .formatted(limit.at())
        : "The window %s is %d places, and was not changed since this leader began."
            .formatted(limit.at(), limit.room().window());
  }

  private static String changed(Limited limit, Adjustment last) {
    String from = last.before() == Integer.MAX_VALUE ? "no limit" : "" + last.before();
    return "The window %s went from %s to %d places at %s: %s"
        .formatted(limit.at(), from, last.after(), limit.time(last.atMs()), why(last));
  }

  private static String why(Adjustment last) {
    return switch (last.cause()) {
      case GROWN ->
          "more copies waited, and all flowed freely (%s). It grows on while they do."
              .formatted(flow(last));
      case FITTED ->
          "copies held each other up (%s), and so many carry as much. It follows what they carry."
              .formatted(flow(last));
      case TRIED ->
          "copies seemed to hold each other up (%s); whether more of them carry more is being tried."
              .formatted(flow(last));
      case STRAINED -> "more attempts failed than usual. It grows again, slowly, while no more do.";
    };
  }

  private static String flow(Adjustment last) {
    return String.format(
        Locale.ROOT,
        "at %d %% of their own speed, %.1f MB/s together",
        Math.round(PER_CENT * last.ease()),
        last.rate() / 1_000);
  }
}
