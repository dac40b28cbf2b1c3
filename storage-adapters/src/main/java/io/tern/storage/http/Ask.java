package io.tern.storage.http;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/**
 * One metadata request.
 *
 * @param contentType of the body
 * @param body empty for none
 * @param most bytes of the answer's body that are kept
 * @param fresh on a connection of its own
 */
public record Ask(
    HttpMethod method,
    Endpoint to,
    Headers headers,
    String contentType,
    String body,
    Duration timeout,
    int most,
    boolean fresh) {

  public static Ask of(String method, Endpoint to, Headers headers, Duration timeout) {
    return new Ask(HttpMethod.valueOf(method), to, headers, "", "", timeout, Body.ERROR, false);
  }

  public Ask withBody(String type, String text, int mostOfAnswer) {
    return new Ask(method, to, headers, type, text, timeout, mostOfAnswer, fresh);
  }

  public Ask onFreshConnection() {
    return new Ask(method, to, headers, contentType, body, timeout, most, true);
  }

  public Ask within(Duration limit) {
    return new Ask(method, to, headers, contentType, body, limit, most, fresh);
  }

  Ask redirected(Endpoint next, TokenRule tokens) {
    return new Ask(
        method,
        next,
        headers.redirected(to, next, tokens),
        contentType,
        body,
        timeout,
        most,
        fresh);
  }
}
