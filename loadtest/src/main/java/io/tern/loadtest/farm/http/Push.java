package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.copy.Transit;
import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.farm.space.NameSpace;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A PUT of a file of the farm, up to a target. */
final class Push implements Transit {
  private static final int CHUNK_BYTES = 1 << 16;

  private final HttpClient client;
  private final RequestOptions options;
  private final Content content;
  private final long targetBytes;
  private final Fate fate;
  private final Failures failures;
  private @Nullable HttpClientRequest request;
  private long moved;
  private boolean over;

  Push(
      HttpClient client,
      RequestOptions options,
      NameSpace files,
      FileName source,
      LongUnaryOperator target,
      Fate fate,
      Failures failures) {
    Content found = files.find(source);
    if (found == null) {
      throw new IllegalStateException("source vanished: " + source);
    }
    this.client = client;
    this.options = options.putHeader("Content-Length", Long.toString(found.size()));
    this.content = found;
    this.targetBytes = target.applyAsLong(found.size());
    this.fate = fate;
    this.failures = failures;
  }

  @Override
  public void begin() {
    client.request(options).onSuccess(this::send).onFailure(cause -> tell(fate::broken));
  }

  private void send(HttpClientRequest put) {
    request = put;
    if (over) {
      failures.count(put.reset());
      return;
    }
    put.response().onSuccess(this::answered).onFailure(cause -> tell(fate::broken));
    put.drainHandler(drained -> pump(put));
    pump(put);
  }

  private void pump(HttpClientRequest put) {
    while (!over && moved < targetBytes && !put.writeQueueFull()) {
      byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, targetBytes - moved)];
      content.read(moved, chunk);
      moved += chunk.length;
      put.write(Buffer.buffer(chunk)).onFailure(cause -> tell(fate::broken));
    }
    if (moved == targetBytes && targetBytes < content.size()) {
      tell(fate::reached);
    } else if (moved == content.size()) {
      put.end().onFailure(cause -> tell(fate::broken));
    }
  }

  private void answered(HttpClientResponse response) {
    boolean good = response.statusCode() / 100 == 2;
    tell(good ? fate::reached : () -> fate.refused(response.statusCode()));
  }

  private void tell(Runnable news) {
    if (!over) {
      over = true;
      news.run();
    }
  }

  @Override
  public long moved(long nowNanos) {
    return moved;
  }

  /** The destination has its own account of what it was sent. */
  @Override
  public Optional<Content> arrived(long nowNanos) {
    return Optional.empty();
  }

  @Override
  public void stop() {
    over = true;
    if (request != null && moved < content.size()) {
      failures.count(request.reset());
    }
  }
}
