package io.tern.ledger;

import java.util.List;
import java.util.UUID;

/**
 * What a command concerned.
 *
 * @param jobIds of jobs that a ban meets, at most {@value #MOST_JOBS}
 * @param jobs how many in all
 * @param transfers how many in all
 * @param started transfers that will start whatever the limits say
 * @param absent transfers that never were
 */
public record Affected(
    List<UUID> jobIds, long jobs, long transfers, List<Long> started, List<Long> absent) {
  /** So many ids are told. */
  public static final int MOST_JOBS = 1_000;

  public static final Affected NOTHING = new Affected(List.of(), 0, 0, List.of(), List.of());

  public Affected {
    jobIds = List.copyOf(jobIds);
    started = List.copyOf(started);
    absent = List.copyOf(absent);
  }
}
