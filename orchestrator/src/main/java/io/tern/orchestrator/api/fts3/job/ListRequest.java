package io.tern.orchestrator.api.fts3.job;

import io.tern.job.JobState;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Level;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.view.JobQuery;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The query of {@code GET /jobs}, as far as its caller may ask. */
final class ListRequest {
  private static final int MOST = 500;

  private ListRequest() {}

  /** Empty when the query can match nothing. */
  static Optional<JobQuery> query(Exchange exchange) {
    Identity caller = exchange.caller();
    Level level =
        caller
            .level(Operation.TRANSFER)
            .orElseThrow(() -> Refusal.forbidden("User not allowed to list jobs"));
    checkCaller(exchange, caller);
    Set<JobState> states = states(exchange);
    boolean byState = !exchange.queryList("state_in").isEmpty();
    if (byState && states.isEmpty()) {
      return Optional.empty();
    }
    int limit = limit(exchange);
    long since = byState && limit == 0 ? TimeWindow.since(exchange) : 0;
    return Optional.of(
        new JobQuery(
            level == Level.VO ? Optional.of(caller.vo()) : exchange.query("vo_name"),
            exchange.query("user_dn"),
            level == Level.OWN ? Optional.of(caller.delegationId()) : exchange.query("dlg_id"),
            exchange.query("source_se"),
            exchange.query("dest_se"),
            states,
            !byState || limit == 0 && since == 0,
            since,
            limit));
  }

  private static void checkCaller(Exchange exchange, Identity caller) {
    if (!exchange.query("user_dn").map(caller.userDn()::equals).orElse(true)) {
      throw Refusal.badRequest(
          "The provided DN and delegation id do not correspond to the same user");
    }
    if (!exchange.query("dlg_id").map(caller.delegationId()::equals).orElse(true)) {
      throw Refusal.forbidden("The provided delegation id does not match your delegation id");
    }
  }

  private static Set<JobState> states(Exchange exchange) {
    List<String> asked = exchange.queryList("state_in");
    Set<JobState> states = EnumSet.noneOf(JobState.class);
    for (JobState state : JobState.values()) {
      if (asked.contains(state.name())) {
        states.add(state);
      }
    }
    return states;
  }

  /** 0 for none; what is not a number counts as none. */
  private static int limit(Exchange exchange) {
    int limit = exchange.queryInt("limit").orElse(0);
    if (limit < 0 || limit > MOST) {
      throw Refusal.badRequest("The limit must be positive and less or equal than " + MOST);
    }
    return limit;
  }
}
