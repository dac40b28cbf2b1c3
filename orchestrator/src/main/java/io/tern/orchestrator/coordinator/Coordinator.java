package io.tern.orchestrator.coordinator;

import io.tern.ledger.Ledger;
import io.tern.limit.Ceilings;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.Watermarks;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.settings.SettingsTail;
import io.tern.orchestrator.view.Applied;
import io.tern.orchestrator.view.LocalStore;
import io.tern.pilot.Lesson;
import io.tern.schedule.Scheduler;
import io.tern.setting.Order;
import io.tern.setting.Setting;
import io.tern.setting.Settings;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in the coordination: it follows the journal, and leads when nobody else does.
 * One thread does either; whatever it decides is decided elsewhere, in {@link
 * io.tern.ledger.Coordination}.
 *
 * <p>The order at a claim is what makes it safe (architecture, rule 2): fence, then read the
 * journal to an end that was asked for after that, then decide. When a step's fate is uncertain the
 * ledger is thrown away and made again from the store, which holds committed steps only.
 */
public final class Coordinator implements AutoCloseable {
  /** The level of the records that this version writes and reads. */
  public static final int FORMAT = 1;

  private static final Logger log = LoggerFactory.getLogger(Coordinator.class);
  static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Whoever has a clock of the broker's time leads first. */
  private static final Duration WRONG_CLOCK_HANDICAP = Duration.ofSeconds(30);

  private static final Duration INTERRUPTED = Duration.ofSeconds(5);

  private final CoordinatorSettings settings;
  private final KafkaClients clients;
  private final Topics topics;
  private final LocalStore store;
  private final Watermarks watermarks;
  private final CoordinatorMeter meter;
  private final boolean mayLead;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch settled = new CountDownLatch(1);
  private final CountDownLatch broken = new CountDownLatch(1);
  private final Thread thread;

  private volatile boolean stopping;
  private volatile boolean leading;
  private volatile boolean caughtUp;
  private volatile String leader = "";
  private boolean firstTurn = true;
  private boolean mayHold = true;
  private boolean clockIsWrong;

  /**
   * @param mayLead false for a node that only follows, for its view's sake
   */
  public Coordinator(
      CoordinatorSettings settings,
      KafkaClients clients,
      Topics topics,
      LocalStore store,
      Watermarks watermarks,
      CoordinatorMeter meter,
      boolean mayLead) {
    this.settings = settings;
    this.clients = clients;
    this.topics = topics;
    this.store = store;
    this.watermarks = watermarks;
    this.meter = meter;
    this.mayLead = mayLead;
    thread = new Thread(this::run, "coordinator");
  }

  public void start() {
    thread.start();
  }

  /** Whether this node decides. */
  public boolean isLeading() {
    return leading;
  }

  /** Whether this node has read to the journal's end since it started. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /**
   * Waits until this node has read to the journal's end; what it showed before could be old.
   *
   * @return false when it never will, since the coordinator has ended
   */
  public boolean awaitCaughtUp() throws InterruptedException {
    settled.await();
    return caughtUp;
  }

  /** Returns when the coordinator cannot go on, of which the log tells the cause; else never. */
  public void awaitFailure() throws InterruptedException {
    broken.await();
  }

  /** The node that wrote the last step, as far as this one has read. */
  public String leader() {
    return leader;
  }

  private void run() {
    try {
      while (!stopping) {
        turn();
      }
    } catch (RuntimeException e) {
      log.error("the coordinator cannot go on", e);
      caughtUp = false;
      broken.countDown();
    } finally {
      settled.countDown();
      ended.countDown();
    }
  }

  /** One life of a ledger: from the store, through following, perhaps to leading. */
  private void turn() {
    try {
      if (catchUp()) {
        followAndLead();
      }
    } catch (Deposed e) {
      log.warn("leads no more: {}", e.getMessage(), e.getCause());
      clockIsWrong = e.isByClock();
    } catch (KafkaException e) {
      log.warn("Kafka does not answer: {}", e.getMessage());
      pause();
    } catch (UncheckedIOException e) {
      log.error("the local store does not take a step: {}", e.getMessage());
      pause();
    } finally {
      firstTurn = false;
      leading = false;
      meter.leading(false);
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  private boolean catchUp() {
    try (JournalTail tail = tail(store)) {
      return new CatchUp(store).run(tail, () -> stopping);
    }
  }

  private JournalTail tail(LocalStore store) {
    Applied applied = store.applied();
    return new JournalTail(clients, topics, applied.journalOffset(), applied.position());
  }

  private void followAndLead() throws Deposed {
    Ledger ledger = new Ledger(settings.rules(), new Scheduler(Ceilings.defaults()));
    Replica replica = new Replica(ledger, store, watermarks);
    caughtUp = true;
    settled.countDown();
    if (follow(replica)) {
      claimAndLead(replica);
    }
  }

  private boolean follow(Replica replica) {
    Duration handicap = clockIsWrong ? WRONG_CLOCK_HANDICAP : Duration.ZERO;
    Silence silence = new Silence(settings, firstTurn, handicap);
    try (JournalTail tail = tail(store)) {
      return new Follower(replica, tail, silence, meter, name -> leader = name)
          .follow(mayLead, () -> stopping);
    }
  }

  private void claimAndLead(Replica replica) throws Deposed {
    try (StepLog stepLog = new StepLog(clients, topics)) {
      if (readToEnd(replica)) {
        replica.ledger().settings(settings());
        lead(replica, stepLog);
      }
    }
  }

  /** To an end that is asked for after the claim: nothing of an earlier leader comes later. */
  private boolean readToEnd(Replica replica) {
    try (JournalTail tail = tail(store)) {
      long end = tail.end();
      while (!stopping && !tail.hasPassed(end)) {
        tail.poll(PATIENCE, replica::follow);
      }
      return !stopping;
    }
  }

  /** What this node brings along; a hold for its start is none for a later time it leads. */
  private List<Setting> own(Position position) {
    List<Setting> own = new ArrayList<>(settings.settings());
    if (mayHold && settings.hold() || position.getHeld()) {
      own.add(new Order.Hold());
    }
    return own;
  }

  /** After the claim too, as with the journal. */
  private Settings settings() {
    try (SettingsTail tail = new SettingsTail(clients, topics)) {
      return tail.readToEnd();
    }
  }

  private List<Lesson> lessons(long nowMs) {
    try (LessonTopic topic = new LessonTopic(clients, topics)) {
      return topic.read(nowMs);
    }
  }

  private void lead(Replica replica, StepLog stepLog) throws Deposed {
    Position position = store.applied().position();
    StepClock clock = new StepClock(Clock.systemUTC(), System::nanoTime);
    clock.notBelow(position.getStepMs());
    try (Inbox inbox = new Inbox(clients, topics, position)) {
      Leader lead =
          new Leader(
              settings,
              own(position),
              () -> lessons(clock.nowMs()),
              replica,
              stepLog,
              inbox,
              clock,
              position,
              meter);
      mayHold = false;
      Duration kept = settings.retention().inputs();
      leading = true;
      leader = settings.node();
      meter.leading(true);
      try (Trimmer trimmer = new Trimmer(clients, topics, kept, lead::position)) {
        trimmer.start();
        lead.lead(() -> stopping);
      }
    }
  }

  /**
   * Stops deciding: the step at hand is finished, then another node may lead. A step that Kafka
   * does not take within {@code patience} is given up.
   *
   * @return whether the step at hand was finished
   */
  public boolean stop(Duration patience) {
    stopping = true;
    try {
      if (ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      thread.interrupt();
      thread.join(INTERRUPTED);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(10));
  }
}
