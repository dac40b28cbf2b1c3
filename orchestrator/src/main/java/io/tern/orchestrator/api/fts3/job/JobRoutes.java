package io.tern.orchestrator.api.fts3.job;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.api.submission.Submissions;
import io.tern.orchestrator.view.JobReader;
import java.util.List;

/** The routes of jobs and files; the first that fits wins. */
public final class JobRoutes {
  private JobRoutes() {}

  public static List<Route> routes(Backend backend, Reading reading, Submissions submissions) {
    CommandLog log = backend.log();
    JobReader reader = backend.jobs();
    JobLookup lookup = new JobLookup(log, reader, reading);
    JobReads reads = new JobReads(lookup, reader, reading);
    JobWrites writes = new JobWrites(submissions, log, lookup, reader, reading);
    FileCancel fileCancel = new FileCancel(log, lookup, reader, reading);
    FileReads fileReads = new FileReads(reader, reading);
    return List.of(
        Route.of("/files").on(GET, fileReads::list),
        Route.of("/jobs").on(GET, reads::list).on(POST, writes::submit).on(PUT, writes::submit),
        Route.of("/jobs/{id}")
            .on(GET, reads::jobs)
            .on(DELETE, writes::cancel)
            .on(POST, writes::reprioritise),
        Route.of("/jobs/{id}/files").on(GET, reads::files),
        Route.of("/jobs/{id}/files/{fid}").on(DELETE, fileCancel::cancel),
        Route.of("/jobs/{id}/files/{fid}/retries").on(GET, reads::retries),
        Route.of("/jobs/{id}/dm").on(GET, reads::dataManagement),
        Route.of("/jobs/{id}/{field}").on(GET, reads::field));
  }
}
