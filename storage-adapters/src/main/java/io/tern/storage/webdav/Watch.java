package io.tern.storage.webdav;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds all running copies against their time limits, one tick for all of them: thousands of copies
 * need no timers of their own.
 */
final class Watch {
  private final Set<WebDavCopy> running = ConcurrentHashMap.newKeySet();
  private final int most;
  private final Vertx vertx;
  private final long timer;

  Watch(Vertx vertx, Duration tick, int most) {
    this.vertx = vertx;
    this.most = most;
    this.timer = vertx.setPeriodic(tick.toMillis(), fired -> check());
  }

  /** Whether there is room for {@code copy}, which then is watched until it ends. */
  boolean admit(WebDavCopy copy) {
    if (running.size() >= most) {
      return false;
    }
    running.add(copy);
    return true;
  }

  void forget(WebDavCopy copy) {
    running.remove(copy);
  }

  int running() {
    return running.size();
  }

  private void check() {
    long now = System.nanoTime();
    running.forEach(copy -> copy.check(now));
  }

  /** Abandons what runs. */
  void close() {
    vertx.cancelTimer(timer);
    running.forEach(WebDavCopy::abandon);
  }
}
