package io.tern.storage.webdav;

import io.tern.storage.Access;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.vertx.core.http.HttpClientRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Request headers in the one spelling that XRootD before 5.7 understands: it compares names byte
 * for byte, ignores an {@code overwrite} and loses the body of a PUT with {@code content-length}.
 * Never to be replaced by the lower-case constants of HTTP libraries.
 */
final class Headers {
  private static final String AUTHORIZATION = "Authorization";

  private final Map<String, String> values = new LinkedHashMap<>();

  private Headers() {}

  static Headers of(Access access) {
    Headers headers = new Headers().with("User-Agent", "tern");
    return access.hasBearer() ? headers.with(AUTHORIZATION, "Bearer " + access.bearer()) : headers;
  }

  /** The headers of a COPY, for its active side. */
  static Headers of(CopyRequest request) {
    boolean pull = request.direction() == Direction.PULL;
    Headers headers =
        of(request.active().access())
            .with(pull ? "Source" : "Destination", Endpoint.httpUrl(request.passive().url()))
            .with("Overwrite", request.overwrite() ? "T" : "F")
            .with("Credential", "none")
            .with("RequireChecksumVerification", "false");
    if (pull && request.streams() > 1) {
      headers.with("X-Number-Of-Streams", Integer.toString(request.streams()));
    }
    if (request.passive().access().hasBearer()) {
      headers.with("TransferHeaderAuthorization", "Bearer " + request.passive().access().bearer());
    }
    if (request.sciTag() > 0) {
      headers.with("SciTag", Integer.toString(request.sciTag()));
    }
    return request.clientInfo().isEmpty()
        ? headers
        : headers.with("ClientInfo", request.clientInfo());
  }

  Headers with(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** What may follow a redirect to {@code next}: the token stays with its storage. */
  Headers redirected(Endpoint from, Endpoint next) {
    if (from.sameStorage(next)) {
      return this;
    }
    Headers headers = new Headers();
    headers.values.putAll(values);
    headers.values.remove(AUTHORIZATION);
    return headers;
  }

  void putInto(HttpClientRequest request) {
    values.forEach(request::putHeader);
  }
}
