package io.tern.orchestrator.api.fts3.dm;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.tern.orchestrator.api.Namespaces;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.security.address.StoragePolicy;
import java.util.List;

/** The routes of namespaces. */
public final class DmRoutes {
  private DmRoutes() {}

  /**
   * @param policy which storages users may name
   */
  public static List<Route> routes(Namespaces namespaces, StoragePolicy policy) {
    Desk desk = new Desk(namespaces);
    Surl surls = new Surl(policy);
    NameReads reads = new NameReads(desk, surls);
    NameWrites writes = new NameWrites(desk, surls);
    return List.of(
        Route.of("/dm/list").on(GET, reads::list),
        Route.of("/dm/stat").on(GET, reads::stat),
        Route.of("/dm/mkdir").on(POST, writes::makeDirectory),
        Route.of("/dm/unlink").on(POST, writes::unlink),
        Route.of("/dm/rmdir").on(POST, writes::removeDirectory),
        Route.of("/dm/rename").on(POST, writes::rename));
  }
}
