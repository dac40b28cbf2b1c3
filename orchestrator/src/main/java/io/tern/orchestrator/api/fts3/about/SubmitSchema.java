package io.tern.orchestrator.api.fts3.about;

import io.tern.orchestrator.api.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /api-docs/schema/submit}: what a submission may hold, as a JSON Schema. */
final class SubmitSchema {
  private static final String FILE = "submit-schema.json";

  private final Buffer schema = Buffer.buffer(read());

  Future<Void> show(Exchange exchange) {
    return exchange.request().response().putHeader("Content-Type", "application/json").end(schema);
  }

  private static byte[] read() {
    try (InputStream in = SubmitSchema.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
