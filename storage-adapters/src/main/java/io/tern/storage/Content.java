package io.tern.storage;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;

/** A file's bytes on their way through Tern, read as fast as they are taken; for one context. */
public final class Content {
  private final long size;
  private final ReadStream<Buffer> bytes;
  private final List<Runnable> ends = new ArrayList<>();
  private boolean aborted;

  /**
   * @param size in bytes, >= 0
   * @param bytes paused; nothing is read before somebody takes it
   * @param end lets go of where they come from
   */
  public Content(long size, ReadStream<Buffer> bytes, Runnable end) {
    this.size = size;
    this.bytes = bytes;
    ends.add(end);
  }

  public long size() {
    return size;
  }

  public ReadStream<Buffer> bytes() {
    return bytes;
  }

  /** The same, looked at on the way. */
  Content through(ReadStream<Buffer> other) {
    return new Content(size, other, this::abort);
  }

  /** Is run when the copy is given up; at once if it was. */
  public void onAbort(Runnable end) {
    if (aborted) {
      end.run();
    } else {
      ends.add(end);
    }
  }

  boolean isAborted() {
    return aborted;
  }

  /** Gives the copy up: closes all that it holds. Without effect when it is over. */
  public void abort() {
    if (!aborted) {
      aborted = true;
      ends.forEach(Runnable::run);
    }
  }
}
