package io.tern.storage.mock;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.Storage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** A copy that lasts. */
final class MockCopy implements Storage.Copy {
  private static final CopyEnd ABANDONED =
      new CopyEnd.Unknown(
          new Failure(
              FailureClass.CANCELED, Side.TRANSFER, Phase.TRANSFER, false, "Operation canceled"));

  private final Vertx vertx;
  private final Context context;
  private final Promise<CopyEnd> end = Promise.promise();
  private final long timer;

  /**
   * @param ending asked once the time is over, never after {@link #abandon}
   */
  MockCopy(Vertx vertx, long lastsMs, Supplier<CopyEnd> ending) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.timer = vertx.setTimer(lastsMs, fired -> end.tryComplete(ending.get()));
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
