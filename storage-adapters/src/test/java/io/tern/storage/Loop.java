package io.tern.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One Vert.x context on which a test asks, and on which it insists to be answered. */
public final class Loop {
  private final Context context;

  public Loop(Vertx vertx) {
    this.context = vertx.getOrCreateContext();
  }

  /** The value, waited for. */
  public <T> T of(Supplier<Future<T>> request) throws Exception {
    return on(request).toCompletionStage().toCompletableFuture().get(90, TimeUnit.SECONDS);
  }

  /** The failure, which must be a storage's. */
  public Failure failure(Supplier<? extends Future<?>> request) throws Exception {
    Throwable cause =
        on(() -> request.get().map("did not fail"))
            .map(text -> (Throwable) new AssertionError(text))
            .otherwise(e -> e)
            .toCompletionStage()
            .toCompletableFuture()
            .get(90, TimeUnit.SECONDS);
    assertThat(cause).isInstanceOf(StorageException.class);
    return ((StorageException) cause).failure();
  }

  private <T> Future<T> on(Supplier<Future<T>> request) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(v -> request.get().onComplete(end -> passOn(end, promise)));
    return promise.future();
  }

  private <T> void passOn(AsyncResult<T> end, Promise<T> promise) {
    if (Vertx.currentContext() == context) {
      promise.handle(end);
    } else {
      promise.fail("completed on " + Vertx.currentContext() + " (expected: " + context + ")");
    }
  }
}
