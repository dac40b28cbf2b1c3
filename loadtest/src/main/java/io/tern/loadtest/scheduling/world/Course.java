package io.tern.loadtest.scheduling.world;

import io.tern.job.Failure;
import io.tern.job.Side;
import io.tern.loadtest.scheduling.flow.Fluid;
import io.tern.loadtest.scheduling.plant.Chance;
import io.tern.loadtest.scheduling.plant.Endpoint;
import io.tern.loadtest.scheduling.plant.Path;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.Unevenness;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Request;
import io.tern.loadtest.scheduling.world.Attempts.Attempt;
import io.tern.loadtest.scheduling.world.Attempts.Phase;
import io.tern.timer.Deadlines;
import java.util.Objects;
import java.util.SplittableRandom;

/** The course of every attempt: its set-up, its flow, its end. */
final class Course {
  static final int FLOW = 1;
  static final int MOVED = 2;
  static final int FAIL = 3;

  /** FTS: 600 s, and 2 s for each MiB. */
  private static final long TIMEOUT_MS = 600_000;

  private static final double TIMEOUT_MS_PER_BYTE = 2_000.0 / (1 << 20);
  private static final double STALLED_BYTES_PER_MS = 10;
  private static final int REQUESTS = 4;
  private static final long SETUP = 0x53657475L;

  final Attempts attempts = new Attempts();
  final int[] running;

  private final Plant plant;
  private final double failure;
  private final Conditions conditions;
  private final Space space;
  private final Policy policy;
  private final Witness witness;
  private final Deadlines events;
  private final Fluid fluid;
  private final double[] capacity;
  private final double[] answersAt;
  private final boolean heeded;

  Course(
      Plant plant,
      double failure,
      Conditions conditions,
      Space space,
      Policy policy,
      Witness witness,
      Deadlines events) {
    this.plant = plant;
    this.failure = failure;
    this.conditions = conditions;
    this.space = space;
    this.policy = policy;
    this.witness = witness;
    this.events = events;
    heeded = policy.heedsMarkers();
    fluid = new Fluid(plant);
    running = new int[2 * plant.storages().size()];
    capacity = new double[running.length];
    answersAt = new double[plant.storages().size()];
  }

  /** Rates for the time from now on, by the conditions and by what runs. */
  void step(long from, long to) {
    for (int e = 0; e < capacity.length; e++) {
      double loss = plant.physics().overloadLoss() * overload(e);
      capacity[e] = conditions.capacity(e) / (1 + loss);
    }
    fluid.step(from, to, capacity, this::moved);
  }

  private double overload(int end) {
    return Math.max(0, (double) running[end] / plant.storages().get(end / 2).knee() - 1);
  }

  void start(int slot, int link, long now) {
    Attempt attempt = attempts.get(slot);
    Path path = plant.paths().get(link);
    attempt.begin(link, now);
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
    witness.started(link, request, isDoomed(path), attempt.tries == 1, now - attempt.queuedMs, now);
    policy.started(slot, link, request.share(), request.bytes(), now);
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
    double failing = failure + plant.physics().overloadFailure() * overload;
    return Fate.of(seed, attempt.number(), Math.min(Physics.MOST_FAILURE, failing));
  }

  private boolean isDoomed(Path path) {
    return conditions.isOut(path.source())
        || conditions.isOut(path.destination())
        || conditions.isBlackHole(path.destination());
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

  /** An event of an attempt, unless that is over. */
  void happen(int kind, long ref, long now) {
    int slot = (int) ref;
    if (attempts.isCurrent(ref)) {
      switch (kind) {
        case FLOW -> flow(slot, now);
        case MOVED -> over(slot, now);
        default -> fail(slot, now);
      }
    }
  }

  private void flow(int slot, long now) {
    Attempt attempt = attempts.get(slot);
    long bytes = attempt.request.bytes();
    if (!space.takes(plant.paths().get(attempt.link).destination(), bytes)) {
      attempt.fate = Fate.FULL;
      fail(slot, now);
      return;
    }
    attempt.hasSpace = true;
    attempt.phase = Phase.FLOWING;
    attempt.flowMs = now;
    attempt.toMove = bytes * fateOf(attempt).part();
    attempt.mark = fluid.join(attempt.link, attempt.toMove, attempts.ref(slot), now, this::moved);
  }

  private static Fate fateOf(Attempt attempt) {
    return Objects.requireNonNull(attempt.fate);
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
      succeed(slot, attempt, now);
    } else {
      fail(slot, attempt, (long) attempt.toMove, now);
    }
  }

