package io.tern.storage.webdav;

import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Latest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** The dialects of the servers that answered last. */
final class Dialects {
  private static final int SERVERS = 4096;

  private final Latest<String, Dialect> known = new Latest<>(SERVERS);

  void learn(Endpoint from, HttpClientResponse response) {
    String server = response.getHeader("Server");
    if (server != null) {
      known.put(from.authority(), Dialect.of(server));
    }
  }

  /** Null for a server that has not answered yet. */
  @Nullable Dialect of(Endpoint endpoint) {
    return known.get(endpoint.authority());
  }
}
