package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.copy.Copies;
import io.tern.loadtest.farm.copy.Storage;
import io.tern.loadtest.farm.rule.FaultRule;
import io.tern.loadtest.farm.rule.Faults;
import io.tern.loadtest.farm.space.Content;
import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.farm.space.NameSpace;
import io.tern.loadtest.farm.space.Upload;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** What a storage answers: WebDAV as XRootD 5.5.3 has it, and COPY at its own door. */
final class StorageDoor {
  private static final long UPLOAD_LITERAL_BYTES = 16L << 20;
  private static final String ALLOWED = "HEAD,GET,PUT,PROPFIND,DELETE,MKCOL,MOVE,OPTIONS,COPY";

  private final Vertx vertx;
  private final NameSpace files;
  private final Faults faults;
  private final Copies copies;
  private final CopyDoor copyDoor;
  private final Failures failures;

  StorageDoor(
      Vertx vertx,
      NameSpace files,
      Faults faults,
      Copies copies,
      CopyDoor copyDoor,
      Failures failures) {
    this.vertx = vertx;
    this.files = files;
    this.faults = faults;
    this.copies = copies;
    this.copyDoor = copyDoor;
    this.failures = failures;
  }

  void enter(HttpServerRequest http, Storage storage) {
    if (http.method().name().equals("COPY")) {
      copyDoor.enter(http, storage);
      return;
    }
    FileName file = new FileName(storage.host(), http.uri());
    http.response().putHeader("Server", storage.dialect().server());
    Optional<FaultRule> fault = faults.pick(http.method().name(), storage.host(), file.path(), 1);
    if (fault.isPresent()) {
      fail(http, fault.get());
    } else if (http.method().name().equals("PUT")) {
      put(http, file);
    } else {
      later(storage, () -> answer(http, storage, file));
    }
  }

  private void later(Storage storage, Runnable action) {
    long ms = storage.rule().latencyMs();
    if (ms == 0) {
      storage.whenAwake(action);
    } else {
      vertx.setTimer(ms, fired -> storage.whenAwake(action));
    }
  }

  private void fail(HttpServerRequest http, FaultRule fault) {
    switch (fault.fail()) {
      case BLACK_HOLE -> http.response().closeHandler(gone -> {});
      case DENIED -> status(http, 403, "permission denied");
      case SOURCE_MISSING -> status(http, 404, "no such file or directory");
      case NO_SPACE -> status(http, 507, "no space left on device");
      case RESET -> failures.count(http.connection().close());
      default -> status(http, fault.status(), "transfer service unavailable");
    }
  }

  private void answer(HttpServerRequest http, Storage storage, FileName file) {
    copies.sync(file);
    switch (http.method().name()) {
      case "HEAD" -> head(http, file);
      case "GET" -> get(http, file);
      case "PROPFIND" -> propfind(http, file);
      case "DELETE" -> delete(http, storage, file);
      case "MKCOL" -> mkcol(http, file);
      case "MOVE" -> move(http, storage, file);
      case "OPTIONS" -> {
        http.response().putHeader("Allow", ALLOWED).putHeader("DAV", "1");
        status(http, 200, "");
      }
      default -> status(http, 405, "");
    }
  }

  private void head(HttpServerRequest http, FileName file) {
    Content content = files.find(file);
    HttpServerResponse response = http.response();
    boolean digest = http.headers().contains("Want-Digest");
    if (content == null && !files.isDirectory(file)) {
      response.putHeader("Connection", "Close");
      status(http, 404, "");
    } else if (content == null) {
      response.putHeader("Content-Length", "4096");
      status(http, digest ? 409 : 200, "");
    } else {
      describe(response, content, digest);
      failures.count(response.end());
    }
  }

  /** Whatever algorithm is asked for, the farm knows one; as XRootD does, it answers that. */
  private static void describe(HttpServerResponse response, Content content, boolean digest) {
    response.putHeader("Content-Length", Long.toString(content.size()));
    if (digest) {
      response.putHeader("Digest", "adler32=" + content.digest());
    }
  }

  private void get(HttpServerRequest http, FileName file) {
    Content content = files.find(file);
    if (content == null) {
      http.response().putHeader("Connection", "Close");
      status(http, 404, "Unable to open " + file.path() + "; no such file or directory");
    } else {
      describe(http.response(), content, http.headers().contains("Want-Digest"));
      new Download(http.response(), content, failures).send();
    }
  }

  private void put(HttpServerRequest http, FileName file) {
    Upload upload = new Upload(UPLOAD_LITERAL_BYTES);
    http.handler(bytes -> upload.append(bytes.getBytes()));
    http.endHandler(end -> {
      Content content = upload.isTooLarge() ? null : upload.content();
      if (content == null || !files.hasRoomFor(content)) {
        status(http, 507, "no space left on device");
      } else {
        files.makeDirectories(file.parent());
        files.put(file, content);
        status(http, 200, ":-)\n");
      }
    });
  }

  private void propfind(HttpServerRequest http, FileName file) {
    if (files.find(file) == null && !files.isDirectory(file)) {
      http.response().putHeader("Connection", "Close");
      status(http, 404, "");
      return;
    }
    Multistatus listing = new Multistatus();
    listing.add(file, files.find(file));
    if ("1".equals(http.getHeader("Depth"))) {
      files.children(file).forEach(child -> listing.add(child, files.find(child)));
    }
    http.response().putHeader("Content-Type", "text/xml; charset=\"utf-8\"");
    status(http, 207, listing.xml());
  }

  private void delete(HttpServerRequest http, Storage storage, FileName file) {
    if (!files.children(file).isEmpty()) {
      status(http, 500, "Directory not empty");
      return;
    }
    Content content = files.find(file);
    storage.release(content == null ? 0 : content.size());
    copies.unlink(file);
    boolean removed = files.remove(file);
    status(http, removed ? 200 : 404, removed ? "" : "no such file or directory");
  }

  private void mkcol(HttpServerRequest http, FileName file) {
    if (files.find(file) != null) {
      status(http, 405, "file exists");
    } else {
      files.makeDirectories(file);
      status(http, 201, "");
    }
  }

  private void move(HttpServerRequest http, Storage storage, FileName from) {
    Content content = files.find(from);
    String target = http.getHeader("Destination");
    if (target == null) {
      status(http, 400, "No Destination specified");
    } else if (content == null) {
      status(http, 404, "no such file or directory");
    } else {
      String path = target.startsWith("/") ? target : FileName.ofUrl(target).path();
      copies.unlink(from);
      files.put(new FileName(storage.host(), path), content);
      files.remove(from);
      status(http, 201, "");
    }
  }

  private void status(HttpServerRequest http, int status, String body) {
    http.response().setStatusCode(status);
    failures.count(http.response().end(Buffer.buffer(body)));
  }
}
