package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.copy.Transit;
import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.Upload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A GET whose bytes are taken in up to a target. */
final class Pull implements Transit {
  private static final long KEPT_BYTES = 16L << 20;

  private final HttpClient client;
  private final RequestOptions options;
  private final LongUnaryOperator target;
  private final Fate fate;
  private final Failures failures;
  private final Upload taken = new Upload(KEPT_BYTES);
  private @Nullable HttpClientRequest request;
  private long targetBytes;
  private long size;
  private long moved;
  private boolean over;

  Pull(
      HttpClient client,
      RequestOptions options,
      LongUnaryOperator target,
      Fate fate,
      Failures failures) {
    this.client = client;
    this.options = options;
    this.target = target;
    this.fate = fate;
    this.failures = failures;
  }

  @Override
  public void begin() {
    client
        .request(options)
        .compose(get -> {
          request = get;
          return get.send();
        })
        .onSuccess(this::answered)
        .onFailure(cause -> tell(fate::broken));
  }

  private void answered(HttpClientResponse response) {
    if (response.statusCode() / 100 != 2) {
      tell(() -> fate.refused(response.statusCode()));
      return;
    }
    String length = response.getHeader("Content-Length");
    size = length == null ? Long.MAX_VALUE : Long.parseLong(length);
    targetBytes = target.applyAsLong(size);
    response
        .handler(this::take)
        .endHandler(end -> ended())
        .exceptionHandler(cause -> tell(fate::broken));
  }

  private void take(Buffer bytes) {
    int wanted = (int) Math.min(bytes.length(), targetBytes - moved);
    if (!over && wanted > 0) {
      taken.append(bytes.getBytes(0, wanted));
      moved += wanted;
    }
    if (moved == targetBytes && targetBytes < size) {
      tell(fate::reached);
    }
  }

  private void ended() {
    boolean whole = moved == targetBytes || size == Long.MAX_VALUE;
    tell(whole && !taken.isTooLarge() ? fate::reached : fate::broken);
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

  @Override
  public Optional<Content> arrived(long nowNanos) {
    return Optional.of(taken.content());
  }

  @Override
  public void stop() {
    over = true;
    if (request != null && moved < size) {
      failures.count(request.reset());
    }
  }
}
