package io.tern.storage;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/**
 * A copy through Tern itself, where no side can be active. The source is read as fast as the
 * destination takes it, so that memory stays that of a few buffers, and its ADLER32 is computed on
 * the way.
 */
final class StreamedCopy implements Storage.Copy {
  private static final long TICK_MS = 1000;

  private final Vertx vertx;
  private final CopyRequest request;
  private final Consumer<Progress> progress;
  private final Promise<CopyEnd> end = Promise.promise();
  private final Adler32 sum = new Adler32();
  private final long began = System.nanoTime();
  private final long timer;
  private long bytes;
  private long told;
  private long moved = began;
  private boolean writing;
  private boolean over;
  private boolean brokenOff;
  private @Nullable Content content;

  StreamedCopy(Vertx vertx, CopyRequest request, Consumer<Progress> progress) {
    this.vertx = vertx;
    this.request = request;
    this.progress = progress;
    Context context = vertx.getOrCreateContext();
    this.timer = vertx.setPeriodic(TICK_MS, tick -> context.runOnContext(now -> check()));
  }

  StreamedCopy start(Storage source, Storage destination) {
    source
        .read(request.source())
        .compose(found -> write(found, destination))
        .onSuccess(done -> finish(written()))
        .onFailure(cause -> finish(failed(cause)));
    return this;
  }

  private Future<Void> write(Content found, Storage destination) {
    if (over) {
      found.close();
      return Future.failedFuture("the copy was given up");
    }
    Content measured = found.through(new Measured(found.bytes(), this::look, this::sourceBroke));
    content = measured;
    writing = true;
    return destination.write(request.destination(), measured, Writing.of(request));
  }

  private void look(Buffer buffer) {
    sum.update(buffer.getBytes());
    bytes += buffer.length();
    moved = System.nanoTime();
  }

  /** Which nobody asked it to. */
  private void sourceBroke() {
    brokenOff = content != null && !content.isClosed();
  }

  private CopyEnd written() {
    long size = content == null ? 0 : content.size();
    return bytes == size
        ? new CopyEnd.Copied(
            Optional.of(new Checksum("ADLER32", HexFormat.of().toHexDigits((int) sum.getValue()))))
        : new CopyEnd.Broken(
            failure(
                FailureClass.INTERRUPTED,
                true,
                "The source ended after %d of %d bytes".formatted(bytes, size)));
  }

  private CopyEnd failed(Throwable cause) {
    if (brokenOff) {
      String message = "The source broke off after %d bytes".formatted(bytes);
      return new CopyEnd.Broken(
          new Failure(FailureClass.INTERRUPTED, Side.SOURCE, Phase.TRANSFER, true, message));
    }
    Failure failure = Storages.known(cause).at(side(cause), Phase.TRANSFER).failure();
    return switch (failure.failureClass()) {
      case EXISTS -> new CopyEnd.Refused(failure, false);
      case NOT_FOUND -> new CopyEnd.Refused(writing ? parentMissing(failure) : failure, false);
      default -> writing ? new CopyEnd.Broken(failure) : new CopyEnd.Refused(failure, false);
    };
  }

  private static Failure parentMissing(Failure failure) {
    return new Failure(
        failure.failureClass(), failure.side(), failure.phase(), true, failure.message());
  }

  private Side side(Throwable cause) {
    if (!writing) {
      return Side.SOURCE;
    }
    return cause instanceof StorageException ? Side.DESTINATION : Side.TRANSFER;
  }

  private void check() {
    if (bytes > told) {
      told = bytes;
      progress.accept(new Progress(bytes));
    }
    CopyRequest.Limits limits = request.limits();
    if (passed(began, limits.total())) {
      giveUp(failure(FailureClass.TIMEOUT, true, late("the whole copy", limits.total())));
    } else if (passed(moved, limits.stall())) {
      giveUp(failure(FailureClass.STALLED, true, late("a byte to move", limits.stall())));
    }
  }

  private static boolean passed(long since, Duration limit) {
    return System.nanoTime() - since > limit.toNanos();
  }

  private static String late(String what, Duration limit) {
    return "Operation timed out: waited more than %d s for %s"
        .formatted(TimeUnit.NANOSECONDS.toSeconds(limit.toNanos()), what);
  }

  private static Failure failure(FailureClass kind, boolean retryable, String message) {
    return new Failure(kind, Side.TRANSFER, Phase.TRANSFER, retryable, message);
  }

  private void giveUp(Failure why) {
    finish(new CopyEnd.Unknown(why));
  }

  private void finish(CopyEnd how) {
    if (over) {
      return;
    }
    over = true;
    vertx.cancelTimer(timer);
    if (content != null) {
      content.close();
    }
    if (bytes > told) {
      progress.accept(new Progress(bytes));
    }
    end.complete(how);
  }

  @Override
  public Future<CopyEnd> end() {
    return end.future();
  }

  @Override
  public void abandon() {
    giveUp(failure(FailureClass.CANCELED, false, "Operation canceled"));
  }
}
