package io.tern.storage.http;

import io.tern.storage.Access;
import io.vertx.core.http.HttpClientRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Request headers in the one spelling that XRootD before 5.7 understands: it compares names byte
 * for byte, ignores an {@code overwrite} and loses the body of a PUT with {@code content-length}.
 * Never to be replaced by the lower-case constants of HTTP libraries.
 */
public final class Headers {
  private static final String AUTHORIZATION = "Authorization";

  private final Map<String, String> values = new LinkedHashMap<>();

  private final Access access;

  private Headers(Access access) {
    this.access = access;
  }

  public static Headers of(Access access) {
    Headers headers = new Headers(access).with("User-Agent", "tern");
    return access instanceof Access.Bearer bearer
        ? headers.with(AUTHORIZATION, "Bearer " + bearer.token())
        : headers;
  }

  public Headers with(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** What may follow a redirect to {@code next}: the token stays with its host, or by the rule. */
  public Headers redirected(Endpoint from, Endpoint next, TokenRule tokens) {
    if (from.sameStorage(next) || next.tls() && tokens.mayFollow(from, next)) {
      return this;
    }
    Headers headers = new Headers(access);
    headers.values.putAll(values);
    headers.values.remove(AUTHORIZATION);
    return headers;
  }

  /** Whose request it is: a certificate shows in the handshake, not in a header. */
  public Access access() {
    return access;
  }

  public void putInto(HttpClientRequest request) {
    values.forEach(request::putHeader);
  }
}
