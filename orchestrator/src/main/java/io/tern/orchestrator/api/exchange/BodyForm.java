package io.tern.orchestrator.api.exchange;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** How a request's body is written (FTS REST, "Request body parsing"). */
public enum BodyForm {
  JSON,
  PERCENT_ENCODED_JSON,
  FORM;

  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  /** By content type; refuses any other. */
  public static BodyForm of(HttpServerRequest request) {
    String header = request.getHeader("Content-Type");
    String type = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    if (type.equals("application/json, " + FORM_TYPE)) {
      return PERCENT_ENCODED_JSON;
    }
    if (type.startsWith("application/json") || request.method().equals(HttpMethod.PUT)) {
      return JSON;
    }
    if (type.startsWith(FORM_TYPE)) {
      return FORM;
    }
    throw Refusal.badRequest("Expecting application/json or " + FORM_TYPE);
  }
}
