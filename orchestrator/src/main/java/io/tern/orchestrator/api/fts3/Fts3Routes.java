package io.tern.orchestrator.api.fts3;

import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.delegation.DelegationRoutes;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.fts3.about.AboutRoutes;
import io.tern.orchestrator.api.fts3.access.AccessRoutes;
import io.tern.orchestrator.api.fts3.archive.ArchiveRoutes;
import io.tern.orchestrator.api.fts3.config.ConfigRoutes;
import io.tern.orchestrator.api.fts3.dm.DmRoutes;
import io.tern.orchestrator.api.fts3.job.JobRoutes;
import io.tern.orchestrator.api.submission.Submissions;
import io.tern.orchestrator.security.address.StoragePolicy;
import java.util.List;
import java.util.stream.Stream;

/** The table of routes (docs/fts3-dialect.md, 1.2), put together from its rooms. */
public final class Fts3Routes {
  private Fts3Routes() {}

  /**
   * @param storages that users may name
   */
  public static List<Route> routes(
      Backend backend, Reading reading, Submissions submissions, StoragePolicy storages) {
    return Stream.of(
            AccessRoutes.routes(backend),
            JobRoutes.routes(backend, reading, submissions),
            ArchiveRoutes.routes(backend.archive(), reading),
            DmRoutes.routes(backend.namespaces(), storages),
            ConfigRoutes.routes(backend, reading),
            DelegationRoutes.routes(backend.delegations()),
            AboutRoutes.routes(backend, reading))
        .flatMap(List::stream)
        .toList();
  }
}
