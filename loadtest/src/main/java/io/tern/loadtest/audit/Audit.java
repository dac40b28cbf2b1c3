package io.tern.loadtest.audit;

import io.tern.loadtest.load.Acknowledged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run: waits until every acknowledged job is terminal, then judges. Truth is the
 * generator's list and the farm's record, never Tern's own listing.
 *
 * @param acknowledged the generator's list
 * @param farmLog the farm's record
 * @param linkLimit copies that may run at once on a link, 0 for no limit
 * @param checksums ask every destination for its checksum
 */
public record Audit(
    TernStates tern, Path acknowledged, Path farmLog, int linkLimit, boolean checksums) {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int CROSS_CHECKED = 100;

  /** Told how many jobs are terminal, of how many. */
  public interface Progress {
    void terminal(long jobs, long of);
  }

  /** Waits at most {@code patience}, then judges what there is. Blocks. */
  public Verdict judge(Duration patience, Progress progress)
      throws IOException, InterruptedException {
    List<Acknowledged.Entry> entries = Acknowledged.read(acknowledged);
    Map<String, JobView> jobs = settle(entries, patience, progress);
    FarmRecord farm = FarmRecord.read(farmLog);
    Ledger ledger = new Ledger(entries, farm);
    jobs.values().forEach(ledger::enter);
    crossCheck(jobs, ledger);
    if (checksums) {
      checkContents(jobs, ledger);
    }
    return ledger.verdict(linkLimit > 0 && farm.linkPeak() > linkLimit ? 1 : 0);
  }

  /** The last view of every job that Tern knows; a service that is down is asked again. */
  private Map<String, JobView> settle(
      List<Acknowledged.Entry> entries, Duration patience, Progress progress)
      throws IOException, InterruptedException {
    Map<String, JobView> jobs = new HashMap<>();
    List<String> pending = entries.stream().map(Acknowledged.Entry::jobId).toList();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!pending.isEmpty()) {
      boolean last = System.nanoTime() >= deadline;
      pending = ask(pending, jobs, last);
      progress.terminal(entries.size() - pending.size(), entries.size());
      if (last) {
        break;
      }
      if (!pending.isEmpty()) {
        Thread.sleep(POLL);
      }
    }
    return jobs;
  }

  /** Asks for all of {@code ids}; returns those that are not terminal yet. */
  private List<String> ask(List<String> ids, Map<String, JobView> jobs, boolean last)
      throws IOException, InterruptedException {
    List<String> pending = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += TernStates.BULK) {
      List<String> bulk = ids.subList(i, Math.min(ids.size(), i + TernStates.BULK));
      try {
        tern.jobs(bulk).forEach(job -> jobs.put(job.jobId(), job));
      } catch (IOException e) {
        if (last) {
          throw e;
        }
      }
      bulk.stream().filter(id -> !isTerminal(jobs.get(id))).forEach(pending::add);
    }
    return pending;
  }

  private static boolean isTerminal(@Nullable JobView job) {
    return job != null && job.isTerminal();
  }

  /** A sample, evenly spread, asked for by the other route. */
  private void crossCheck(Map<String, JobView> jobs, Ledger ledger)
      throws IOException, InterruptedException {
    int step = Math.max(1, jobs.size() / CROSS_CHECKED);
    List<JobView> all = List.copyOf(jobs.values());
    for (int i = 0; i < all.size(); i += step) {
      JobView job = all.get(i);
      if (job.isTerminal() && !states(tern.files(job.jobId())).equals(states(job.files()))) {
        ledger.contradict();
      }
    }
  }

  private static Set<String> states(List<JobView.FileView> files) {
    return files.stream()
        .map(file -> file.fileId() + file.state() + file.destination())
        .collect(Collectors.toSet());
  }

  private static void checkContents(Map<String, JobView> jobs, Ledger ledger)
      throws IOException, InterruptedException {
    Destinations destinations = new Destinations();
    for (JobView job : jobs.values()) {
      for (JobView.FileView file : job.files()) {
        if (file.isFinished() && !destinations.holds(file.source(), file.destination())) {
          ledger.wrongContent();
        }
      }
    }
  }
}
