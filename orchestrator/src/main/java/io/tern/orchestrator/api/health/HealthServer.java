package io.tern.orchestrator.api.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /livez}, {@code /readyz}, {@code /metrics} and {@code /metrics/links}, apart from the
 * clients' port. Suppliers are called on an event loop and must not block, the one of metrics on a
 * worker.
 */
public final class HealthServer {
  private static final int IDLE_S = 30;

  private final Vertx vertx;
  private final String host;
  private final int port;
  private final Supplier<Readiness> readiness;
  private final Supplier<Scrape> metrics;
  private final Supplier<Scrape> links;
  private @Nullable HttpServer server;

  /**
   * @param port 0 for any free one
   */
  public HealthServer(
      Vertx vertx,
      String host,
      int port,
      Supplier<Readiness> readiness,
      Supplier<Scrape> metrics,
      Supplier<Scrape> links) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.readiness = readiness;
    this.metrics = metrics;
    this.links = links;
  }

  /** Listens; completes with the port. */
  public Future<Integer> start() {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(host)
                    .setPort(port)
                    .setIdleTimeout(IDLE_S)
                    .setHttp2ClearTextEnabled(false)
                    .setCompressionSupported(true))
            .requestHandler(this::handle);
    return server.listen().map(HttpServer::actualPort);
  }

  public Future<Void> stop() {
    return server == null ? Future.succeededFuture() : server.close();
  }

  private void handle(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().putHeader("Allow", "GET, HEAD");
      end(request, 405, "text/plain", "expected: GET");
      return;
    }
    switch (request.path()) {
      case "/livez" -> end(request, 200, "application/json", "{\"status\":\"live\"}");
      case "/readyz" -> ready(request, readiness.get());
      case "/metrics" -> scrape(request, metrics);
      case "/metrics/links" -> scrape(request, links);
      default ->
          end(request, 404, "text/plain", "expected: /livez, /readyz, /metrics or /metrics/links");
    }
  }

  private static void ready(HttpServerRequest request, Readiness now) {
    end(request, now.ready() ? 200 : 503, "application/json", now.json());
  }

  private void scrape(HttpServerRequest request, Supplier<Scrape> metrics) {
    vertx
        .executeBlocking(metrics::get, false)
        .onSuccess(scrape -> end(request, 200, scrape.contentType(), scrape.text()))
        .onFailure(e -> end(request, 500, "text/plain", "metrics: " + e.getMessage()));
  }

  private static void end(HttpServerRequest request, int status, String type, String body) {
    HttpServerResponse response = request.response();
    response.setStatusCode(status).putHeader("Content-Type", type);
    response.end(body).onFailure(e -> request.connection().close().onFailure(closed -> {}));
  }
}
