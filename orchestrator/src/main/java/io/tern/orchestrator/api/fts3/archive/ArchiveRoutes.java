package io.tern.orchestrator.api.fts3.archive;

import static io.vertx.core.http.HttpMethod.GET;

import io.tern.orchestrator.api.Archive;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.lookup.ArchiveLookup;
import java.util.List;

/** The routes of the archive. */
public final class ArchiveRoutes {
  private ArchiveRoutes() {}

  public static List<Route> routes(Archive archive, Reading reading) {
    ArchiveReads reads = new ArchiveReads(new ArchiveLookup(archive), reading);
    return List.of(
        Route.of("/archive").on(GET, ArchiveReads::links),
        Route.of("/archive/{id}").on(GET, reads::job),
        Route.of("/archive/{id}/{field}").on(GET, reads::field));
  }
}
