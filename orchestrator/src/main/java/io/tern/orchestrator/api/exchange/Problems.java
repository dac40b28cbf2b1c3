package io.tern.orchestrator.api.exchange;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Errors of the native API: {@code application/problem+json} (RFC 9457). */
final class Problems {
  private static final String PREFIX = "/api/v1";
  private static final String DESCRIPTION = "/openapi.json";

  private Problems() {}

  /** Whether the request is one of the native API. */
  static boolean wanted(HttpServerRequest request) {
    String path = request.path();
    String single = path == null ? "" : path.replaceAll("/{2,}", "/");
    return single.startsWith(PREFIX) || single.equals(DESCRIPTION);
  }

  static Future<Void> answer(HttpServerRequest request, Refusal refusal) {
    return Answers.json(
        request,
        refusal.status(),
        "application/problem+json",
        out -> {
          out.writeStartObject();
          out.writeStringField("title", refusal.statusLine().substring(4));
          out.writeNumberField("status", refusal.status());
          out.writeStringField("detail", refusal.getMessage());
          if (!refusal.pointer().isEmpty()) {
            out.writeArrayFieldStart("errors");
            out.writeStartObject();
            out.writeStringField("pointer", "#" + refusal.pointer());
            out.writeStringField("detail", refusal.getMessage());
            out.writeEndObject();
            out.writeEndArray();
          }
          out.writeEndObject();
        });
  }
}
