package io.tern.loadtest.scheduling.world;

import io.tern.job.Urgency;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Request;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.world.Attempts.Attempt;
import io.tern.pilot.Stall;
import io.tern.timer.Deadlines;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One run in virtual time. Single-threaded; the same arguments give the same run. */
public final class World {
  private static final int ARRIVE = 0;
  private static final int TICK = 4;
  private static final int CAMPAIGN = 5;

  private static final long TICK_MS = 1_000;
  private static final long MARKER_MS = 5_000;
  private static final long SPACE_MS = 60_000;

  private final long stepMs;
  private final long lengthMs;
  private final Conditions conditions;
  private final Pausing policy;
  private final Witness witness;
  private final Arrivals arrivals;
  private final List<Campaign> campaigns;
  private final Space space;
  private final Course course;
  private final Deadlines events = new Deadlines();
  private final boolean[] served;

  /**
   * @param offered bytes a millisecond of each community on each link by the bound
   * @param stepMs for which rates hold
   */
  public World(
      Plant plant,
      Trace trace,
      Conditions conditions,
      double[][] offered,
      long stepMs,
      long lengthMs,
      Policy policy,
      Witness witness) {
    this.stepMs = stepMs;
    this.lengthMs = lengthMs;
    this.conditions = conditions;
    this.policy = new Pausing(policy);
    this.witness = witness;
    arrivals = new Arrivals(plant, trace, lengthMs, offered);
    campaigns =
        Stream.concat(
                Calendar.of(plant, trace, lengthMs, offered).stream(),
                Recall.of(plant, trace, lengthMs).stream())
            .toList();
    space = new Space(plant);
    course = new Course(plant, trace.failure(), conditions, space, this.policy, witness, events);
    served = new boolean[plant.storages().size()];
    Arrays.fill(served, true);
  }

  public void run() {
    begin();
    for (long from = 0; from < lengthMs; from += stepMs) {
      long to = from + stepMs;
      change(from);
      course.step(from, to);
      go(to);
      long turns = Math.max(1, MARKER_MS / stepMs);
      course.mark(to / stepMs % turns, turns, to);
      witness.step(from, to, course.running);
    }
  }

  private void begin() {
    for (int stream = 0; stream < arrivals.streams(); stream++) {
      for (int i = arrivals.initially(stream); i > 0; i--) {
        arrive(stream, 0);
      }
      awaitNext(stream, 0);
    }
    for (int index = 0; index < campaigns.size(); index++) {
      events.at(campaigns.get(index).releaseMs(), CAMPAIGN, index);
    }
    events.at(0, TICK, 0);
  }

  private void change(long now) {
    conditions.advance(now);
    space.follow(conditions);
    policy.paused(conditions.isPaused());
    for (int storage = 0; storage < served.length; storage++) {
      boolean serves = !conditions.isOut(storage);
      if (served[storage] && !serves) {
        course.breakAt(storage, now);
      }
      served[storage] = serves;
    }
  }

  private void go(long until) {
    while (events.nextMs() < until) {
      long now = events.nextMs();
      while (events.due(now)) {
        happen(events.kind(), events.ref(), now);
      }
      obey(now);
    }
  }

  private void happen(int kind, long ref, long now) {
    switch (kind) {
      case TICK -> tick(now);
      case ARRIVE -> mayArrive((int) ref, now);
      case CAMPAIGN -> release(campaigns.get((int) ref), now);
      default -> course.happen(kind, ref, now);
    }
  }

  private void tick(long now) {
    if (now % SPACE_MS == 0) {
      space.tell(policy, now);
    }
    policy.tick(now);
    events.at(now + TICK_MS, TICK, 0);
  }

  private void obey(long now) {
    for (Stall stall = policy.nextToStop(now); stall != null; stall = policy.nextToStop(now)) {
      course.stop(stall.slot(), stall.failure(), now);
    }
    for (int slot = policy.next(now); slot >= 0; slot = policy.next(now)) {
      Attempt attempt = course.attempts.get(slot);
      course.start(slot, policy.link(slot), now);
      if (attempt.tries == 1 && arrivals.refills(attempt.stream)) {
        arrive(attempt.stream, now);
      }
    }
  }

  private void mayArrive(int stream, long now) {
    if (arrivals.comes(stream, now)) {
      arrive(stream, now);
    }
    awaitNext(stream, now);
  }

  private void awaitNext(int stream, long now) {
    double gap = arrivals.gapMs(stream);
    if (gap < lengthMs) {
      events.at(now + Math.round(gap), ARRIVE, stream);
    }
  }

  private void arrive(int stream, long now) {
    Arrivals.Coming file = arrivals.next(stream);
    int slot = course.attempts.freeSlot();
    queue(
        new Request(
            slot, file.links(), file.share(), file.priority(), file.bytes(), Urgency.NO_DEADLINE),
        stream,
        file.id(),
        now);
  }

  private void release(Campaign campaign, long now) {
    if (campaign.deadlineMs() != Urgency.NO_DEADLINE) {
      witness.wanted(
          campaign.storage(), campaign.share(), campaign.deadlineMs(), campaign.feasible());
    }
    for (Campaign.File file : campaign.files()) {
      int slot = course.attempts.freeSlot();
      queue(
          new Request(
              slot,
              new int[] {file.link()},
              campaign.share(),
              file.priority(),
              file.bytes(),
              campaign.deadlineMs()),
          Arrivals.NO_STREAM,
          file.id(),
          now);
    }
  }

  private void queue(Request request, int stream, long id, long now) {
    course.attempts.put(request.slot(), new Attempt(request, stream, id, now));
    witness.queued(request, now);
    policy.queued(request, now);
  }
}
