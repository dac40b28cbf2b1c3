package io.tern.storage.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/** Connections of HTTP/1.1 without pipelining, to addresses that were checked. */
public final class Client {
  private static final int KEEP_ALIVE_S = 15;
  private static final int MAX_HEADERS = 32 * 1024;

  private final Addresses addresses;
  private final HttpClientAgent agent;

  private Client(Vertx vertx, Addresses addresses, HttpSettings settings, int perHost) {
    this.addresses = addresses;
    this.agent =
        vertx
            .httpClientBuilder()
            .with(options(settings))
            .with(
                new PoolOptions().setHttp1MaxSize(perHost).setMaxWaitQueueSize(settings.waiting()))
            .withConnectHandler(Client::leaveErrorsToRequests)
            .build();
  }

  /** Without it each reset connection is logged as an error, beside the request that fails. */
  private static void leaveErrorsToRequests(HttpConnection connection) {
    connection.exceptionHandler(cause -> {});
  }

  /** For metadata: few connections a host; requests beyond them queue. */
  public static Client metadata(Vertx vertx, Addresses addresses, HttpSettings settings) {
    return new Client(vertx, addresses, settings, settings.connectionsPerHost());
  }

  /** For copies, which are admitted before they come here: none ever waits. */
  public static Client copies(Vertx vertx, Addresses addresses, HttpSettings settings) {
    return new Client(vertx, addresses, settings, settings.waiting());
  }

  private static HttpClientOptions options(HttpSettings settings) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setPipelining(false)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_S)
            .setMaxHeaderSize(MAX_HEADERS)
            .setConnectTimeout((int) settings.connect().toMillis())
            .setSslHandshakeTimeout(settings.connect().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    settings.trust().ifPresent(options::setTrustOptions);
    return options;
  }

  /** A request on a pooled connection. */
  public Future<HttpClientRequest> request(HttpMethod method, Endpoint to) {
    return addresses.of(to).compose(server -> agent.request(options(method, to, server)));
  }

  /** A connection of its own, which the caller closes. */
  public Future<HttpClientConnection> connect(Endpoint to) {
    return addresses
        .of(to)
        .compose(server ->
            agent.connect(
                new HttpConnectOptions()
                    .setServer(server)
                    .setHost(to.host())
                    .setPort(to.port())
                    .setSsl(to.tls())));
  }

  public static RequestOptions options(HttpMethod method, Endpoint to) {
    return new RequestOptions()
        .setMethod(method)
        .setHost(to.host())
        .setPort(to.port())
        .setSsl(to.tls())
        .setURI(to.target());
  }

  private static RequestOptions options(HttpMethod method, Endpoint to, SocketAddress server) {
    RequestOptions options = options(method, to);
    options.setServer(server);
    return options;
  }

  public Future<Void> close() {
    return agent.close();
  }
}
