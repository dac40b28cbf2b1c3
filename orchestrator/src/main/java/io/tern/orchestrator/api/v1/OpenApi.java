package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /openapi.json}: the native API described (OpenAPI 3.1). */
final class OpenApi {
  static final String FILE = "openapi.json";

  private final Buffer document = Buffer.buffer(read());

  Future<Void> show(Exchange exchange) {
    return exchange
        .request()
        .response()
        .putHeader("Content-Type", "application/json")
        .end(document);
  }

  static byte[] read() {
    try (InputStream in = OpenApi.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
