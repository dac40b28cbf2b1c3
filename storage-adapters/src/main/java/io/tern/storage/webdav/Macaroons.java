package io.tern.storage.webdav;

import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage.Purpose;
import io.tern.storage.http.Ask;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.Latest;
import io.tern.storage.http.Reply;
import io.tern.storage.http.Requests;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Tokens for the other side of a copy, which a user's certificate cannot be handed to: macaroons as
 * dCache, XRootD and EOS make them ({@code application/macaroon-request}), bound to one path, one
 * purpose and a time. Kept sealed, for as long as they are valid for long enough.
 */
final class Macaroons {
  private static final int MOST = 10_000;

  private record Key(Access.Proxy user, String url, Purpose purpose) {}

  private record Kept(Sealed macaroon, long untilNanos) {}

  private final Requests requests;
  private final Duration limit;
  private final Sealing sealing = new Sealing();
  private final Latest<Key, Kept> kept = new Latest<>(MOST);

  Macaroons(Requests requests, Duration limit) {
    this.requests = requests;
    this.limit = limit;
  }

  /** The file with a macaroon in place of the certificate; with nothing where there is none. */
  Future<Location> grant(Location file, Access.Proxy user, Purpose purpose, Duration validity) {
    Key key = new Key(user, Endpoint.httpUrl(file.url()), purpose);
    Kept known = kept.get(key);
    long now = System.nanoTime();
    if (known != null && known.untilNanos - now > 0) {
      return Future.succeededFuture(with(file, sealing.open(known.macaroon)));
    }
    return fetch(file, user, purpose, validity.multipliedBy(2))
        .map(macaroon -> {
          if (!macaroon.isEmpty()) {
            kept.put(key, new Kept(sealing.seal(macaroon), now + validity.toNanos()));
          }
          return with(file, macaroon);
        });
  }

  private static Location with(Location file, String macaroon) {
    return new Location(file.url(), Access.bearer(macaroon));
  }

  private Future<String> fetch(
      Location file, Access.Proxy user, Purpose purpose, Duration validity) {
    Endpoint to = Endpoint.of(file.url());
    JsonObject wanted =
        new JsonObject()
            .put("caveats", new JsonArray().add("activity:" + activities(purpose)))
            .put("validity", "PT" + Math.max(1, validity.toMinutes()) + "M");
    Ask ask =
        Ask.of("POST", to, Headers.of(user), limit)
            .withBody("application/macaroon-request", wanted.encode(), 64 * 1024);
    return requests.send(ask).compose(Macaroons::macaroon);
  }

  /** As gfal2 asks for them; a destination is looked at and cleaned up besides. */
  private static String activities(Purpose purpose) {
    return switch (purpose) {
      case READ -> "DOWNLOAD,LIST";
      case WRITE -> "UPLOAD,MANAGE,DELETE,LIST";
    };
  }

  private static Future<String> macaroon(Reply reply) {
    if (reply.isAny(400, 404, 405, 415, 501)) {
      return Future.succeededFuture("");
    }
    if (!reply.isSuccess()) {
      return reply.failed();
    }
    try {
      return Future.succeededFuture(new JsonObject(reply.body()).getString("macaroon", ""));
    } catch (DecodeException | ClassCastException e) {
      return Future.succeededFuture("");
    }
  }
}
