package io.tern.orchestrator.api.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds connections in number, and in the time until their first request: one that sends its head
 * a byte at a time is never idle and would stay for ever.
 */
final class Connections {
  private final Vertx vertx;
  private final HttpSettings settings;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<HttpConnection, Long> silent = new ConcurrentHashMap<>();

  Connections(Vertx vertx, HttpSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  void accept(HttpConnection connection) {
    int now = open.incrementAndGet();
    connection.closeHandler(v -> closed(connection));
    if (now > settings.connections()) {
      close(connection);
      return;
    }
    long timer = vertx.setTimer(settings.firstRequest().toMillis(), t -> close(connection));
    silent.put(connection, timer);
  }

  /** A whole request head has come. */
  void asked(HttpConnection connection) {
    Long timer = silent.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private void closed(HttpConnection connection) {
    open.decrementAndGet();
    asked(connection);
  }

  private static void close(HttpConnection connection) {
    connection.close().onFailure(e -> {});
  }
}
