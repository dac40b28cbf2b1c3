package io.tern.storage;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream of bytes that somebody looks at, with the back-pressure of the one below. */
final class Measured implements ReadStream<Buffer> {
  private final ReadStream<Buffer> stream;
  private final Consumer<Buffer> look;
  private final Runnable broken;
  private Handler<Throwable> reader = nobody -> {};

  /**
   * @param broken run when the stream below fails, also before anybody reads it
   */
  Measured(ReadStream<Buffer> stream, Consumer<Buffer> look, Runnable broken) {
    this.stream = stream;
    this.look = look;
    this.broken = broken;
    stream.exceptionHandler(this::fail);
  }

  private void fail(Throwable cause) {
    broken.run();
    reader.handle(cause);
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    stream.handler(
        handler == null
            ? null
            : buffer -> {
              look.accept(buffer);
              handler.handle(buffer);
            });
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    reader = handler == null ? nobody -> {} : handler;
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    stream.endHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    stream.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    stream.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    stream.fetch(amount);
    return this;
  }
}
