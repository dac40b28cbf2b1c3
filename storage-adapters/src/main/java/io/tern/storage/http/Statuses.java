package io.tern.storage.http;

import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts answers by the server that gave them, targets of redirects included, and by the class of
 * their status. The first {@value #MOST} servers have names of their own, all others are one. Safe
 * for any thread.
 */
public final class Statuses {
  /** The name of all servers that have none of their own. */
  public static final String OTHER = "_other";

  private static final int MOST = 1_000;

  private final Map<String, Map<String, LongAdder>> servers = new ConcurrentHashMap<>();

  /** What takes the count at each server and class. */
  public interface Visitor {
    void count(String server, String statusClass, long answers);
  }

  public void add(Endpoint from, HttpClientResponse answer) {
    add(from, answer.statusCode());
  }

  public void add(Endpoint from, int status) {
    String server = (from.tls() ? "https://" : "http://") + from.host();
    boolean named = servers.containsKey(server) || servers.size() < MOST;
    servers
        .computeIfAbsent(named ? server : OTHER, first -> new ConcurrentHashMap<>())
        .computeIfAbsent(status / 100 + "xx", first -> new LongAdder())
        .increment();
  }

  public void each(Visitor visitor) {
    servers.forEach((server, classes) ->
        classes.forEach((name, count) -> visitor.count(server, name, count.sum())));
  }
}
