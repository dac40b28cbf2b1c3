package io.tern.orchestrator.agent;

import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Start;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives attempts: takes dispatches, asks storages for copies, reports how they end. Moves no bytes
 * itself and decides nothing about other attempts.
 *
 * <p>It acts only on committed dispatches to its own incarnation, on each once. It starts nothing
 * while its last acknowledged heartbeat is not fresh, and stops everything when its lease ends;
 * once heartbeats are acknowledged again it goes on under a new incarnation. Outcomes wait until
 * Kafka takes them. All methods may be called from any thread.
 */
public final class Agent {
  /** How long the last reports may take after a drain's bound. */
  static final Duration LAST_REPORTS = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Agent.class);
  private static final int HELLO_SECONDS = 60;

  private enum Mode {
    STARTING,
    WORKING,
    LEASE_LOST,
    RENEWING,
    DRAINING,
    CLOSED
  }

  private final AgentSettings settings;
  private final AgentTopics topics;
  private final Supplier<String> incarnations;
  private final LongSupplier nanos;
  private final AgentMeter meter;
  private final Lease lease;
  private final Spool spool;
  private final Seen seen;
  private final List<Shard> copying = new ArrayList<>();
  private final List<Shard> onTape = new ArrayList<>();
  private final Places copies;
  private final Places tapes;
  private final Promise<Void> drained = Promise.promise();
  private volatile Mode mode = Mode.STARTING;
  private volatile String incarnation;
  private long beatNanos;
  private long drainByNanos;
  private boolean handedOver;
  private Runnable ticking = () -> {};

  /**
   * An agent whose attempts run on these loops; someone calls {@link #tick} now and then.
   *
   * @param incarnations texts never given before, in the order of time
   */
  Agent(
      AgentSettings settings,
      AgentTopics topics,
      Storages storages,
      AgentMeter meter,
      Supplier<String> incarnations,
      List<Executor> loops,
      LongSupplier nanos,
      LongSupplier wallMs) {
    this.settings = settings;
    this.topics = topics;
    this.incarnations = incarnations;
    this.nanos = nanos;
    this.meter = meter;
    this.incarnation = incarnations.get();
    this.lease = new Lease(settings.fresh(), settings.lease(), nanos.getAsLong());
    this.spool = new Spool(topics, settings.spool());
    this.seen = new Seen(settings.seen());
    Directions directions = new Directions(Duration.ofMinutes(30));
    Means means = new Means(settings.limits(), storages, directions, lease, meter, nanos, wallMs);
    int beatBytes = Math.max(1, settings.beatBytes() / loops.size());
    this.copies = new Places(settings.capacity(), this::isOpen);
    this.tapes = new Places(settings.tapeCapacity(), this::isOpen);
    for (Executor loop : loops) {
      copying.add(shard(loop, copies, means, settings.capacity(), beatBytes));
      onTape.add(shard(loop, tapes, means, settings.tapeCapacity(), 0));
    }
  }

  /**
   * Starts an agent on event loops of its own. Succeeds once its hello is acknowledged; from then
   * on it takes dispatches.
   *
   * @param incarnations texts never given before, in the order of time; one is asked for at once
   *     and one after each lost lease
   */
  public static Future<Agent> start(
      Vertx vertx,
      AgentSettings settings,
      AgentTopics topics,
      Storages storages,
      AgentMeter meter,
      Supplier<String> incarnations) {
    return EventLoops.open(vertx, settings.loops())
        .map(loops ->
            new Agent(
                settings,
                topics,
                storages,
                meter,
                incarnations,
                loops.executors(),
                System::nanoTime,
                System::currentTimeMillis))
        .compose(agent -> agent.begin(vertx));
  }

  private Future<Agent> begin(Vertx vertx) {
    long timer = vertx.setPeriodic(settings.tick().toMillis(), id -> tick());
    ticking = () -> vertx.cancelTimer(timer);
    return begin().map(this);
  }

  /** Says hello and begins to read; fails if Kafka does not take the hello within a minute. */
  Future<Void> begin() {
    return topics
        .seekToEnd()
        .compose(v -> hello().timeout(HELLO_SECONDS, TimeUnit.SECONDS))
        .onSuccess(v -> work())
        .onSuccess(v -> topics.read(this::take));
  }

  private Future<Void> hello() {
    long sent = nanos.getAsLong();
    return reporter(Runnable::run)
        .hello(settings.capacity(), settings.tapeCapacity())
        .onSuccess(v -> lease.renew(sent));
  }

  private synchronized void work() {
    if (mode == Mode.STARTING || mode == Mode.RENEWING) {
      mode = Mode.WORKING;
      log.info("agent {} works as {}", settings.name(), incarnation);
    }
  }

  /** Attempts under way. */
  public int active() {
    return copies.taken() + tapes.taken();
  }

  /** Reports that Kafka has not acknowledged yet. */
  public int spooled() {
    return spool.waiting();
  }

  /**
   * Takes nothing new and hands back what has not begun, and all that waits for tape. Copies under
   * way may end within {@code bound}; the others are handed over, which leaves them to be found by
   * the next attempt. Succeeds when all is reported, or {@link #LAST_REPORTS} after the bound.
   */
  public synchronized Future<Void> drain(Duration bound) {
    if (mode != Mode.DRAINING && mode != Mode.CLOSED) {
      mode = Mode.DRAINING;
      drainByNanos = nanos.getAsLong() + bound.toNanos();
      each(shard -> shard.close(Interruption.HANDED_OVER));
      each(onTape, shard -> shard.interrupt(Interruption.HANDED_OVER));
      log.info("agent {} drains, {} attempts active", settings.name(), active());
    }
    return drained.future();
  }

  /** Looks at the time no more: it has drained, and its node ends. */
  public void rest() {
    ticking.run();
  }

  /** Ends at once; what is under way is left as it is. */
  public Future<Void> close() {
    mode = Mode.CLOSED;
    rest();
    return topics.close();
  }

  /** Looks at the time. */
  synchronized void tick() {
    long now = nanos.getAsLong();
    if (mode == Mode.CLOSED) {
      return;
    }
    spool.retry();
    each(Shard::tick);
    if (mode != Mode.STARTING) {
      keepLease(now);
      beatIfDue(now);
    }
    if (mode == Mode.DRAINING) {
      endDrain(now);
    }
  }

  private void keepLease(long now) {
    if (!lease.holds(now)) {
      loseLease();
    } else if (mode == Mode.LEASE_LOST && lease.isFresh(now) && spool.waiting() == 0) {
      renew();
    }
  }

  private void loseLease() {
    if (mode == Mode.WORKING) {
      mode = Mode.LEASE_LOST;
      log.warn("agent {} lost its lease, {} attempts stop", settings.name(), active());
      each(shard -> shard.close(Interruption.LEASE_ENDED));
    }
    if (active() > 0) {
      each(shard -> shard.interrupt(Interruption.LEASE_ENDED));
    }
  }

  /** A new incarnation: dispatches to the old one, however late they are read, are void. */
  private void renew() {
    mode = Mode.RENEWING;
    incarnation = incarnations.get();
    each(shard -> shard.open(reporter(shard.loop())));
    hello().onSuccess(v -> work());
  }

  private void beatIfDue(long now) {
    if (now - beatNanos < settings.heartbeat().toNanos()) {
      return;
    }
    beatNanos = now;
    topics.beat(heartbeat(now)).onSuccess(v -> lease.renew(now));
  }

  private Heartbeat heartbeat(long now) {
    Heartbeat.Builder beat = Heartbeat.newBuilder();
    for (Shard shard : copying) {
      Heartbeat moved = shard.takeMoved();
      if (moved != null) {
        beat.mergeFrom(moved);
      }
    }
    return beat.setAgent(settings.name())
        .setIncarnation(incarnation)
        .setActive(copies.taken())
        .setCapacity(settings.capacity())
        .setTapeCapacity(settings.tapeCapacity())
        .setDraining(mode == Mode.DRAINING)
        .setSentMs(TimeUnit.NANOSECONDS.toMillis(now))
        .build();
  }

  private void endDrain(long now) {
    if (now - drainByNanos >= 0 && !handedOver) {
      handedOver = true;
      each(shard -> shard.interrupt(Interruption.HANDED_OVER));
    }
    boolean reported = active() == 0 && spool.waiting() == 0;
    if (reported || now - drainByNanos >= LAST_REPORTS.toNanos()) {
      if (drained.tryComplete()) {
        log.info("agent {} is drained, {} reports left", settings.name(), spool.waiting());
      }
    }
  }

  /** Called by the reading thread alone. */
  private void take(List<Dispatch> dispatches) {
    Map<Shard, List<Dispatch>> byShard = new IdentityHashMap<>();
    for (Dispatch dispatch : dispatches) {
      if (isNew(dispatch)) {
        for (Shard shard : shardsOf(dispatch)) {
          byShard.computeIfAbsent(shard, first -> new ArrayList<>()).add(dispatch);
        }
      } else {
        meter.ignored();
      }
    }
    byShard.forEach((shard, given) -> shard.loop().execute(() -> shard.accept(given)));
  }

  private boolean isNew(Dispatch dispatch) {
    return dispatch.hasStop()
        || dispatch.hasStart()
            && seen.add(dispatch.getStart().getTransfer(), dispatch.getStart().getAttempt());
  }

  /** A stop does not say what the attempt is to do: it goes to whoever may have it. */
  private List<Shard> shardsOf(Dispatch dispatch) {
    if (dispatch.hasStop()) {
      long transfer = dispatch.getStop().getTransfer();
      return List.of(shardOf(copying, transfer), shardOf(onTape, transfer));
    }
    Start start = dispatch.getStart();
    return switch (start.getTask()) {
      case BRING_ONLINE, WATCH_ARCHIVE -> List.of(shardOf(onTape, start.getTransfer()));
      case COPY, TASK_UNSPECIFIED, UNRECOGNIZED -> List.of(shardOf(copying, start.getTransfer()));
    };
  }

  private static Shard shardOf(List<Shard> shards, long transfer) {
    return shards.get(Math.floorMod(Long.hashCode(transfer), shards.size()));
  }

  private void each(Consumer<Shard> action) {
    each(copying, action);
    each(onTape, action);
  }

  private static void each(List<Shard> shards, Consumer<Shard> action) {
    shards.forEach(shard -> shard.loop().execute(() -> action.accept(shard)));
  }

  private Shard shard(Executor loop, Places places, Means means, int mayWait, int beatBytes) {
    return new Shard(reporter(loop), places, means, mayWait, beatBytes, settings.tick());
  }

  private Reporter reporter(Executor loop) {
    return new Reporter(settings.name(), incarnation, spool, loop);
  }

  /** Whether something new may begin. */
  private boolean isOpen() {
    return mode == Mode.WORKING && !spool.isFull() && lease.isFresh(nanos.getAsLong());
  }
}
