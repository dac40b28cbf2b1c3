package io.tern.orchestrator.api.exchange;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * A page of another site may not use a browser's certificate here.
 *
 * @param allowed one further origin that may
 */
public record Origins(Optional<String> allowed) {

  void check(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null || allowed.filter(origin::equals).isPresent()) {
      return;
    }
    String authority = origin.substring(origin.indexOf("//") + (origin.contains("//") ? 2 : 1));
    if (!authority.equalsIgnoreCase(request.getHeader("Host"))) {
      throw Refusal.forbidden("Host and Origin do not match");
    }
  }
}
