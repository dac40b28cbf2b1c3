package io.tern.orchestrator.view;

import io.tern.job.JobState;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers one query: goes over the narrowest index backwards and keeps the jobs that match. */
final class Listing {
  private final Moment moment;
  private final JobQuery query;

  Listing(Moment moment, JobQuery query) {
    this.moment = moment;
    this.query = query;
  }

  List<StoredJob> jobs() {
    List<StoredJob> found = new ArrayList<>();
    try (Cursor index = moment.over(narrowest()).last()) {
      while (index.here() && !isFull(found) && !isTooOld(index)) {
        matching(Family.jobOf(index.key())).ifPresent(found::add);
        index.previous();
      }
    }
    return found;
  }

  /** First transfers grow with the time of acceptance, so two of these give the newest first. */
  private Family narrowest() {
    if (query.unfinishedOnly()) {
      return Family.UNFINISHED;
    }
    return byEnd() ? Family.ENDED : Family.LISTING;
  }

  private boolean byEnd() {
    return query.limit() == 0 && query.finishedSinceMs() > 0;
  }

  private boolean isFull(List<StoredJob> found) {
    return query.limit() > 0 && found.size() >= query.limit();
  }

  private boolean isTooOld(Cursor index) {
    return !query.unfinishedOnly()
        && byEnd()
        && Family.numberOf(index.key()) < query.finishedSinceMs();
  }

  private Optional<StoredJob> matching(UUID id) {
    return moment
        .record(id)
        .filter(this::stands)
        .flatMap(record ->
            moment
                .header(id)
                .filter(this::submittedAsAsked)
                .map(header -> new StoredJob(id, header, record)));
  }

  private boolean stands(JobRecord record) {
    boolean ended = EffectiveState.isTerminal(record.getState());
    return !(query.unfinishedOnly() && ended)
        && (query.finishedSinceMs() == 0
            || ended && record.getFinishedMs() >= query.finishedSinceMs())
        && (query.states().isEmpty() || query.states().stream().anyMatch(it -> is(it, record)));
  }

  private static boolean is(JobState state, JobRecord record) {
    return state.name().equals(record.getState().name());
  }

  private boolean submittedAsAsked(JobHeader header) {
    return asked(query.vo(), header.getVo())
        && asked(query.userDn(), header.getUserDn())
        && asked(query.credentialId(), header.getCredentialId())
        && asked(query.sourceStorage(), header.getSourceSe())
        && asked(query.destinationStorage(), header.getDestSe());
  }

  private static boolean asked(Optional<String> wanted, String value) {
    return wanted.isEmpty() || wanted.get().equals(value);
  }
}
