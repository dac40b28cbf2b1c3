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
  /** Jobs that one page looks at, at most. */
  private static final int EXAMINED = 100_000;

  private final Moment moment;
  private final JobQuery query;

  Listing(Moment moment, JobQuery query) {
    this.moment = moment;
    this.query = query;
  }

  /** Those after {@code seen}; the page ends early after many jobs that do not match. */
  JobPage page(Optional<JobMark> seen) {
    List<StoredJob> found = new ArrayList<>();
    Optional<JobMark> last = Optional.empty();
    int examined = 0;
    try (Cursor index = moment.over(narrowest())) {
      seen.ifPresentOrElse(
          mark -> index.before(Family.indexKey(mark.number(), mark.job())), index::last);
      while (index.here() && !isFull(found) && !isTooOld(index)) {
        if (query.limit() > 0 && examined++ >= EXAMINED) {
          return new JobPage(found, last);
        }
        UUID job = Family.jobOf(index.key());
        last = Optional.of(new JobMark(Family.numberOf(index.key()), job));
        matching(job).ifPresent(found::add);
        index.previous();
      }
      return new JobPage(found, index.here() && !isTooOld(index) ? last : Optional.empty());
    }
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
        .filter(record -> !moment.isAsRecorded() || stands(record))
        .flatMap(record -> moment.job(id, record))
        .filter(job -> stands(job.record()) && submittedAsAsked(job.header()));
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
