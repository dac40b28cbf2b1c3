package io.tern.orchestrator.api.fts3.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Lists;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Weight;
import io.vertx.core.Future;

/** {@code /config/shares}: VOs against each other on a link. */
final class Shares {
  private static final String MISSING = "Missing source, destination, vo and/or share";

  private final Changing changing;

  Shares(Changing changing) {
    this.changing = changing;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Lists.answer(exchange, changing.now().all(Weight.OfVo.class));
  }

  Future<Void> set(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    return Bodies.smallObject(exchange.request())
        .map(Shares::weight)
        .compose(weight ->
            changing
                .put(exchange, weight)
                .compose(done ->
                    Answers.json(
                        exchange.request(), 200, out -> out.writeNumber((long) weight.weight()))));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.requireForAll(Operation.CONFIG);
    String name =
        Changing.made(() ->
            Weight.OfVo.nameOf(
                end(query(exchange, "source")),
                end(query(exchange, "destination")),
                query(exchange, "vo")));
    return changing.remove(exchange, name).compose(done -> Answers.empty(exchange.request(), 204));
  }

  private static String query(Exchange exchange, String name) {
    return exchange.query(name).orElseThrow(() -> Refusal.badRequest(MISSING));
  }

  private static Weight.OfVo weight(JsonNode body) {
    Members given = new Members(body);
    int share = share(given);
    String source = given.text("source", MISSING);
    String destination = given.text("destination", MISSING);
    String vo = given.text("vo", MISSING);
    if (share == 0) {
      throw Refusal.badRequest(MISSING);
    }
    return Changing.made(() -> new Weight.OfVo(end(source), end(destination), vo, share));
  }

  private static int share(Members given) {
    try {
      Integer share = given.integer("share");
      if (share != null && share >= 0) {
        return share;
      }
    } catch (Refusal e) {
      throw Refusal.badRequest("Bad share value");
    }
    throw Refusal.badRequest(given.object().has("share") ? "Bad share value" : MISSING);
  }

  private static StorageName end(String text) {
    try {
      return Changing.storage(text);
    } catch (Refusal e) {
      throw Refusal.badRequest("Invalid source");
    }
  }
}
