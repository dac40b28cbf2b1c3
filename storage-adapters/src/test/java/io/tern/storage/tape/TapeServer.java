package io.tern.storage.tape;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A tape system by the WLCG Tape REST API v1, honest in what dCache, StoRM and CTA leave open:
 * either style of states, files in another order, paths with fewer slashes, short answers without a
 * word, 429 with Retry-After, and requests that a restart forgot. All on one loop.
 */
public final class TapeServer implements AutoCloseable {
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final Set<String> online = ConcurrentHashMap.newKeySet();
  final Map<String, String> wishes = new ConcurrentHashMap<>();
  final Set<String> onTape = new HashSet<>();
  final Map<String, String> errors = new HashMap<>();
  final Set<String> canceled = new HashSet<>();
  final Set<String> released = ConcurrentHashMap.newKeySet();
  boolean states;
  boolean offered = true;
  int mostInArchiveInfo = Integer.MAX_VALUE;
  int refusals;
  private @Nullable Disk disk;

  private final Map<String, List<String>> stages = new LinkedHashMap<>();
  private final HttpServer server;

  /**
   * Where what is on disk is served from.
   *
   * @param door the URL that a path is appended to
   * @param size of each file
   */
  private record Disk(String door, long size) {}

  public TapeServer(Vertx vertx) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(b -> answer(request, b.toString())))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  /** Is the door to files too, whose data are at another server. */
  public void serveFrom(String door, long size) {
    disk = new Disk(door, size);
  }

  /** Files come to disk or leave it. */
  public void online(String path, boolean there) {
    if (there) {
      online.add(path);
    } else {
      online.remove(path);
    }
  }

  public boolean hasReleased(String path) {
    return released.contains(path);
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  /** Forgets all stage requests, as after a restart without a database. */
  void restart() {
    stages.clear();
  }

  public long count(String prefix) {
    return List.copyOf(requests).stream().filter(each -> each.startsWith(prefix)).count();
  }

  private void answer(HttpServerRequest request, String body) {
    String line = request.method() + " " + request.path();
    requests.add(line);
    if (refusals > 0) {
      refusals--;
      request.response().setStatusCode(429).putHeader("Retry-After", "1").end("{\"status\":429}");
    } else if (request.path().equals("/.well-known/wlcg-tape-rest-api")) {
      wellKnown(request);
    } else if (line.equals("POST /api/v1/stage")) {
      stage(request, new JsonObject(body));
    } else if (line.startsWith("GET /api/v1/stage/")) {
      look(request, request.path().substring(14));
    } else if (line.endsWith("/cancel")) {
      canceled.addAll(paths(body));
      request.response().end();
    } else if (line.startsWith("POST /api/v1/release/")) {
      released.addAll(paths(body));
      request.response().end();
    } else if (line.equals("POST /api/v1/archiveinfo")) {
      archiveInfo(request, paths(body));
    } else if (disk != null) {
      file(request, disk);
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  /** A name space knows what is on tape; its bytes are refused in dCache's words. */
  private void file(HttpServerRequest request, Disk from) {
    if (online.contains(request.path())) {
      request
          .response()
          .setStatusCode(307)
          .putHeader("Location", from.door() + request.path())
          .end();
    } else if (request.method().name().equals("HEAD")) {
      request.response().putHeader("Content-Length", Long.toString(from.size())).end();
    } else {
      request.response().setStatusCode(403).end("File not online. Staging not allowed.");
    }
  }

  private void wellKnown(HttpServerRequest request) {
    if (!offered) {
      request.response().setStatusCode(404).end();
      return;
    }
    JsonArray endpoints =
        new JsonArray()
            .add(new JsonObject().put("version", "v0").put("uri", url("/api/v0")))
            .add(new JsonObject().put("version", "v1").put("uri", url("/api/v1/")));
    json(request, 200, new JsonObject().put("sitename", "test").put("endpoints", endpoints));
  }

  private void stage(HttpServerRequest request, JsonObject body) {
    List<String> paths = new ArrayList<>();
    for (Object each : body.getJsonArray("files")) {
      JsonObject file = (JsonObject) each;
      paths.add(file.getString("path"));
      wishes.put(file.getString("path"), file.encode());
    }
    String id = UUID.randomUUID().toString();
    stages.put(id, paths);
    json(request, 201, new JsonObject().put("requestId", id));
  }

  private void look(HttpServerRequest request, String id) {
    List<String> paths = stages.get(id);
    if (paths == null) {
      json(request, 404, new JsonObject().put("status", 404).put("title", "unknown request"));
      return;
    }
    JsonArray files = new JsonArray();
    paths.reversed().forEach(path -> files.add(file("/" + path)));
    json(request, 200, new JsonObject().put("id", id).put("createdAt", 1).put("files", files));
  }

  private JsonObject file(String path) {
    String name = path.replaceAll("/+", "/");
    JsonObject file = new JsonObject().put("path", path);
    String error = errors.get(name);
    if (error != null) {
      file.put("error", error);
    }
    return states
        ? file.put("state", online.contains(name) ? "COMPLETED" : "STARTED")
        : file.put("onDisk", online.contains(name));
  }

  private void archiveInfo(HttpServerRequest request, List<String> paths) {
    JsonArray answer = new JsonArray();
    paths.stream()
        .limit(mostInArchiveInfo)
        .forEach(
            path -> answer.add(new JsonObject().put("path", path).put("locality", locality(path))));
    request.response().end(answer.encode());
  }

  private String locality(String path) {
    if (!onTape.contains(path)) {
      return "DISK";
    }
    return online.contains(path) ? "DISK_AND_TAPE" : "TAPE";
  }

  private static List<String> paths(@Nullable String body) {
    return new JsonObject(body).getJsonArray("paths").stream().map(Object::toString).toList();
  }

  private static void json(HttpServerRequest request, int status, JsonObject answer) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(answer.encode());
  }

  @Override
  public void close() throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
