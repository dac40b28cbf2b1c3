package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.space.Content;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** The bytes of a file on their way to a reader, made as fast as it takes them. */
final class Download {
  private static final int CHUNK_BYTES = 1 << 16;

  private final HttpServerResponse response;
  private final Content content;
  private final Failures failures;
  private long sent;

  Download(HttpServerResponse response, Content content, Failures failures) {
    this.response = response;
    this.content = content;
    this.failures = failures;
  }

  void send() {
    response.drainHandler(drained -> pump());
    pump();
  }

  private void pump() {
    while (sent < content.size() && !response.writeQueueFull()) {
      byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, content.size() - sent)];
      content.read(sent, chunk);
      sent += chunk.length;
      failures.count(response.write(Buffer.buffer(chunk)));
    }
    if (sent == content.size() && !response.ended()) {
      failures.count(response.end());
    }
  }
}
