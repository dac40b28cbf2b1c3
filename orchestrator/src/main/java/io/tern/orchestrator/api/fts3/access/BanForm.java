package io.tern.orchestrator.api.fts3.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.BodyForm;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.fts3.setting.Members;
import io.vertx.core.Future;

/** What a ban asks: JSON, a form, or fields of the query. */
final class BanForm {
  private BanForm() {}

  static Future<Members> read(Exchange exchange) {
    boolean typed = exchange.request().getHeader("Content-Type") != null;
    return typed
        ? Bodies.smallObject(exchange.request()).map(body -> new Members(withQuery(exchange, body)))
        : Future.succeededFuture(new Members(query(exchange)));
  }

  /** A form may be split between body and query. */
  private static JsonNode withQuery(Exchange exchange, JsonNode body) {
    if (BodyForm.of(exchange.request()) != BodyForm.FORM) {
      return body;
    }
    ObjectNode all = query(exchange);
    body.properties().forEach(field -> all.set(field.getKey(), field.getValue()));
    return all;
  }

  private static ObjectNode query(Exchange exchange) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    exchange.request().params().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
