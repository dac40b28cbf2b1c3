package io.tern.storage.webdav;

import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Latest;
import io.tern.storage.http.Reply;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Makes the directories above a file from the deepest upwards: mostly the deepest exists or its
 * parent does. Those that were made or found are remembered for some minutes.
 */
final class Parents {
  private static final int REMEMBERED = 10_000;
  private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();

  /** Makes one directory. */
  interface Maker {
    Future<Reply> make(Endpoint directory);
  }

  private final Latest<String, Long> known = new Latest<>(REMEMBERED);

  Future<Void> makeAbove(Endpoint file, Maker maker) {
    String parent = parentOf(file.path());
    return parent.isEmpty() ? Future.succeededFuture() : ensure(file, parent, maker, true);
  }

  private Future<Void> ensure(Endpoint at, String path, Maker maker, boolean mayClimb) {
    if (isKnown(at, path)) {
      return Future.succeededFuture();
    }
    return maker
        .make(at.withTarget(path + "/" + at.query()))
        .compose(reply -> made(reply, at, path, maker, mayClimb));
  }

  private Future<Void> made(Reply reply, Endpoint at, String path, Maker maker, boolean mayClimb) {
    String parent = parentOf(path);
    if (reply.isSuccess() || reply.status() == 405) {
      known.put(key(at, path), System.nanoTime());
      return Future.succeededFuture();
    }
    if (!reply.isAny(404, 409) || !mayClimb || parent.isEmpty()) {
      return reply.failed();
    }
    return ensure(at, parent, maker, true).compose(climbed -> ensure(at, path, maker, false));
  }

  private boolean isKnown(Endpoint at, String path) {
    Long since = known.get(key(at, path));
    return since != null && System.nanoTime() - since < FRESH_NANOS;
  }

  /** The directory above a file turned out to be missing, or is going to be. */
  void forgetAbove(Endpoint file) {
    forget(file.withTarget(parentOf(file.path())));
  }

  void forget(Endpoint directory) {
    known.remove(key(directory, trimmed(directory.path())));
  }

  private static String key(Endpoint at, String path) {
    return at.authority() + path;
  }

  /** Empty for what lies at the top. */
  private static String parentOf(String path) {
    String name = trimmed(path);
    String above = name.substring(0, Math.max(0, name.lastIndexOf('/')));
    return trimmed(above);
  }

  private static String trimmed(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
