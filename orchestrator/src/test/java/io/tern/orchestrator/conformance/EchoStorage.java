package io.tern.orchestrator.conformance;

import io.tern.orchestrator.security.certificate.HostCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A storage over TLS that has every file, refuses every copy and whatever is below {@code /shut},
 * and repeats what it was shown.
 */
final class EchoStorage implements AutoCloseable {
  static final String WORDS = "I was shown";

  private static final String FOUND =
      """
      <multistatus xmlns="DAV:"><response><href>/bucket/f</href><propstat><prop>\
      <getcontentlength>5</getcontentlength></prop><status>HTTP/1.1 200 OK</status>\
      </propstat></response></multistatus>\
      """;

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  EchoStorage(HostCertificate own) throws Exception {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(own.certificate().toString())
                            .setKeyPath(own.key().toString())))
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);
  }

  /** All that clients have sent in heads. */
  String shown() {
    return String.join("\n", shown);
  }

  String authority() {
    return "127.0.0.1:" + server.actualPort();
  }

  private void answer(HttpServerRequest request) {
    String head = request.method() + " " + request.uri() + " " + request.headers();
    shown.add(head);
    String words = WORDS + " " + head.replaceAll("\\s+", " ");
    HttpServerResponse response = request.response().putHeader("Server", "XRootD");
    var unused =
        switch (kind(request)) {
          case "HEAD" -> response.putHeader("Content-Length", "5").end();
          case "PROPFIND" -> response.setStatusCode(207).end(FOUND);
          case "COPY" -> response.setStatusCode(201).end("failure: " + bare(words) + "\n");
          case "" -> response.setStatusCode(404).setStatusMessage(words).end();
          default -> response.setStatusCode(403).setStatusMessage(words).end(words);
        };
  }

  /** Tokens without the word by which they are known. */
  private static String bare(String words) {
    return words.replace("Bearer ", "");
  }

  /** The method where it is served; empty for what is not there yet. */
  private static String kind(HttpServerRequest request) {
    String method = request.method().name();
    if (request.path().startsWith("/shut/")) {
      return "refused";
    }
    return request.path().startsWith("/new/") && !method.equals("COPY") ? "" : method;
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
