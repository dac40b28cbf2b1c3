package io.tern.storage.tape;

import io.tern.storage.Access;
import io.tern.storage.http.Ask;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Headers;
import io.tern.storage.http.Reply;
import io.tern.storage.http.Requests;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The calls of the WLCG Tape REST API v1, as they are on the wire. */
final class TapeApi {
  private static final String WELL_KNOWN = "/.well-known/wlcg-tape-rest-api";
  private static final int ANSWER = 16 * 1024 * 1024;

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

  Future<Reply> stage(Endpoint api, Access access, Collection<String> paths, Duration lifetime) {
    JsonArray files = new JsonArray();
    paths.forEach(path ->
        files.add(new JsonObject().put("path", path).put("diskLifetime", lifetime.toString())));
    return post(api, "/stage", access, new JsonObject().put("files", files));
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
