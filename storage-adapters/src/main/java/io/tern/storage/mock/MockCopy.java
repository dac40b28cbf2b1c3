package io.tern.storage.mock;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.Progress;
import io.tern.storage.Storage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A copy that lasts. */
final class MockCopy implements Storage.Copy {
  private static final CopyEnd ABANDONED =
      new CopyEnd.Unknown(
          new Failure(
              FailureClass.CANCELED, Side.TRANSFER, Phase.TRANSFER, false, "Operation canceled"));

  private static final long MARKED_EVERY_MS = 5_000;

  private final Vertx vertx;
  private final long lastsMs;
  private final Context context;
  private final Promise<CopyEnd> end = Promise.promise();
  private final long timer;

  /**
   * @param ending asked once the time is over, never after {@link #abandon}
   */
  MockCopy(Vertx vertx, long lastsMs, Supplier<CopyEnd> ending) {
    this.vertx = vertx;
    this.lastsMs = lastsMs;
    this.context = vertx.getOrCreateContext();
    this.timer = vertx.setTimer(lastsMs, fired -> end.tryComplete(ending.get()));
  }

  /** Says every few seconds how far it is, as storages do. */
  MockCopy marking(long size, Consumer<Progress> progress) {
    if (size > 0 && lastsMs > MARKED_EVERY_MS) {
      long began = System.nanoTime();
      long markers =
          vertx.setPeriodic(
              MARKED_EVERY_MS,
              fired -> progress.accept(new Progress(moved(size, System.nanoTime() - began))));
      end.future().onComplete(over -> vertx.cancelTimer(markers));
    }
    return this;
  }

  private long moved(long size, long nanos) {
    return (long) (size * Math.min(1, nanos / (lastsMs * 1e6)));
  }

  @Override
  public Future<CopyEnd> end() {
    return end.future();
  }

  @Override
  public void abandon() {
    if (vertx.cancelTimer(timer)) {
      context.runOnContext(now -> end.tryComplete(ABANDONED));
    }
  }

  /** A copy that was over when it began. */
  record Ended(Future<CopyEnd> end) implements Storage.Copy {
    @Override
    public void abandon() {}
  }
}