  private void succeed(int slot, Attempt attempt, long now) {
    Request request = attempt.request;
    attempt.hasSpace = false;
    free(slot, attempt);
    policy.done(slot, request.bytes(), now);
    witness.done(attempt.link, request, attempt.flowMs, now);
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
    Failure failed = Objects.requireNonNull(fateOf(attempt).failure());
    witness.failed(attempt.link, attempt.request.share(), failed, moved, now);
    policy.failed(slot, failed, moved, now);
    if (policy.hasGivenUp(slot)) {
      attempts.remove(slot);
    }
  }

  /** The policy ends an attempt before its time. */
  void stop(int slot, Failure failure, long now) {
    Attempt attempt = attempts.get(slot);
    if (attempt.phase != Phase.WAITING) {
      attempt.fate = Fate.broken(failure);
      fail(slot, now);
    }
  }

  private void free(int slot, Attempt attempt) {
    Path path = plant.paths().get(attempt.link);
    running[2 * path.source()]--;
    running[2 * path.destination() + 1]--;
    if (attempt.hasSpace) {
      space.givesBack(path.destination(), attempt.request.bytes());
      attempt.hasSpace = false;
    }
    attempts.end(slot);
  }

  private long moved(Attempt attempt, long now) {
    return switch (attempt.phase) {
      case WAITING, SETUP -> 0;
      case FLOWING -> (long) (attempt.toMove - fluid.left(attempt.link, attempt.mark, now));
      case STALLED -> (long) (attempt.toMove + STALLED_BYTES_PER_MS * (now - attempt.flowMs));
    };
  }

  /** What a marker tells of a copy that would have moved that much at a steady rate. */
  private long told(Attempt attempt, long moved) {
    double bytes = attempt.request.bytes();
    return (long) (bytes * unevenness(attempt).moved(moved / bytes));
  }

  private Unevenness unevenness(Attempt attempt) {
    Unevenness curve = attempt.unevenness;
    if (curve == null) {
      curve = new Unevenness(plant.physics().unevenness(), plant.seed(), attempt.number());
      attempt.unevenness = curve;
    }
    return curve;
  }

  /** Performance markers of those whose turn it is. */
  void mark(long turn, long turns, long now) {
    for (int i = 0; i < attempts.running(); i++) {
      int slot = attempts.running(i);
      if (slot % turns == turn) {
        mark(slot, attempts.get(slot), now);
      }
    }
  }

  private void mark(int slot, Attempt attempt, long now) {
    if (attempt.phase == Phase.FLOWING || attempt.phase == Phase.STALLED) {
      long moved = moved(attempt, now);
      if (heeded) {
        policy.moved(slot, told(attempt, moved), now);
      }
      if (attempt.standsStill(moved, now)) {
        attempt.fate = Fate.broken(Fate.STILL);
        events.at(now, FAIL, attempts.ref(slot));
      }
    }
  }

  /** What is under way at a storage that has just ceased to serve breaks. */
  void breakAt(int storage, long now) {
    for (int i = 0; i < attempts.running(); i++) {
      int slot = attempts.running(i);
      Attempt attempt = attempts.get(slot);
      Path path = plant.paths().get(attempt.link);
      if (path.source() == storage || path.destination() == storage) {
        Side side = path.source() == storage ? Side.SOURCE : Side.DESTINATION;
        Fate fate = Fate.refused(plant.seed(), attempt.number(), side);
        attempt.fate = fate;
        events.at(now + (long) fate.afterMs(), FAIL, attempts.ref(slot));
      }
    }
  }
}
