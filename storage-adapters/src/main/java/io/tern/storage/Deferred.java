package io.tern.storage;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A copy that begins once something else is there; on one context. */
final class Deferred<T> implements Storage.Copy {
  private final Promise<CopyEnd> end = Promise.promise();
  private Storage.@Nullable Copy begun;
  private boolean abandoned;

  Deferred(Future<T> first, Function<T, Storage.Copy> copy, Function<Throwable, Failure> failure) {
    first.onComplete(
        there -> begin(copy, there),
        cause -> end.tryComplete(new CopyEnd.Refused(failure.apply(cause), false)));
  }

  private void begin(Function<T, Storage.Copy> copy, T there) {
    if (abandoned) {
      return;
    }
    begun = copy.apply(there);
    begun.end().onComplete(end);
  }

  @Override
  public Future<CopyEnd> end() {
    return end.future();
  }

  @Override
  public void abandon() {
    if (begun != null) {
      begun.abandon();
      return;
    }
    abandoned = true;
    end.tryComplete(
        new CopyEnd.Unknown(
            new Failure(
                FailureClass.CANCELED,
                Side.TRANSFER,
                Phase.TRANSFER,
                false,
                "Operation canceled before the copy began")));
  }
}
