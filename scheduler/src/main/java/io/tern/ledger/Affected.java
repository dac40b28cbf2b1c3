package io.tern.ledger;

import io.tern.explain.Bound;
import io.tern.explain.Reason;
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
 * @param reasons why a transfer, a link or a storage stands where it does, if that was asked
 * @param bounds how many transfers a link's or a storage's limits let run, if that was asked
 * @param endMs when a job is likely to be over, if that was asked; 0 if nobody knows
 */
public record Affected(
    List<UUID> jobIds,
    long jobs,
    long transfers,
    List<Long> started,
    List<Long> absent,
    List<Reason> reasons,
    List<Bound> bounds,
    long endMs) {
  /** So many ids are told. */
  public static final int MOST_JOBS = 1_000;

  public static final Affected NOTHING = of(List.of(), 0, 0, List.of(), List.of());

  public Affected {
    jobIds = List.copyOf(jobIds);
    started = List.copyOf(started);
    absent = List.copyOf(absent);
    reasons = List.copyOf(reasons);
    bounds = List.copyOf(bounds);
  }

  static Affected of(
      List<UUID> jobIds, long jobs, long transfers, List<Long> started, List<Long> absent) {
    return new Affected(jobIds, jobs, transfers, started, absent, List.of(), List.of(), 0);
  }

  static Affected because(List<Reason> reasons) {
    return because(reasons, List.of());
  }

  static Affected because(List<Reason> reasons, List<Bound> bounds) {
    return new Affected(List.of(), 0, 0, List.of(), List.of(), reasons, bounds, 0);
  }

  static Affected foreseen(long endMs, List<Reason> reasons) {
    return new Affected(List.of(), 0, 0, List.of(), List.of(), reasons, List.of(), endMs);
  }
}
