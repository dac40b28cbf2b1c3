package io.tern.storage;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether copies may go through Tern itself when no side can be active, and how many at once. */
public final class Streaming {
  /** None may. */
  public static final Streaming OFF = new Streaming(null, 0);

  private final @Nullable Vertx vertx;
  private final int most;
  private final AtomicInteger running = new AtomicInteger();

  private Streaming(@Nullable Vertx vertx, int most) {
    this.vertx = vertx;
    this.most = most;
  }

  /**
   * @param most copies at once, >= 1; each holds a few buffers
   */
  public static Streaming of(Vertx vertx, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("streamed: " + most + " (expected: >= 1)");
    }
    return new Streaming(vertx, most);
  }

  Storage.Copy copy(CopyRequest request, Consumer<Progress> progress, Storage storages) {
    if (vertx == null) {
      return new Refused(
          refusal(FailureClass.UNSUPPORTED, false, "No active side, and streaming is not allowed"));
    }
    if (running.incrementAndGet() > most) {
      running.decrementAndGet();
      return new Refused(
          refusal(FailureClass.OVERLOADED, true, "streamed copies: " + most + ", no more allowed"));
    }
    StreamedCopy copy = new StreamedCopy(vertx, request, progress).start(storages, storages);
    copy.end().onComplete(over -> running.decrementAndGet());
    return copy;
  }

  private static CopyEnd refusal(FailureClass kind, boolean retryable, String message) {
    return new CopyEnd.Refused(
        new Failure(kind, Side.TRANSFER, Phase.TRANSFER, retryable, message), false);
  }

  private record Refused(CopyEnd how) implements Storage.Copy {
    @Override
    public Future<CopyEnd> end() {
      return Future.succeededFuture(how);
    }

    @Override
    public void abandon() {}
  }
}
