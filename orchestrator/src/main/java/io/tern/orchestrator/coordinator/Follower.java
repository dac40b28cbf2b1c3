package io.tern.orchestrator.coordinator;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the leader's steps as they come, until nobody leads any more. One thread. */
final class Follower {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  private final Replica replica;
  private final JournalTail tail;
  private final Silence silence;
  private final CoordinatorMeter meter;
  private final Consumer<String> leader;

  /**
   * @param leader is told who wrote the last step
   */
  Follower(
      Replica replica,
      JournalTail tail,
      Silence silence,
      CoordinatorMeter meter,
      Consumer<String> leader) {
    this.replica = replica;
    this.tail = tail;
    this.silence = silence;
    this.meter = meter;
    this.leader = leader;
  }

  /**
   * Follows.
   *
   * @return true when this node should claim, false when it is to stop
   */
  boolean follow(boolean mayLead, BooleanSupplier stop) {
    show();
    while (!stop.getAsBoolean()) {
      int steps = tail.poll(Coordinator.PATIENCE, replica::follow);
      if (steps > 0) {
        silence.broken();
        show();
      } else if (mayLead && isOver()) {
        return true;
      }
    }
    return false;
  }

  private void show() {
    leader.accept(replica.store().applied().position().getLeader());
    replica.show();
    meter.state(replica.ledger());
  }

  /** Whether the broker answers, everything is read, and that has been so for long enough. */
  private boolean isOver() {
    if (silence.isUnproven()) {
      ask();
    }
    return silence.isLongEnough(replica.store().applied().position()) && tail.isAtEnd();
  }

  private void ask() {
    long askedNs = System.nanoTime();
    try {
      var unused = tail.end();
      silence.proven(askedNs);
    } catch (TimeoutException e) {
      log.warn("Kafka does not answer: {}", e.getMessage());
      silence.broken();
    }
  }
}
