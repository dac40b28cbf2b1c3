package io.tern.loadtest.scheduling.world;

import io.tern.job.Failure;
import io.tern.job.Side;
import io.tern.loadtest.scheduling.flow.Fluid;
import io.tern.loadtest.scheduling.plant.Chance;
import io.tern.loadtest.scheduling.plant.Endpoint;
import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Request;
import io.tern.loadtest.scheduling.trace.Trace;
import io.tern.loadtest.scheduling.world.Attempts.Attempt;
import io.tern.loadtest.scheduling.world.Attempts.Phase;
import io.tern.timer.Deadlines;
import java.util.SplittableRandom;

/** One run in virtual time. Single-threaded; the same arguments give the same run. */
public final class World {
  private static final int ARRIVE = 0;
  private static final int FLOW = 1;
  private static final int MOVED = 2;
  private static final int FAIL = 3;
  private static final int TICK = 4;

  private static final long TICK_MS = 1_000;
  private static final long MARKER_MS = 5_000;

  /** FTS: 600 s, and 2 s for each MiB. */
  private static final long TIMEOUT_MS = 600_000;

  private static final double TIMEOUT_MS_PER_BYTE = 2_000.0 / (1 << 20);
  private static final double STALLED_BYTES_PER_MS = 10;
  private static final int REQUESTS = 4;
  private static final long SETUP = 0x53657475L;

  private final Plant plant;
  private final Trace trace;
  private final long stepMs;
  private final Conditions conditions;
  private final Policy policy;
  private final Witness witness;
  private final Arrivals arrivals;
  private final Fluid fluid;
  private final Attempts attempts = new Attempts();
  private final Deadlines events = new Deadlines();
  private final int[] running;
  private final double[] capacity;
  private final double[] answersAt;
  private final boolean[] served;

  /**
   * @param offered bytes a millisecond of each share on each link by the bound
   */
  public World(
      Plant plant,
      Trace trace,
      Conditions conditions,
      double[][] offered,
      long stepMs,
      Policy policy,
      Witness witness) {
    this.plant = plant;
    this.trace = trace;
    this.stepMs = stepMs;
    this.conditions = conditions;
    this.policy = policy;
    this.witness = witness;
    arrivals = new Arrivals(trace, plant.seed(), plant.paths().size(), offered);
    fluid = new Fluid(plant);
    running = new int[2 * plant.storages().size()];
    capacity = new double[running.length];
    answersAt = new double[plant.storages().size()];
    served = new boolean[plant.storages().size()];
    java.util.Arrays.fill(served, true);
  }

  public void run(long lengthMs) {
    begin();
    for (long from = 0; from < lengthMs; from += stepMs) {
      long to = from + stepMs;
      conditions.advance(from);
      breakUnserved(from);
      weighCapacities();
      fluid.step(from, to, capacity, this::moved);
      go(to);
      mark(to);
      witness.step(from, to, running);
    }
  }

  private void begin() {
    for (int stream = 0; stream < arrivals.streams(); stream++) {
      for (int i = arrivals.initially(); i > 0; i--) {
        arrive(stream, 0);
      }
      awaitNext(stream, 0);
    }
    events.at(0, TICK, 0);
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
    if (kind == TICK) {
      policy.tick(now);
      events.at(now + TICK_MS, TICK, 0);
    } else if (kind == ARRIVE) {
      arrive((int) ref, now);
      awaitNext((int) ref, now);
    } else if (attempts.isCurrent(ref)) {
      happen(kind, (int) ref, now);
    }
  }

  private void happen(int kind, int slot, long now) {
    switch (kind) {
      case FLOW -> flow(slot, now);
      case MOVED -> over(slot, now);
      default -> fail(slot, now);
    }
  }

  private void obey(long now) {
    for (int slot = policy.nextToStop(now); slot >= 0; slot = policy.nextToStop(now)) {
      stop(slot, now);
    }
    for (int slot = policy.next(now); slot >= 0; slot = policy.next(now)) {
      start(slot, policy.link(slot), now);
    }
  }

