package io.tern.orchestrator.api.fts3.config;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.fts3.setting.Changing;
import java.util.List;

/** The routes of links, storages, shares, and of the audit of all settings. */
public final class ConfigRoutes {
  private ConfigRoutes() {}

  public static List<Route> routes(Backend backend, Reading reading) {
    Changing changing = new Changing(backend.administration());
    Globals globals = new Globals(changing);
    Links links = new Links(changing);
    Shares shares = new Shares(changing);
    StorageConfig storages = new StorageConfig(changing);
    ActivityShares activities = new ActivityShares(changing);
    Audit audit = new Audit(changing, reading);
    HostPages hosts = new HostPages(changing, backend.nodes());
    Optimizer optimizer = new Optimizer(changing, reading);
    return List.of(
        Route.of("/config").on(GET, hosts::list),
        Route.of("/config/drain").on(POST, hosts::drain),
        Route.of("/optimizer").on(GET, optimizer::isOn),
        Route.of("/optimizer/evolution").on(GET, optimizer::evolution),
        Route.of("/optimizer/current").on(GET, optimizer::current).on(POST, optimizer::set),
        Route.of("/config/audit").on(GET, audit::show),
        Route.of("/config/global")
            .on(GET, globals::show)
            .on(POST, globals::set)
            .on(DELETE, globals::remove),
        Route.of("/config/links").on(GET, links::list).on(POST, links::set),
        Route.of("/config/links/{name}").on(GET, links::show).on(DELETE, links::remove),
        Route.of("/config/shares")
            .on(GET, shares::list)
            .on(POST, shares::set)
            .on(DELETE, shares::remove),
        Route.of("/config/se")
            .on(GET, storages::show)
            .on(POST, storages::set)
            .on(DELETE, storages::remove),
        Route.of("/config/activity_shares").on(GET, activities::list).on(POST, activities::set),
        Route.of("/config/activity_shares/{vo}")
            .on(GET, activities::show)
            .on(DELETE, activities::remove));
  }
}
