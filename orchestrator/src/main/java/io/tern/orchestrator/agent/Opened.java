package io.tern.orchestrator.agent;

import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Location;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One side of an attempt, opened for its job's owner. A token that its storage refuses is replaced
 * once, where there is another, and the question asked once more. For one loop.
 */
final class Opened {
  private final Means means;
  private final Start start;
  private final Side side;
  private Location location;
  private @Nullable Future<Boolean> replacing;

  Opened(Means means, Start start, Side side) throws StorageException {
    this.means = means;
    this.start = start;
    this.side = side;
    this.location = means.locate(start, side);
  }

  /** With the latest token. */
  Location location() {
    return location;
  }

  /** Asks the storage; once more if it refuses a token in whose place there is another. */
  <T> Future<T> ask(Function<Location, Future<T>> question) {
    Location asked = location;
    return question
        .apply(asked)
        .recover(e ->
            isRefusal(e)
                ? replace(asked)
                    .compose(another -> another ? question.apply(location) : Future.failedFuture(e))
                : Future.failedFuture(e));
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof StorageException storage && Failures.isRefusal(storage.failure());
  }

  /** Whether there is another token now than the one that {@code refused} was opened with. */
  Future<Boolean> replace(Location refused) {
    if (!refused.equals(location)) {
      return Future.succeededFuture(true);
    }
    Future<Boolean> known = replacing;
    if (known != null) {
      return known.isComplete() ? Future.succeededFuture(false) : known;
    }
    Future<Boolean> asked = means.replaceToken(start, side).map(v -> reopen());
    replacing = asked;
    return asked;
  }

  /** Has a token that lasts for {@code use} from now on, as far as one can be had. */
  Future<Void> freshen(Duration use) {
    return means.prepare(start, side, use).onSuccess(v -> reopen());
  }

  /** Whether that changes anything; where there is no token any more the last one is kept. */
  private boolean reopen() {
    Location before = location;
    try {
      location = means.locate(start, side);
    } catch (StorageException e) {
      return false;
    }
    return !location.equals(before);
  }
}
