package io.tern.loadtest.scheduling.measure;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.loadtest.scheduling.plant.Endpoint;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.policy.Request;
import io.tern.loadtest.scheduling.world.Witness;

/** Counts what happens in a run. Bytes are those of verified copies, spread over their flow. */
public final class Meter implements Witness {
  /** The resolution of all that is kept over time. */
  public static final long BIN_MS = 10_000;

  final int shares;
  final double[][] bytes;
  final Standing standing;
  final Urgency urgency;
  final Promises promises = new Promises();
  long dones;
  long failures;
  long doomed;
  long noSpace;
  double askedBytes;
  double doneBytes;
  double wastedBytes;
  double placeMs;
  double overKneeMs;

  private final Plant plant;
  private final int[] knees;

  public Meter(Plant plant, int shares, long lengthMs) {
    this.plant = plant;
    this.shares = shares;
    int bins = (int) (lengthMs / BIN_MS) + 1;
    bytes = new double[shares][bins];
    standing = new Standing(shares, bins);
    urgency = new Urgency(plant);
    knees = plant.storages().stream().mapToInt(Endpoint::knee).toArray();
  }

  @Override
  public void wanted(int storage, int share, long deadlineMs, boolean feasible) {
    promises.wanted(storage, share, deadlineMs, feasible);
  }

  private int destination(int link) {
    return plant.paths().get(link).destination();
  }

  @Override
  public void queued(Request request, long nowMs) {
    askedBytes += request.bytes();
    standing.queued(request.share(), nowMs);
    urgency.queued(request);
    promises.queued(destination(request.links()[0]), request);
  }

  @Override
  public void started(
      int link, Request request, boolean isDoomed, boolean first, long waitedMs, long nowMs) {
    doomed += isDoomed ? 1 : 0;
    standing.started(request.share(), first, nowMs);
    urgency.started(link, request, nowMs);
  }

  @Override
  public void done(int link, Request request, long fromMs, long nowMs) {
    promises.done(destination(link), request, nowMs);
    flowed(request.share(), request.bytes(), fromMs, nowMs);
  }

  private void flowed(int share, long size, long fromMs, long nowMs) {
    dones++;
    doneBytes += size;
    double perMs = size / (double) Math.max(1, nowMs - fromMs);
    int last = (int) (nowMs / BIN_MS);
    for (int bin = (int) (fromMs / BIN_MS); bin <= last; bin++) {
      long from = Math.max(fromMs, bin * BIN_MS);
      long to = Math.min(Math.max(nowMs, fromMs + 1), (bin + 1) * BIN_MS);
      bytes[share][bin] += perMs * (to - from);
    }
  }

  @Override
  public void failed(int link, int share, Failure failure, long moved, long nowMs) {
    failures++;
    wastedBytes += moved;
    noSpace += failure.failureClass() == FailureClass.NO_SPACE ? 1 : 0;
  }

  @Override
  public void step(long fromMs, long toMs, int[] running) {
    for (int end = 0; end < running.length; end++) {
      placeMs += (double) running[end] * (toMs - fromMs);
      overKneeMs += (double) Math.max(0, running[end] - knees[end / 2]) * (toMs - fromMs);
    }
  }

  /** Bytes of all shares between two times, which are multiples of {@link #BIN_MS}. */
  double bytes(long fromMs, long toMs) {
    double sum = 0;
    for (int share = 0; share < shares; share++) {
      sum += bytes(share, fromMs, toMs);
    }
    return sum;
  }

  double bytes(int share, long fromMs, long toMs) {
    double sum = 0;
    for (int bin = (int) (fromMs / BIN_MS); bin < toMs / BIN_MS; bin++) {
      sum += bytes[share][bin];
    }
    return sum;
  }
}
