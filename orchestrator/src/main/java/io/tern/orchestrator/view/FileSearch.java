package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.function.BiConsumer;

/** Answers one query for files: the newest jobs first, the files of each in the order of ids. */
final class FileSearch {
  private final Moment moment;
  private final FileQuery query;
  private final BiConsumer<StoredJob, StoredTransfer> each;
  private int left;

  FileSearch(Moment moment, FileQuery query, BiConsumer<StoredJob, StoredTransfer> each) {
    this.moment = moment;
    this.query = query;
    this.each = each;
    this.left = query.limit();
  }

  void run() {
    over(Family.UNFINISHED);
    if (query.finishedSinceMs() > 0) {
      over(Family.ENDED);
    }
  }

  private void over(Family index) {
    try (Cursor jobs = moment.over(index).last();
        Cursor changes = moment.over(Family.TRANSFERS)) {
      while (left > 0 && jobs.here() && !isTooOld(index, jobs)) {
        moment
            .job(Family.jobOf(jobs.key()))
            .filter(job -> hasEnded(job) == (index == Family.ENDED) && mayHold(job.header()))
            .ifPresent(job -> search(job, changes));
        jobs.previous();
      }
    }
  }

  private boolean isTooOld(Family index, Cursor jobs) {
    return index == Family.ENDED && Family.numberOf(jobs.key()) < query.finishedSinceMs();
  }

  /** One that has ended may be in both indexes until its last attempt is at rest. */
  private static boolean hasEnded(StoredJob job) {
    return EffectiveState.isTerminal(job.record().getState());
  }

  /** A job's storage is empty where those of its files differ. */
  private boolean mayHold(JobHeader header) {
    return query.vo().map(header.getVo()::equals).orElse(true)
        && query
            .sourceStorage()
            .map(it -> header.getSourceSe().isEmpty() || header.getSourceSe().equals(it))
            .orElse(true)
        && query
            .destinationStorage()
            .map(it -> header.getDestSe().isEmpty() || header.getDestSe().equals(it))
            .orElse(true);
  }

  private void search(StoredJob job, Cursor changes) {
    TransferWalk walk = moment.walk(job, changes);
    for (int part = 0; part < job.record().getParts() && left > 0; part++) {
      walk.over(moment.row(job.id(), part), file -> take(job, file));
    }
  }

  private void take(StoredJob job, StoredTransfer file) {
    if (left > 0 && matches(file)) {
      left--;
      each.accept(job, file);
    }
  }

  private boolean matches(StoredTransfer file) {
    return stands(file.record())
        && query.sourceStorage().map(file.sourceStorage()::equals).orElse(true)
        && query.destinationStorage().map(file.destinationStorage()::equals).orElse(true)
        && query.destinationUrl().map(file.text().getDestinationUrl()::equals).orElse(true);
  }

  private boolean stands(TransferRecord record) {
    boolean ended = EffectiveState.isTerminal(record.getState());
    boolean inTime =
        query.finishedSinceMs() == 0
            ? !ended
            : ended && record.getFinishMs() >= query.finishedSinceMs();
    String state = record.getState().name();
    return inTime
        && (query.states().isEmpty()
            || query.states().stream().anyMatch(it -> it.name().equals(state)));
  }
}
