package io.tern.storage.http;

import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts, by server, answers by the class of their status, and new connections with the time that
 * they took; targets of redirects are servers too. The first {@value #MOST} have names of their
 * own, all others are one. Safe for any thread.
 */
public final class Servers {
  /** The name of all servers that have none of their own. */
  public static final String OTHER = "_other";

  private static final int MOST = 1_000;

  private final Map<String, Counts> servers = new ConcurrentHashMap<>();

  private static final class Counts {
    final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    final LongAdder connections = new LongAdder();
    final LongAdder connectNanos = new LongAdder();
  }

  /** What takes the counts of each server. */
  public interface Visitor {
    void answers(String server, String statusClass, long answers);

    /**
     * @param seconds that all of them took from the first request on each, TLS handshakes and waits
     *     for a place among the connections included
     */
    void connections(String server, long opened, double seconds);
  }

  public void add(Endpoint from, HttpClientResponse answer) {
    add(from, answer.statusCode());
  }

  public void add(Endpoint from, int status) {
    of(from).answers.computeIfAbsent(status / 100 + "xx", first -> new LongAdder()).increment();
  }

  /** A new connection is there. */
  public void connected(Endpoint to, long nanos) {
    Counts counts = of(to);
    counts.connections.increment();
    counts.connectNanos.add(nanos);
  }

  private Counts of(Endpoint endpoint) {
    String server = (endpoint.tls() ? "https://" : "http://") + endpoint.host();
    boolean named = servers.containsKey(server) || servers.size() < MOST;
    return servers.computeIfAbsent(named ? server : OTHER, first -> new Counts());
  }

  public void each(Visitor visitor) {
    servers.forEach((server, counts) -> {
      counts.answers.forEach((name, count) -> visitor.answers(server, name, count.sum()));
      double seconds = counts.connectNanos.sum() / (double) TimeUnit.SECONDS.toNanos(1);
      visitor.connections(server, counts.connections.sum(), seconds);
    });
  }
}
