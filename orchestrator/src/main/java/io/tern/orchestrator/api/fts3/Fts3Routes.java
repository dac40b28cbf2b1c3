package io.tern.orchestrator.api.fts3;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.fts3.about.AboutRoutes;
import io.tern.orchestrator.api.fts3.job.JobRoutes;
import io.tern.orchestrator.api.submission.Submissions;
import io.tern.orchestrator.view.JobReader;
import java.util.List;
import java.util.stream.Stream;

/** The table of routes (docs/fts3-dialect.md, 1.2), put together from its rooms. */
public final class Fts3Routes {
  private Fts3Routes() {}

  public static List<Route> routes(
      CommandLog log, JobReader reader, Reading reading, Submissions submissions) {
    return Stream.of(JobRoutes.routes(log, reader, reading, submissions), AboutRoutes.routes(log))
        .flatMap(List::stream)
        .toList();
  }
}
