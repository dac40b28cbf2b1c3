package io.tern.orchestrator.api.fts3.access;

import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Ban;
import io.vertx.core.Future;
import java.util.Optional;

/** {@code /ban/dn}: users for whom nothing is done (docs/fts3-dialect.md, 1.8). */
final class UserBans {
  private final Changing changing;

  UserBans(Changing changing) {
    this.changing = changing;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return BanAnswers.list(exchange, changing.now().all(Ban.OfUser.class));
  }

  Future<Void> add(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return BanForm.read(exchange)
        .map(given -> ban(given, exchange.caller().userDn()))
        .compose(ban -> changing.put(exchange, ban))
        .compose(verdict -> BanAnswers.met(exchange, verdict));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    String dn =
        exchange
            .query("user_dn")
            .orElseThrow(() -> Refusal.badRequest("Missing user_dn parameter"));
    return changing
        .remove(exchange, Changing.made(() -> Ban.OfUser.nameOf(dn)))
        .compose(done -> Answers.empty(exchange.request(), 204));
  }

  private static Ban.OfUser ban(Members given, String caller) {
    String dn = given.text("user_dn", "Missing dn parameter");
    if (dn.equals(caller)) {
      throw new Refusal(409, "The user tried to ban (her|his)self");
    }
    String message = Optional.ofNullable(given.text("message")).orElse("");
    return Changing.made(() -> new Ban.OfUser(dn, Ban.Status.CANCEL, 0, message));
  }
}
