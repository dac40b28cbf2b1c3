package io.tern.orchestrator.api.fts3.dm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.vertx.core.Future;
import java.util.function.Function;

/** Changes what a storage holds; answers {@code null}. */
final class NameWrites {
  private final Storage storage;
  private final Surl surls;

  NameWrites(Storage storage, Surl surls) {
    this.storage = storage;
    this.surls = surls;
  }

  Future<Void> makeDirectory(Exchange exchange) {
    return change(exchange, names -> storage.makeDirectory(names.at("surl")));
  }

  Future<Void> unlink(Exchange exchange) {
    return change(exchange, names -> storage.delete(names.at("surl")));
  }

  Future<Void> removeDirectory(Exchange exchange) {
    return change(exchange, names -> storage.removeDirectory(names.at("surl")));
  }

  Future<Void> rename(Exchange exchange) {
    return change(exchange, names -> storage.rename(names.at("old"), names.at("new")));
  }

  /** The URLs of a body, as its sender may name them. */
  private record Names(Surl surls, Identity caller, JsonNode body) {
    Location at(String name) {
      return surls.parse(caller, name, body.path(name).asText());
    }
  }

  private Future<Void> change(Exchange exchange, Function<Names, Future<Void>> change) {
    exchange.require(Operation.DATAMANAGEMENT);
    return Bodies.smallObject(exchange.request())
        .map(body -> new Names(surls, exchange.caller(), body))
        .compose(names -> Surl.answer(change.apply(names)))
        .compose(done -> Answers.json(exchange.request(), 200, JsonGenerator::writeNull));
  }
}
