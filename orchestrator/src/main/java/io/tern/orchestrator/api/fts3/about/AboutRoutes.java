package io.tern.orchestrator.api.fts3.about;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Route;
import java.util.List;

/** The routes that concern the service as a whole. */
public final class AboutRoutes {
  private AboutRoutes() {}

  public static List<Route> routes(CommandLog log) {
    Admin admin = new Admin(log);
    return List.of(
        Route.of("/").on(GET, Discovery::root),
        Route.of("/whoami").on(GET, Discovery::whoami),
        Route.of("/admin/hold").on(POST, admin::hold));
  }
}
