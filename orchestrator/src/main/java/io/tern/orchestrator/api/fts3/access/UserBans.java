package io.tern.orchestrator.api.fts3.access;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.Dates;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Ban;
import io.tern.setting.Settings.Written;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;

/** {@code /ban/dn}: users for whom nothing is done (docs/fts3-dialect.md, 1.8). */
final class UserBans {
  private final Changing changing;

  UserBans(Changing changing) {
    this.changing = changing;
  }

  Future<Void> list(Exchange exchange) {
    exchange.require(Operation.CONFIG);
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (Written<Ban.OfUser> ban : changing.now().all(Ban.OfUser.class)) {
            write(out, ban);
          }
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, Written<Ban.OfUser> ban) throws IOException {
    out.writeStartObject();
    out.writeStringField("dn", ban.setting().dn());
    out.writeStringField("message", ban.setting().message());
    out.writeFieldName("addition_time");
    Dates.write(out, ban.atMs());
    out.writeStringField("admin_dn", ban.by());
    out.writeStringField("status", ban.setting().status().name());
    out.writeEndObject();
  }

  Future<Void> add(Exchange exchange) {
    exchange.require(Operation.CONFIG);
    return BanForm.read(exchange)
        .map(given -> ban(given, exchange.caller().userDn()))
        .compose(ban -> changing.put(exchange, ban))
        .compose(verdict -> Met.answer(exchange, verdict));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.require(Operation.CONFIG);
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
