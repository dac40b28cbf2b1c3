package io.tern.orchestrator.api.fts3.dm;

import io.tern.orchestrator.api.Namespaces;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.event.Opened;
import io.tern.storage.Storage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks storages for callers; whom a storage opens to by the operator's keys is noted before. */
record Desk(Namespaces namespaces) {
  /**
   * What the storage answers, or the refusal that fits its failure.
   *
   * @param request its name, such as {@code unlink}
   */
  <T> Future<T> ask(
      Identity by, String request, List<Place> places, Function<Storage, Future<T>> question) {
    return note(by, request, places)
        .compose(noted -> Surl.answer(question.apply(namespaces.storage())));
  }

  private Future<Void> note(Identity by, String request, List<Place> places) {
    List<Opened> opened = places.stream().map(this::opened).flatMap(Optional::stream).toList();
    return opened.isEmpty()
        ? Future.succeededFuture()
        : namespaces.uses().note(by, request, opened);
  }

  private Optional<Opened> opened(Place place) {
    String url = place.at().url();
    return namespaces.keys().at(url).map(shown -> Opened.of(place.parameter(), url, shown));
  }
}
