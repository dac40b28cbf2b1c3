package io.tern.orchestrator.api.fts3.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.setting.Changing;
import io.tern.orchestrator.api.fts3.setting.Lists;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.tern.orchestrator.api.fts3.setting.Rows;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.setting.Access.TokenProvider;
import io.vertx.core.Future;
import java.net.URI;

/** {@code /config/token_providers}: issuers of tokens. Secrets go in and never come out. */
final class TokenProviders {
  private final Changing changing;
  private final Sealing sealing;

  TokenProviders(Changing changing, Sealing sealing) {
    this.changing = changing;
    this.sealing = sealing;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireForAll(Operation.ADMIN);
    return Lists.answer(exchange, changing.now().all(TokenProvider.class));
  }

  Future<Void> add(Exchange exchange) {
    exchange.requireForAll(Operation.ADMIN);
    return Bodies.smallObject(exchange.request())
        .map(this::provider)
        .compose(provider ->
            changing
                .put(exchange, provider)
                .compose(done ->
                    Answers.json(exchange.request(), 200, out -> Rows.write(out, provider))));
  }

  Future<Void> remove(Exchange exchange) {
    exchange.requireForAll(Operation.ADMIN);
    return changing
        .remove(exchange, Changing.made(() -> TokenProvider.nameOf(exchange.variable(0))))
        .compose(done -> Answers.empty(exchange.request(), 204));
  }

  private TokenProvider provider(JsonNode body) {
    Members given = new Members(body);
    String name = given.text("name", "Missing TokenProvider name!");
    String issuer = issuer(given.text("issuer", "Missing TokenProvider issuer!"));
    String client = given.text("client_id", "Missing Client ID!");
    String secret = given.text("client_secret", "Missing Client Secret!");
    return Changing.made(() ->
        new TokenProvider(
            name,
            issuer,
            client,
            sealing.seal(secret, TokenProvider.nameOf(name)),
            given.text("required_submission_scope"),
            given.text("vo_mapping")));
  }

  private static String issuer(String text) {
    try {
      URI issuer = URI.create(text);
      if (issuer.getHost() != null && String.valueOf(issuer.getScheme()).matches("https?")) {
        return text.endsWith("/") ? text : text + "/";
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("Invalid TokenProvider issuer!");
    }
    throw Refusal.badRequest("Invalid TokenProvider issuer!");
  }
}
