package io.tern.storage.mock;

import io.tern.job.Phase;
import io.tern.storage.Content;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What goes through Tern, to or from another kind of storage. */
record MockStreams(Vertx vertx) {

  /**
   * @param size of what is there, -1 for nothing
   */
  Future<Content> read(MockUrl url, long size) {
    long wait = url.number("read_wait", 0);
    return wait <= 0
        ? open(url, size)
        : vertx.timer(wait, TimeUnit.SECONDS).compose(waited -> open(url, size));
  }

  private Future<Content> open(MockUrl url, long size) {
    long errno = url.number("open_errno", size < 0 ? Errno.ENOENT : 0);
    if (errno != 0) {
      return Errno.failed(errno, Phase.TRANSFER);
    }
    Optional<StorageException> trouble =
        Optional.of(url.number("read_errno", 0))
            .filter(number -> number != 0)
            .map(number -> Errno.exception(number, Phase.TRANSFER));
    Zeros zeros = new Zeros(vertx.getOrCreateContext(), size, trouble);
    return Future.succeededFuture(new Content(size, zeros, () -> {}));
  }

  /** Takes all there is; how much that was. */
  static Future<Long> write(MockUrl url, Content content) {
    long errno = url.number("open_errno", url.isBelow("rd_path") ? Errno.EPERM : 0);
    if (errno != 0) {
      content.close();
      return Errno.failed(errno, Phase.TRANSFER);
    }
    Promise<Long> written = Promise.promise();
    AtomicLong length = new AtomicLong();
    content
        .bytes()
        .exceptionHandler(written::tryFail)
        .endHandler(end -> written.tryComplete(length.get()))
        .handler(buffer -> length.addAndGet(buffer.length()))
        .resume();
    return written.future();
  }
}
