package io.tern.orchestrator.api.log;

import io.tern.orchestrator.api.Events;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A subscriber that may still be told of the past: what comes meanwhile waits, up to a limit. All
 * calls to the subscriber are made under its lock, in the order of messages.
 */
final class Subscription {
  private static final int WAITING = 10_000;

  private final Events.Subscriber subscriber;
  private final Queue<Events.Event> waiting = new ArrayDeque<>();
  private boolean live;
  private boolean ended;

  Subscription(Events.Subscriber subscriber, boolean live) {
    this.subscriber = subscriber;
    this.live = live;
  }

  /** A message that has just come. */
  synchronized void now(Events.Event event) {
    if (ended) {
      return;
    }
    if (live) {
      subscriber.event(event);
    } else if (waiting.size() < WAITING) {
      waiting.add(event);
    } else {
      end();
    }
  }

  /** A message of the past; false when nobody listens any more. */
  synchronized boolean past(Events.Event event) {
    if (!ended) {
      subscriber.event(event);
    }
    return !ended;
  }

  /** The past has been told. */
  synchronized void goLive() {
    live = true;
    while (!ended && !waiting.isEmpty()) {
      subscriber.event(waiting.remove());
    }
  }

  synchronized void end() {
    if (!ended) {
      ended = true;
      waiting.clear();
      subscriber.end();
    }
  }

  synchronized boolean hasEnded() {
    return ended;
  }
}
