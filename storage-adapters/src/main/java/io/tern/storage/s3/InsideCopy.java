package io.tern.storage.s3;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.Progress;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A copy that the storage makes within itself: in one request up to a size, beyond it part by part.
 * Nothing is visible at the destination before all is there; an upload in parts that fails is
 * aborted, so that no parts are left to be paid for.
 */
final class InsideCopy implements Storage.Copy {
  private final Objects objects;
  private final S3Object from;
  private final S3Object to;
  private final CopyRequest request;
  private final Consumer<Progress> progress;
  private final long largest;
  private final Vertx vertx;
  private final Promise<CopyEnd> end = Promise.promise();
  private boolean abandoned;

  InsideCopy(
      Vertx vertx,
      Objects objects,
      S3Object from,
      S3Object to,
      CopyRequest request,
      Consumer<Progress> progress,
      long largest) {
    this.vertx = vertx;
    this.objects = objects;
    this.from = from;
    this.to = to;
    this.request = request;
    this.progress = progress;
    this.largest = largest;
  }

  InsideCopy start() {
    long timer =
        vertx.setTimer(Math.max(1, request.limits().total().toMillis()), late -> tooLate());
    source()
        .compose(source -> vacancy().map(source))
        .compose(source -> source.size() <= largest ? whole(source) : inParts(source.size()))
        .<CopyEnd>map(done -> new CopyEnd.Copied())
        .otherwise(cause -> ended(cause))
        .onComplete(over -> vertx.cancelTimer(timer))
        .onSuccess(end::tryComplete);
    return this;
  }

  private Future<Stat> source() {
    return objects.stat(from, Wanted.NOTHING).recover(e -> at(Side.SOURCE, e));
  }

  /** CopyObject knows no condition on what it replaces, so it is looked for. */
  private Future<Void> vacancy() {
    return request.overwrite()
        ? Future.succeededFuture()
        : objects
            .stat(to, Wanted.NOTHING)
            .transform(found ->
                found.succeeded()
                    ? Future.failedFuture(exists())
                    : isMissing(found.cause())
                        ? Future.succeededFuture()
                        : at(Side.DESTINATION, found.cause()));
  }

  private static boolean isMissing(Throwable cause) {
    return cause instanceof StorageException known
        && known.failure().failureClass() == FailureClass.NOT_FOUND;
  }

  private static StorageException exists() {
    return new StorageException(
        new Failure(
            FailureClass.EXISTS,
            Side.DESTINATION,
            Phase.TRANSFER,
            false,
            Catalogue.DESTINATION_EXISTS));
  }

  private Future<Void> whole(Stat source) {
    return objects
        .copy(from, to)
        .recover(e -> at(Side.DESTINATION, e))
        .onSuccess(done -> progress.accept(new Progress(source.size())));
  }

  private Future<Void> inParts(long size) {
    return objects
        .begin(to)
        .compose(upload ->
            parts(upload, size, new ArrayList<>())
                .compose(etags -> objects.complete(to, upload, etags))
                .recover(cause ->
                    objects.abort(to, upload).transform(over -> Future.failedFuture(cause))))
        .recover(e -> at(Side.DESTINATION, e));
  }

  /** One after the other: the storage's own limit on a request is what bounds the speed. */
  private Future<List<String>> parts(String upload, long size, List<String> etags) {
    long first = etags.size() * largest;
    if (first >= size) {
      return Future.succeededFuture(etags);
    }
    if (abandoned) {
      return Future.failedFuture(new StorageException(canceled()));
    }
    long last = Math.min(size, first + largest) - 1;
    return objects
        .copyPart(from, to, upload, etags.size() + 1, first, last)
        .compose(etag -> {
          etags.add(etag);
          progress.accept(new Progress(last + 1));
          return parts(upload, size, etags);
        });
  }

  private CopyEnd ended(Throwable cause) {
    Failure failure =
        cause instanceof StorageException known
            ? known.failure()
            : Catalogue.ofException(cause, Side.TRANSFER, Phase.TRANSFER);
    return switch (failure.failureClass()) {
      case CONNECTION, INTERRUPTED, TIMEOUT, CANCELED -> new CopyEnd.Unknown(failure);
      default -> new CopyEnd.Refused(failure, false);
    };
  }

  private static <T> Future<T> at(Side side, Throwable cause) {
    return Future.failedFuture(
        cause instanceof StorageException known && known.failure().side() == Side.GENERAL_FAILURE
            ? known.at(side, Phase.TRANSFER)
            : cause);
  }

  private void tooLate() {
    abandoned = true;
    end.tryComplete(
        new CopyEnd.Unknown(
            new Failure(
                FailureClass.TIMEOUT,
                Side.TRANSFER,
                Phase.TRANSFER,
                true,
                "Operation timed out: the copy took more than "
                    + request.limits().total().toSeconds()
                    + " s")));
  }

  @Override
  public Future<CopyEnd> end() {
    return end.future();
  }

  @Override
  public void abandon() {
    abandoned = true;
    end.tryComplete(new CopyEnd.Unknown(canceled()));
  }

  private static Failure canceled() {
    return new Failure(
        FailureClass.CANCELED, Side.TRANSFER, Phase.TRANSFER, false, "Operation canceled");
  }
}
