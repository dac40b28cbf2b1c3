package io.tern.orchestrator.api.fts3.access;

import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.tern.setting.Ban;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The unfinished jobs that a ban meets, as this node knows them; those whose files differ in their
 * storages are found by their files.
 */
record Affected(JobReader reader, Reading reading) {

  Future<Set<String>> byStorage(Ban.OfStorage ban) {
    return reading.read(() -> {
      Set<String> jobs = new TreeSet<>();
      String storage = ban.storage().value();
      for (StoredJob job : unfinished(Optional.of(ban.vo()), Optional.empty())) {
        if (touches(job, storage)) {
          jobs.add(job.id().toString());
        }
      }
      return jobs;
    });
  }

  /** By the job's header, or by its files where the header says that they differ. */
  private boolean touches(StoredJob job, String storage) {
    String source = job.header().getSourceSe();
    String destination = job.header().getDestSe();
    if (source.equals(storage) || destination.equals(storage)) {
      return true;
    }
    boolean[] found = {false};
    if (source.isEmpty() || destination.isEmpty()) {
      reader.transfers(
          job,
          file ->
              found[0] |=
                  file.sourceStorage().equals(storage)
                      || file.destinationStorage().equals(storage));
    }
    return found[0];
  }

  Future<Set<String>> byUser(Ban.OfUser ban) {
    return reading.read(() -> {
      Set<String> jobs = new TreeSet<>();
      unfinished(Optional.empty(), Optional.of(ban.dn()))
          .forEach(job -> jobs.add(job.id().toString()));
      return jobs;
    });
  }

  private List<StoredJob> unfinished(Optional<String> vo, Optional<String> dn) {
    return reader.list(
        new JobQuery(
            vo, dn, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), true, 0, 0));
  }

  static Future<Void> answer(Exchange exchange, Set<String> jobs) {
    return Answers.json(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (String job : jobs) {
            out.writeString(job);
          }
          out.writeEndArray();
        });
  }
}