  private void awaitNext(int stream, long now) {
    double gap = arrivals.gapMs(stream);
    if (gap < Integer.MAX_VALUE) {
      events.at(now + Math.round(gap), ARRIVE, stream);
    }
  }

  private void arrive(int stream, long now) {
    int slot = attempts.freeSlot();
    long bytes = arrivals.nextBytes(stream);
    int[] links = {arrivals.link(stream)};
    Request request =
        new Request(slot, links, arrivals.share(stream), arrivals.priority(stream), bytes);
    attempts.put(slot, new Attempt(request, arrivals.id(stream), now));
    policy.queued(request, now);
  }

  private void start(int slot, int link, long now) {
    Attempt attempt = attempts.get(slot);
    Path path = plant.paths().get(link);
    attempt.link = link;
    attempt.startMs = now;
    attempt.tries++;
    attempt.phase = Phase.SETUP;
    attempts.begin(slot);
    running[2 * path.source()]++;
    running[2 * path.destination() + 1]++;
    Fate fate = fate(attempt, path);
    attempt.fate = fate;
    if (fate.afterMs() >= 0) {
      events.at(now + (long) fate.afterMs(), FAIL, attempts.ref(slot));
    } else {
      events.at(now + setupMs(attempt, path, now), FLOW, attempts.ref(slot));
    }
    Request request = attempt.request;
    witness.started(link, request.share(), isDoomed(path), now - attempt.queuedMs, now);
    policy.started(slot, link, request.share(), request.bytes(), now);
    if (attempt.tries == 1 && arrivals.refills()) {
      arrive(arrivals.stream(request.links()[0], request.share()), now);
    }
  }

  private Fate fate(Attempt attempt, Path path) {
    long seed = plant.seed();
    if (conditions.isOut(path.source())) {
      return Fate.refused(seed, attempt.number(), Side.SOURCE);
    }
    if (isDoomed(path)) {
      return Fate.refused(seed, attempt.number(), Side.DESTINATION);
    }
    double overload = overload(2 * path.source()) + overload(2 * path.destination() + 1);
    double failing = trace.failure() + plant.physics().overloadFailure() * overload;
    return Fate.of(seed, attempt.number(), Math.min(Physics.MOST_FAILURE, failing));
  }

  private boolean isDoomed(Path path) {
    return conditions.isOut(path.source())
        || conditions.isOut(path.destination())
        || conditions.isBlackHole(path.destination());
  }

  private double overload(int end) {
    return Math.max(0, (double) running[end] / plant.storages().get(end / 2).knee() - 1);
  }

  private long setupMs(Attempt attempt, Path path, long now) {
    SplittableRandom source = Chance.source(plant.seed(), SETUP, attempt.number());
    double own = Chance.logNormal(source, plant.physics().setupMs(), plant.physics().setupSigma());
    return (long) (own + Math.max(answered(path.source(), now), answered(path.destination(), now)));
  }

  /** How long a storage's other requests let an attempt wait. */
  private double answered(int storage, long now) {
    Endpoint endpoint = plant.storages().get(storage);
    double from = Math.max(now, answersAt[storage]);
    answersAt[storage] = from + REQUESTS * 1000.0 / endpoint.requestsPerS();
    return from - now;
  }

  private void flow(int slot, long now) {
    Attempt attempt = attempts.get(slot);
    attempt.phase = Phase.FLOWING;
    attempt.flowMs = now;
    attempt.toMove = attempt.request.bytes() * fateOf(attempt).part();
    attempt.mark = fluid.join(attempt.link, attempt.toMove, attempts.ref(slot), now, this::moved);
  }

  private static Fate fateOf(Attempt attempt) {
    return java.util.Objects.requireNonNull(attempt.fate);
  }

  private void moved(long ms, long ref) {
    if (attempts.isCurrent(ref)) {
      events.at(ms, MOVED, ref);
    }
  }

