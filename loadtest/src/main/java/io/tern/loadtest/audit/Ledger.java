package io.tern.loadtest.audit;

import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.load.Acknowledged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds Tern's account against the generator's list and the farm's record, job by job. Pure: it
 * asks nobody. Used by one thread.
 */
final class Ledger {
  private final Map<String, Integer> filesOf = new HashMap<>();
  private final FarmRecord farm;
  private final Set<Long> fileIds = new HashSet<>();
  private final Set<FileName> proven = new HashSet<>();
  private long acknowledged;
  private long seen;
  private long terminal;
  private long surplus;
  private long unfinished;
  private long contradicted;
  private long finished;
  private long failed;
  private long unproven;
  private long wrong;

  Ledger(List<Acknowledged.Entry> entries, FarmRecord farm) {
    this.farm = farm;
    for (Acknowledged.Entry entry : entries) {
      filesOf.put(entry.jobId(), entry.files());
      acknowledged += entry.files();
    }
  }

  /** Takes Tern's last word on a job. */
  void enter(JobView job) {
    int due = filesOf.getOrDefault(job.jobId(), 0);
    seen += Math.min(due, job.files().size());
    surplus += Math.max(0, job.files().size() - due);
    job.files().forEach(this::enter);
    contradicted += agrees(job) ? 0 : 1;
  }

  /** FTS's rule for the state of a job (all finished, none, or some), where all files are final. */
  private static boolean agrees(JobView job) {
    if (!job.files().stream().allMatch(JobView.FileView::isTerminal)) {
      return !job.isInTerminalState();
    }
    boolean all = job.files().stream().allMatch(JobView.FileView::isFinished);
    return job.isTerminal() && job.state().equals("FINISHED") == all;
  }

  private void enter(JobView.FileView file) {
    if (!fileIds.add(file.fileId())) {
      surplus++;
    }
    if (!file.isTerminal()) {
      unfinished++;
      return;
    }
    terminal++;
    if (!file.isFinished()) {
      failed++;
      return;
    }
    finished++;
    FileName destination = FileName.ofUrl(file.destination());
    if (farm.successes(destination) == 0 || !proven.add(destination)) {
      unproven++;
    }
  }

  /** The other route shows a file of the job in another state. */
  void contradict() {
    contradicted++;
  }

  /** A destination does not hold what its source holds. */
  void wrongContent() {
    wrong++;
  }

  Verdict verdict(long overLimit) {
    return new Verdict(
        acknowledged,
        terminal,
        acknowledged - seen,
        surplus,
        unfinished,
        contradicted,
        finished,
        failed,
        unproven,
        wrong,
        farm.doubled(),
        farm.overlapping(),
        farm.overlappingOrphans(),
        overLimit);
  }
}
