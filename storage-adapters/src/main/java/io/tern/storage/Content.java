package io.tern.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;

/** A file's bytes on their way through Tern, read as fast as they are taken; for one context. */
public final class Content {
  private final long size;
  private final ReadStream<Buffer> bytes;
  private final List<Runnable> held = new ArrayList<>();
  private boolean closed;

  /**
   * @param size in bytes, >= 0
   * @param bytes paused; nothing is read before somebody takes it
   * @param source lets go of where they come from
   */
  public Content(long size, ReadStream<Buffer> bytes, Runnable source) {
    this.size = size;
    this.bytes = bytes;
    held.add(source);
  }

  public long size() {
    return size;
  }

  public ReadStream<Buffer> bytes() {
    return bytes;
  }

  /** The same, looked at on the way. */
  Content through(ReadStream<Buffer> other) {
    return new Content(size, other, this::close);
  }

  /** Is run when the copy is over or given up; at once if it was. */
  public void onClose(Runnable end) {
    if (closed) {
      end.run();
    } else {
      held.add(end);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Lets go of all that the copy holds, which gives it up if it is not over; without effect twice.
   */
  public void close() {
    if (!closed) {
      closed = true;
      held.forEach(Runnable::run);
    }
  }
}
