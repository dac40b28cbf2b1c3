package io.tern.storage.memory;

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
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes a file in {@value #PARTS} parts, a marker after each; what was written stays. */
final class MemoryCopy implements Storage.Copy {
  private static final int PARTS = 4;

  private final Vertx vertx;
  private final Context context;
  private final Promise<CopyEnd> end = Promise.promise();
  private final Tree tree;
  private final String destination;
  private final byte[] content;
  private final CopyEnd ending;
  private final Consumer<Progress> progress;
  private boolean over;

  /**
   * @param ending how it is to end; all but the last part is written if not with success
   */
  MemoryCopy(
      Vertx vertx,
      Tree tree,
      String destination,
      byte[] content,
      CopyEnd ending,
      Consumer<Progress> progress) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.tree = tree;
    this.destination = destination;
    this.content = content;
    this.ending = ending;
    this.progress = progress;
  }

  MemoryCopy start(long lastsMs) {
    tree.put(destination, new byte[0]);
    next(1, Math.max(1, lastsMs / PARTS));
    return this;
  }

  private void next(int part, long delayMs) {
    vertx
        .timer(delayMs)
        .onSuccess(fired -> {
          if (!over) {
            write(part, delayMs);
          }
        });
  }

  private void write(int part, long delayMs) {
    if (part == PARTS && !(ending instanceof CopyEnd.Copied)) {
      finish(ending);
      return;
    }
    int length = (int) ((long) content.length * part / PARTS);
    tree.put(destination, part == PARTS ? content : Arrays.copyOf(content, length));
    progress.accept(new Progress(length));
    if (part == PARTS) {
      finish(ending);
    } else {
      next(part + 1, delayMs);
    }
  }

  private void finish(CopyEnd how) {
    over = true;
    end.tryComplete(how);
  }

  @Override
  public Future<CopyEnd> end() {
    return end.future();
  }

  @Override
  public void abandon() {
    context.runOnContext(now -> finish(ABANDONED));
  }

  private static final CopyEnd ABANDONED =
      new CopyEnd.Unknown(
          new Failure(FailureClass.CANCELED, Side.TRANSFER, Phase.TRANSFER, false, "abandoned"));
}
