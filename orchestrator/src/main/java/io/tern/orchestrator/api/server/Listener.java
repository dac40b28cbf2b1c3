package io.tern.orchestrator.api.server;

import io.tern.orchestrator.api.exchange.Router;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's part on one event loop. */
final class Listener extends VerticleBase {
  private final HttpServerOptions options;
  private final Router router;
  private final Connections connections;
  private @Nullable HttpServer server;

  Listener(HttpServerOptions options, Router router, Connections connections) {
    this.options = options;
    this.router = router;
    this.connections = connections;
  }

  @Override
  public Future<?> start() {
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(connections::accept)
            .requestHandler(request -> {
              connections.asked(request.connection());
              router.handle(request);
            });
    return server.listen();
  }

  /** Later handshakes show the certificate of {@code own} as it is now. */
  Future<Boolean> renew(ServerSSLOptions own) {
    return server == null ? Future.succeededFuture(false) : server.updateSSLOptions(own);
  }

  int port() {
    return server == null ? -1 : server.actualPort();
  }

  Future<Void> shutdown(long timeout, TimeUnit unit) {
    return server == null ? Future.succeededFuture() : server.shutdown(timeout, unit);
  }
}
