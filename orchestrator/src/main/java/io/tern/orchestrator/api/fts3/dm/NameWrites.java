package io.tern.orchestrator.api.fts3.dm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.vertx.core.Future;
import java.util.function.Function;

/** Changes what a storage holds; answers {@code null}. */
final class NameWrites {
  private final Storage storage;

  NameWrites(Storage storage) {
    this.storage = storage;
  }

  Future<Void> makeDirectory(Exchange exchange) {
    return change(exchange, body -> storage.makeDirectory(at(body, "surl")));
  }

  Future<Void> unlink(Exchange exchange) {
    return change(exchange, body -> storage.delete(at(body, "surl")));
  }

  Future<Void> removeDirectory(Exchange exchange) {
    return change(exchange, body -> storage.removeDirectory(at(body, "surl")));
  }

  Future<Void> rename(Exchange exchange) {
    return change(exchange, body -> storage.rename(at(body, "old"), at(body, "new")));
  }

  private static Location at(JsonNode body, String name) {
    return Surl.parse(name, body.path(name).asText());
  }

  private static Future<Void> change(Exchange exchange, Function<JsonNode, Future<Void>> change) {
    exchange.require(Operation.DATAMANAGEMENT);
    return Bodies.smallObject(exchange.request())
        .compose(body -> Surl.answer(change.apply(body)))
        .compose(done -> Answers.json(exchange.request(), 200, JsonGenerator::writeNull));
  }
}
