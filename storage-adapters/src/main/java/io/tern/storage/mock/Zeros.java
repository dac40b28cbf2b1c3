package io.tern.storage.mock;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** So many zeros, as fast as they are taken. Paused at first; for one context. */
final class Zeros implements ReadStream<Buffer> {
  private static final int CHUNK = 64 * 1024;

  private final Context context;
  private final Optional<? extends Throwable> trouble;
  private long left;
  private long wanted;
  private boolean due;
  private boolean over;
  private Handler<Buffer> reader = nobody -> {};
  private Handler<Void> atEnd = nobody -> {};
  private Handler<Throwable> atTrouble = nobody -> {};

  /**
   * @param trouble in place of the first byte
   */
  Zeros(Context context, long size, Optional<? extends Throwable> trouble) {
    this.context = context;
    this.left = size;
    this.trouble = trouble;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    wanted = wanted + amount < 0 ? Long.MAX_VALUE : wanted + amount;
    if (!due) {
      due = true;
      context.runOnContext(now -> next());
    }
    return this;
  }

  private void next() {
    due = false;
    if (over || wanted == 0) {
      return;
    }
    over = trouble.isPresent() || left == 0;
    if (!over) {
      read((int) Math.min(CHUNK, left));
    } else if (trouble.isPresent()) {
      atTrouble.handle(trouble.get());
    } else {
      atEnd.handle(null);
    }
  }

  private void read(int length) {
    left -= length;
    wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
    reader.handle(Buffer.buffer(new byte[length]));
    fetch(0);
  }

  @Override
  public ReadStream<Buffer> pause() {
    wanted = 0;
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    reader = handler == null ? nobody -> {} : handler;
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    atEnd = handler == null ? nobody -> {} : handler;
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    atTrouble = handler == null ? nobody -> {} : handler;
    return this;
  }
}
