package io.tern.orchestrator.api.fts3.dm;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.tern.orchestrator.api.exchange.Route;
import io.tern.storage.Storage;
import java.util.List;

/** The routes of namespaces. */
public final class DmRoutes {
  private DmRoutes() {}

  public static List<Route> routes(Storage storage) {
    NameReads reads = new NameReads(storage);
    NameWrites writes = new NameWrites(storage);
    return List.of(
        Route.of("/dm/list").on(GET, reads::list),
        Route.of("/dm/stat").on(GET, reads::stat),
        Route.of("/dm/mkdir").on(POST, writes::makeDirectory),
        Route.of("/dm/unlink").on(POST, writes::unlink),
        Route.of("/dm/rmdir").on(POST, writes::removeDirectory),
        Route.of("/dm/rename").on(POST, writes::rename));
  }
}
