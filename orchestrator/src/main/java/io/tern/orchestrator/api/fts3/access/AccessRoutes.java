package io.tern.orchestrator.api.fts3.access;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.fts3.setting.Changing;
import java.util.List;

/** The routes of rights, keys and bans. */
public final class AccessRoutes {
  private AccessRoutes() {}

  public static List<Route> routes(Backend backend) {
    Changing changing = new Changing(backend.administration());
    Sealing sealing = new Sealing(backend.box());
    Grants grants = new Grants(changing);
    CloudStorages clouds = new CloudStorages(changing, sealing);
    CloudUsers users = new CloudUsers(changing, sealing);
    TokenProviders providers = new TokenProviders(changing, sealing);
    StorageBans storages = new StorageBans(changing);
    UserBans people = new UserBans(changing);
    Wide wide = new Wide(backend.administration());
    return List.of(
        Route.of("/jobs/all").on(DELETE, wide::cancelAll),
        Route.of("/jobs/vo/{vo}").on(DELETE, wide::cancelVo),
        Route.of("/admin/force-start").on(POST, wide::forceStart),
        Route.of("/config/authorize")
            .on(GET, grants::list)
            .on(POST, grants::add)
            .on(DELETE, grants::remove),
        Route.of("/config/cloud_storage").on(GET, clouds::list).on(POST, clouds::add),
        Route.of("/config/cloud_storage/{name}")
            .on(GET, users::list)
            .on(POST, users::add)
            .on(DELETE, clouds::remove),
        Route.of("/config/cloud_storage/{name}/{owner}").on(DELETE, users::remove),
        Route.of("/config/token_providers").on(GET, providers::list).on(POST, providers::add),
        Route.of("/config/token_providers/{name}").on(DELETE, providers::remove),
        Route.of("/ban/se")
            .on(POST, storages::add)
            .on(GET, storages::list)
            .on(DELETE, storages::remove),
        Route.of("/ban/dn").on(POST, people::add).on(GET, people::list).on(DELETE, people::remove));
  }
}
