package io.tern.orchestrator.api.fts3.dm;

import io.tern.job.FailureClass;
import io.tern.job.StorageName;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.submission.TransferUrl;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.tern.storage.Location;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * URLs of requests on namespaces, and how a storage's answers become those of HTTP.
 *
 * @param policy which storages users may name, here as in submissions
 */
record Surl(StoragePolicy policy) {
  /** After which FTS gives up a request. */
  private static final int PATIENCE_S = 30;

  Place parse(Identity caller, String name, String url) {
    if (url.isBlank()) {
      throw Refusal.badRequest("Missing parameter: " + name);
    }
    TransferUrl place = TransferUrl.place(url);
    refuseForeign(caller, place);
    return new Place(name, open(place));
  }

  private void refuseForeign(Identity caller, TransferUrl place) {
    policy
        .refusal(caller.vo(), place.scheme(), place.host(), place.port(), place.path())
        .ifPresent(why -> {
          throw Refusal.invalidValue(why);
        });
  }

  private static Location open(TransferUrl place) {
    try {
      var unused = StorageName.ofUrl(place.text());
      return Location.open(place.text());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidValue(String.valueOf(e.getMessage()));
    }
  }

  /** What the storage answers within the time limit, or the refusal that fits its failure. */
  static <T> Future<T> answer(Future<T> asked) {
    return asked
        .timeout(PATIENCE_S, TimeUnit.SECONDS)
        .recover(failure -> Future.failedFuture(refusal(failure)));
  }

  private static Throwable refusal(Throwable failure) {
    return switch (failure) {
      case StorageException refused ->
          new Refusal(status(refused.failure().failureClass()), refused.failure().text());
      case TimeoutException late ->
          new Refusal(503, "the storage has not answered in " + PATIENCE_S + " s");
      default -> failure;
    };
  }

  /** As FTS translates errno. */
  private static int status(FailureClass failure) {
    return switch (failure) {
      case PERMISSION, CREDENTIAL -> 403;
      case NOT_FOUND -> 404;
      case TIMEOUT, STALLED, OVERLOADED -> 503;
      case UNSUPPORTED -> 400;
      default -> 500;
    };
  }
}
