package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.JobRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Committed journal records, in their order, and what follows from them: the unit in which a store
 * moves. One thread.
 */
public final class Batch {
  record Entry(byte[] key, byte @Nullable [] value) {}

  private final Applied upTo;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<UUID, Optional<JobRecord>> journaled = new HashMap<>();
  private final Map<UUID, JobRecord> derived = new HashMap<>();

  /**
   * @param upTo where the store stands once this batch is applied
   */
  public Batch(Applied upTo) {
    this.upTo = upTo;
  }

  /**
   * Adds a journal record. Positions are passed over: the batch has its own.
   *
   * @param key by {@link Keys}
   * @param value null for a tombstone
   * @throws IllegalArgumentException the key is of no known kind
   */
  public Batch put(byte[] key, byte @Nullable [] value) {
    switch (key[0]) {
      case Keys.JOB -> journaled.put(Keys.jobOf(key), parsed(value));
      case Keys.PART, Keys.TRANSFER, Keys.ATTEMPT -> entries.add(new Entry(key, value));
      case Keys.POSITION -> {}
      default ->
          throw new IllegalArgumentException(
              "journal key: " + (char) key[0] + " (expected: one of m, j, t, a, p)");
    }
    return this;
  }

  /**
   * Adds a job's record with its current state. It wins over the journal's own record in the same
   * batch, unless that is a tombstone.
   */
  public Batch job(UUID job, JobRecord record) {
    derived.put(job, record);
    return this;
  }

  Applied upTo() {
    return upTo;
  }

  List<Entry> entries() {
    return entries;
  }

  /** The last word on each job that changed; empty: it is gone. */
  Map<UUID, Optional<JobRecord>> jobs() {
    Map<UUID, Optional<JobRecord>> jobs = new HashMap<>(journaled);
    derived.forEach((job, record) ->
        jobs.merge(job, Optional.of(record), (old, now) -> old.isEmpty() ? old : now));
    return jobs;
  }

  /** All jobs of which something changes. */
  Set<UUID> touched() {
    Set<UUID> jobs = new HashSet<>(journaled.keySet());
    jobs.addAll(derived.keySet());
    entries.forEach(each -> jobs.add(Keys.jobOf(each.key())));
    return jobs;
  }

  private static Optional<JobRecord> parsed(byte @Nullable [] value) {
    return value == null ? Optional.empty() : Optional.of(Stored.parse(JobRecord.parser(), value));
  }
}
