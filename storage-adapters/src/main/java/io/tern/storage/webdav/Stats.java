package io.tern.storage.webdav;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.Access;
import io.tern.storage.Stat;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageException;
import io.tern.storage.http.Ask;
import io.tern.storage.http.Body;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.HttpDate;
import io.tern.storage.http.Reply;
import io.tern.storage.http.Requests;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * What is at a URL. One HEAD tells size and checksum. XRootD answers the HEAD of a directory like
 * that of a file, unless a checksum is asked for, so without one it is asked by PROPFIND; so is any
 * server whose HEAD says neither size nor reason.
 */
final class Stats {
  private final Requests requests;
  private final Dialects dialects;
  private final WebDavSettings settings;

  Stats(Requests requests, Dialects dialects, WebDavSettings settings) {
    this.requests = requests;
    this.dialects = dialects;
    this.settings = settings;
  }

  Future<Stat> of(Endpoint file, Access access, Wanted wanted) {
    if (wanted.something()) {
      return digest(file, access, wanted).compose(reply -> byHead(reply, file, access, wanted));
    }
    return dialects.of(file).hidesDirectories()
        ? byProperties(file, access)
        : requests
            .sendOrRepeat(Ask.of("HEAD", file, Headers.of(access), settings.http().request()))
            .compose(reply -> byHead(reply, file, access, wanted));
  }

  /**
   * XRootD before 5.8.3 loses about one such request in 300 for ever or dies of it, fewer on fresh
   * connections (xrootd issue 2503); so it has a short limit first, and then a long one. Of a
   * directory it loses one in 60, and then each that follows for the same one.
   */
  private Future<Reply> digest(Endpoint file, Access access, Wanted wanted) {
    Headers headers =
        Headers.of(access)
            .with("Want-Digest", Digests.wanted(wanted))
            .with("Want-Repr-Digest", Digests.wantedOfRepresentation(wanted));
    Ask ask = Ask.of("HEAD", file, headers, settings.firstDigest());
    boolean fresh = !dialects.knows(file) || dialects.of(file).digestsOnFreshConnections();
    Ask second = ask.within(settings.secondDigest());
    return fresh
        ? requests.sendOrRepeat(
            ask.onFreshConnection(), () -> noDirectory(file, access).map(none -> second))
        : requests.sendOrRepeat(ask, () -> Future.succeededFuture(second));
  }

  private Future<Void> noDirectory(Endpoint file, Access access) {
    return isDirectory(file, access)
        .compose(is -> is ? failed("Is a directory") : Future.succeededFuture());
  }

  private Future<Stat> byHead(Reply reply, Endpoint file, Access access, Wanted wanted) {
    Optional<Long> size = length(reply);
    if (reply.isAny(405, 409, 501) || (reply.isSuccess() && !tells(file, wanted, size))) {
      return byProperties(file, access);
    }
    if (!reply.isSuccess()) {
      return reply.failed();
    }
    String modified = reply.headers().get("Last-Modified");
    return Future.succeededFuture(
        new Stat(
            size.orElse(0L),
            false,
            modified == null ? 0 : HttpDate.millis(modified),
            Digests.find(reply.headers(), wanted)));
  }

  private boolean tells(Endpoint file, Wanted wanted, Optional<Long> size) {
    return size.isPresent() && (wanted.something() || !dialects.of(file).hidesDirectories());
  }

  private static Optional<Long> length(Reply reply) {
    String length = reply.headers().get("Content-Length");
    try {
      return length == null ? Optional.empty() : Optional.of(Long.parseLong(length.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Future<Stat> byProperties(Endpoint file, Access access) {
    return properties(file, access, "0", Body.ERROR * 4)
        .compose(found ->
            found.isEmpty()
                ? failed("PROPFIND: the answer names no resource")
                : found.getFirst().stat().directory()
                    ? failed("Is a directory")
                    : Future.succeededFuture(found.getFirst().stat()));
  }

  /** Whether it is known to be a directory; false also when that cannot be learned. */
  Future<Boolean> isDirectory(Endpoint at, Access access) {
    return properties(at, access, "0", Body.ERROR * 4)
        .map(found -> !found.isEmpty() && found.getFirst().stat().directory())
        .otherwise(false);
  }

  Future<List<Multistatus.Resource>> properties(
      Endpoint at, Access access, String depth, int most) {
    Ask ask =
        Ask.of("PROPFIND", at, Headers.of(access).with("Depth", depth), settings.http().request())
            .withBody("application/xml", Multistatus.QUESTION, most);
    return requests.sendOrRepeat(ask).compose(Stats::parsed);
  }

  private static Future<List<Multistatus.Resource>> parsed(Reply reply) {
    if (reply.status() != 207) {
      return reply.failed();
    }
    try {
      return Future.succeededFuture(Multistatus.parse(reply.body()));
    } catch (IllegalArgumentException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private static <T> Future<T> failed(String message) {
    return Future.failedFuture(
        new StorageException(
            new Failure(
                FailureClass.INVALID,
                Side.GENERAL_FAILURE,
                Phase.TRANSFER_PREPARATION,
                false,
                message)));
  }
}
