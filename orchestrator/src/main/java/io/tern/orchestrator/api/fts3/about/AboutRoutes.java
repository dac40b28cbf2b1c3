package io.tern.orchestrator.api.fts3.about;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import java.util.List;
import java.util.stream.Stream;

/** The routes that concern the service as a whole. */
public final class AboutRoutes {
  private AboutRoutes() {}

  public static List<Route> routes(Backend backend, Reading reading) {
    Admin admin = new Admin(backend.log());
    Hosts hosts = new Hosts(backend.jobs(), reading);
    SubmitSchema schema = new SubmitSchema();
    Autocomplete names = new Autocomplete(backend.jobs(), reading);
    return List.of(
        Route.of("/").on(GET, Discovery::root),
        Route.of("/whoami").on(GET, Discovery::whoami),
        Route.of("/whoami/certificate").on(GET, Discovery::certificate),
        Route.of("/api-docs/schema/submit").on(GET, schema::show),
        Route.of("/status/hosts").on(GET, hosts::show),
        Route.of("/autocomplete/dn").on(GET, names.of(job -> Stream.of(job.getUserDn()))),
        Route.of("/autocomplete/vo").on(GET, names.of(job -> Stream.of(job.getVo()))),
        Route.of("/autocomplete/source").on(GET, names.of(job -> Stream.of(job.getSourceSe()))),
        Route.of("/autocomplete/destination").on(GET, names.of(job -> Stream.of(job.getDestSe()))),
        Route.of("/autocomplete/storage")
            .on(GET, names.of(job -> Stream.of(job.getSourceSe(), job.getDestSe()))),
        Route.of("/admin/hold").on(POST, admin::hold));
  }
}
