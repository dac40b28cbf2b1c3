package io.tern.orchestrator.api.fts3;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.submission.Submissions;
import io.tern.orchestrator.view.JobReader;
import java.util.List;

/** The table of routes (FTS REST, "Route table"); the first that fits wins. */
public final class Fts3Routes {
  private Fts3Routes() {}

  public static List<Route> routes(
      CommandLog log, JobReader reader, Reading reading, Submissions submissions) {
    JobLookup lookup = new JobLookup(log, reader, reading);
    JobReads reads = new JobReads(lookup, reader, reading);
    JobWrites writes = new JobWrites(submissions, log, lookup, reader, reading);
    FileCancel fileCancel = new FileCancel(log, lookup, reader, reading);
    Admin admin = new Admin(log);
    return List.of(
        Route.of("/jobs").on(GET, reads::list).on(POST, writes::submit).on(PUT, writes::submit),
        Route.of("/jobs/{id}")
            .on(GET, reads::jobs)
            .on(DELETE, writes::cancel)
            .on(POST, writes::reprioritise),
        Route.of("/jobs/{id}/files").on(GET, reads::files),
        Route.of("/jobs/{id}/files/{fid}").on(DELETE, fileCancel::cancel),
        Route.of("/jobs/{id}/files/{fid}/retries").on(GET, reads::retries),
        Route.of("/jobs/{id}/dm").on(GET, reads::dataManagement),
        Route.of("/jobs/{id}/{field}").on(GET, reads::field),
        Route.of("/").on(GET, Discovery::root),
        Route.of("/whoami").on(GET, Discovery::whoami),
        Route.of("/admin/hold").on(POST, admin::hold));
  }
}
