package io.tern.storage.http;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.StorageException;
import io.tern.storage.failure.Catalogue;
import io.vertx.core.VertxException;
import java.util.concurrent.TimeoutException;

/** Ways in which a request gets no answer. */
final class Breakage {
  private Breakage() {}

  /** As failures of a request whose side is for the caller to know. */
  static StorageException classified(Throwable cause) {
    return cause instanceof StorageException known
        ? known
        : new StorageException(
            Catalogue.ofException(cause, Side.GENERAL_FAILURE, Phase.TRANSFER_PREPARATION));
  }

  /** Whether the same request on a fresh connection may fare better. */
  static boolean isWorthRepeating(Throwable cause) {
    return !(cause instanceof StorageException)
        && switch (classified(cause).failure().failureClass()) {
          case CONNECTION, TIMEOUT -> true;
          default -> false;
        };
  }

  /** A fast end without the cost of a stack trace. */
  static VertxException timeOut(String what) {
    return new VertxException(what, new TimeoutException(what), true);
  }

  /** More requests wait for {@code storage} than may. */
  static StorageException full(String storage, int most) {
    return new StorageException(
        new Failure(
            FailureClass.OVERLOADED,
            Side.GENERAL_FAILURE,
            Phase.TRANSFER_PREPARATION,
            true,
            "requests waiting for %s: %d, no more allowed".formatted(storage, most)));
  }
}
