package io.tern.storage.tape;

import io.tern.storage.Access;
import io.tern.storage.Staging;
import io.tern.storage.http.Ask;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.Reply;
import io.tern.storage.http.Requests;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The calls of the WLCG Tape REST API v1, as they are on the wire. */
final class TapeApi {
  private static final String WELL_KNOWN = "/.well-known/wlcg-tape-rest-api";
  private static final int ANSWER = 16 * 1024 * 1024;

  /**
   * Where the calls go.
   *
   * @param name under which the site looks for what is meant for it
   */
  record Site(Endpoint uri, String name) {}

  private final Requests requests;
  private final Duration limit;

  TapeApi(Requests requests, Duration limit) {
    this.requests = requests;
    this.limit = limit;
  }

  /** What a WebDAV door says of its tape. */
  Future<Reply> discover(Endpoint door, Access access) {
    return get(door.withTarget(WELL_KNOWN), access);
  }

  /**
   * @param usual how long a file shall stay on disk whose staging does not say it
   */
  Future<Reply> stage(Site site, Access access, Map<String, Staging> wanted, Duration usual) {
    JsonArray files = new JsonArray();
    wanted.forEach((path, staging) -> files.add(file(path, staging, usual, site.name())));
    return post(site.uri(), "/stage", access, new JsonObject().put("files", files));
  }

  private static JsonObject file(String path, Staging staging, Duration usual, String site) {
    Duration pin = staging.pin().isZero() ? usual : staging.pin();
    JsonObject file = new JsonObject().put("path", path).put("diskLifetime", pin.toString());
    return staging.metadata().isEmpty()
        ? file
        : file.put("targetedMetadata", new JsonObject().put(site, json(staging.metadata())));
  }

  /** It was JSON when it was submitted; what is none all the same goes as a text. */
  private static Object json(String text) {
    try {
      return Json.decodeValue(text);
    } catch (DecodeException e) {
      return text;
    }
  }

  Future<Reply> look(Endpoint api, Access access, String request) {
    return get(at(api, "/stage/" + request), access);
  }

  Future<Reply> cancel(Endpoint api, Access access, String request, Collection<String> paths) {
    return post(api, "/stage/" + request + "/cancel", access, named(paths));
  }

  Future<Reply> release(Endpoint api, Access access, String request, Collection<String> paths) {
    return post(api, "/release/" + request, access, named(paths));
  }

  Future<Reply> archiveInfo(Endpoint api, Access access, Collection<String> paths) {
    return post(api, "/archiveinfo", access, named(paths));
  }

  private static JsonObject named(Collection<String> paths) {
    return new JsonObject().put("paths", new JsonArray(List.copyOf(paths)));
  }

  private Future<Reply> get(Endpoint to, Access access) {
    return requests.sendOrRepeat(
        Ask.of("GET", to, Headers.of(access), limit).withBody("", "", ANSWER));
  }

  private Future<Reply> post(Endpoint api, String path, Access access, JsonObject body) {
    return requests.send(
        Ask.of("POST", at(api, path), Headers.of(access), limit)
            .withBody("application/json", body.encode(), ANSWER));
  }

  private static Endpoint at(Endpoint api, String path) {
    return api.withTarget(api.path() + path);
  }
}