  /** It has moved all that its fate lets it. */
  private void over(int slot, long now) {
    Attempt attempt = attempts.get(slot);
    fluid.leave(attempt.link, now);
    if (fateOf(attempt).stalls()) {
      attempt.phase = Phase.STALLED;
      attempt.flowMs = now;
      long patience = (long) (attempt.request.bytes() * TIMEOUT_MS_PER_BYTE) + TIMEOUT_MS;
      events.at(Math.max(now, attempt.startMs + patience), FAIL, attempts.ref(slot));
    } else if (fateOf(attempt).failure() == null) {
      attempt.phase = Phase.SETUP;
      succeed(slot, attempt, now);
    } else {
      attempt.phase = Phase.SETUP;
      fail(slot, attempt, (long) attempt.toMove, now);
    }
  }

  private void succeed(int slot, Attempt attempt, long now) {
    Request request = attempt.request;
    long flowed = attempt.flowMs;
    free(slot, attempt);
    policy.done(slot, request.bytes(), now);
    witness.done(attempt.link, request.share(), request.bytes(), flowed, now);
    attempts.remove(slot);
  }

  private void fail(int slot, long now) {
    Attempt attempt = attempts.get(slot);
    long moved = moved(attempt, now);
    if (attempt.phase == Phase.FLOWING) {
      fluid.leave(attempt.link, now);
    }
    fail(slot, attempt, moved, now);
  }

  private void fail(int slot, Attempt attempt, long moved, long now) {
    free(slot, attempt);
    Failure failure = java.util.Objects.requireNonNull(fateOf(attempt).failure());
    witness.failed(attempt.link, attempt.request.share(), failure, moved, now);
    policy.failed(slot, failure, moved, now);
    if (policy.hasGivenUp(slot)) {
      attempts.remove(slot);
    }
  }

  private void stop(int slot, long now) {
    Attempt attempt = attempts.get(slot);
    if (attempt.phase == Phase.WAITING) {
      return;
    }
    if (attempt.phase == Phase.FLOWING) {
      fluid.leave(attempt.link, now);
    }
    free(slot, attempt);
    policy.left(slot, now);
  }

  private void free(int slot, Attempt attempt) {
    Path path = plant.paths().get(attempt.link);
    running[2 * path.source()]--;
    running[2 * path.destination() + 1]--;
    attempts.end(slot);
  }

  private long moved(Attempt attempt, long now) {
    return switch (attempt.phase) {
      case WAITING, SETUP -> 0;
      case FLOWING -> (long) (attempt.toMove - fluid.left(attempt.link, attempt.mark, now));
      case STALLED -> (long) (attempt.toMove + STALLED_BYTES_PER_MS * (now - attempt.flowMs));
    };
  }

  /** Performance markers: each attempt that flows sends one every 5 s, not all at once. */
  private void mark(long now) {
    long turns = Math.max(1, MARKER_MS / stepMs);
    long turn = now / stepMs % turns;
    for (int i = 0; i < attempts.running(); i++) {
      Attempt attempt = attempts.running(i);
      boolean sends = attempt.phase == Phase.FLOWING || attempt.phase == Phase.STALLED;
      if (sends && attempt.request.slot() % turns == turn) {
        policy.moved(attempt.request.slot(), moved(attempt, now), now);
      }
    }
  }

  private void weighCapacities() {
    for (int e = 0; e < capacity.length; e++) {
      double loss = plant.physics().overloadLoss() * overload(e);
      capacity[e] = conditions.capacity(e) / (1 + loss);
    }
  }

  /** What is under way at a storage that has just ceased to serve breaks. */
  private void breakUnserved(long now) {
    for (int storage = 0; storage < served.length; storage++) {
      boolean serves = !conditions.isOut(storage);
      if (served[storage] && !serves) {
        breakAt(storage, now);
      }
      served[storage] = serves;
    }
  }

  private void breakAt(int storage, long now) {
    for (int i = 0; i < attempts.running(); i++) {
      Attempt attempt = attempts.running(i);
      Path path = plant.paths().get(attempt.link);
      if (path.source() == storage || path.destination() == storage) {
        Side side = path.source() == storage ? Side.SOURCE : Side.DESTINATION;
        Fate fate = Fate.refused(plant.seed(), attempt.number(), side);
        attempt.fate = fate;
        events.at(now + (long) fate.afterMs(), FAIL, attempts.ref(attempt.request.slot()));
      }
    }
  }
}
