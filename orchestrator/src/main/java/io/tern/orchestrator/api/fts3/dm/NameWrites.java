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
import java.util.List;
import java.util.function.BiFunction;

/** Changes what a storage holds; answers {@code null}. */
final class NameWrites {
  private final Desk desk;
  private final Surl surls;

  NameWrites(Desk desk, Surl surls) {
    this.desk = desk;
    this.surls = surls;
  }

  Future<Void> makeDirectory(Exchange exchange) {
    return change(exchange, "mkdir", Storage::makeDirectory);
  }

  Future<Void> unlink(Exchange exchange) {
    return change(exchange, "unlink", Storage::delete);
  }

  Future<Void> removeDirectory(Exchange exchange) {
    return change(exchange, "rmdir", Storage::removeDirectory);
  }

  private Future<Void> change(
      Exchange exchange, String request, BiFunction<Storage, Location, Future<Void>> change) {
    return change(
        exchange,
        request,
        List.of("surl"),
        (storage, places) -> change.apply(storage, places.getFirst().at()));
  }

  Future<Void> rename(Exchange exchange) {
    return change(
        exchange,
        "rename",
        List.of("old", "new"),
        (storage, places) -> storage.rename(places.getFirst().at(), places.getLast().at()));
  }

  private Future<Void> change(
      Exchange exchange,
      String request,
      List<String> names,
      BiFunction<Storage, List<Place>, Future<Void>> change) {
    exchange.require(Operation.DATAMANAGEMENT);
    Identity by = exchange.caller();
    return Bodies.smallObject(exchange.request())
        .map(body -> places(by, names, body))
        .compose(places -> desk.ask(by, request, places, storage -> change.apply(storage, places)))
        .compose(done -> Answers.json(exchange.request(), 200, JsonGenerator::writeNull));
  }

  /** The URLs of a body, as its sender may name them. */
  private List<Place> places(Identity by, List<String> names, JsonNode body) {
    return names.stream().map(name -> surls.parse(by, name, body.path(name).asText())).toList();
  }
}
