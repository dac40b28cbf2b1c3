package io.tern.orchestrator.api.v1;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.lookup.ArchiveLookup;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.api.quota.Rates;
import io.tern.orchestrator.api.quota.Turnstile;
import io.tern.orchestrator.api.submission.Submissions;
import java.util.List;

/** The routes of the native API; {@code openapi.json} describes each of them. */
public final class V1Routes {
  private V1Routes() {}

  /**
   * @param perSecond requests that one principal may make a second
   */
  public static List<Route> routes(
      Backend backend,
      Reading reading,
      Submissions submissions,
      Turnstile turnstile,
      int perSecond) {
    RateLimits limits = new RateLimits(perSecond, new Rates());
    JobLookup lookup = new JobLookup(backend.log(), backend.jobs(), reading);
    JobPages pages = new JobPages(lookup, backend.jobs(), reading);
    JobChange change = new JobChange(backend.log(), lookup);
    Questions questions = new Questions(backend.log(), 64);
    Estimates estimates = new Estimates(questions, lookup);
    Questions asides = new Questions(backend.log(), 16);
    JobSubmit submit = new JobSubmit(submissions, new Estimates(asides, lookup));
    TransferExplain transfer = new TransferExplain(questions, backend.jobs(), reading);
    LimitExplain limit = new LimitExplain(questions);
    ArchivedJobs archived = new ArchivedJobs(new ArchiveLookup(backend.archive()), reading);
    EventStream events = new EventStream(backend.log(), lookup, backend.events(), turnstile);
    return List.of(
        Route.of("/openapi.json").on(GET, new OpenApi()::show),
        Route.of("/api/v1/jobs")
            .on(GET, limits.hold(pages::list))
            .on(POST, limits.hold(submit::submit)),
        Route.of("/api/v1/jobs/{id}")
            .on(GET, limits.hold(pages::show))
            .on(PATCH, limits.hold(change::reprioritise))
            .on(DELETE, limits.hold(change::cancel)),
        Route.of("/api/v1/jobs/{id}/estimate").on(GET, limits.hold(estimates::show)),
        Route.of("/api/v1/jobs/{id}/transfers").on(GET, limits.hold(pages::transfers)),
        Route.of("/api/v1/archive/jobs/{id}").on(GET, limits.hold(archived::show)),
        Route.of("/api/v1/transfers/{id}/explain").on(GET, limits.hold(transfer::show)),
        Route.of("/api/v1/links/explain").on(GET, limits.hold(limit::link)),
        Route.of("/api/v1/storages/explain").on(GET, limits.hold(limit::storage)),
        Route.of("/api/v1/jobs/{id}/events").on(GET, limits.hold(events::ofJob)),
        Route.of("/api/v1/vos/{vo}/events").on(GET, limits.hold(events::ofVo)));
  }
}
