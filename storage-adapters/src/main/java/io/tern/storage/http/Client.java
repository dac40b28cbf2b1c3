package io.tern.storage.http;

import io.tern.storage.Access;
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
import io.vertx.core.net.ClientSSLOptions;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/** Connections of HTTP/1.1 without pipelining, to addresses that were checked. */
public final class Client {
  private static final int KEEP_ALIVE_S = 15;
  private static final int MAX_HEADERS = 32 * 1024;

  private final Addresses addresses;
  private final Identities identities;
  private final HttpClientAgent agent;
  private final Servers servers;

  /** Connections that have been given to a request. */
  private final Set<HttpConnection> used =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  private Client(
      Vertx vertx, Addresses addresses, HttpSettings settings, Servers servers, int perHost) {
    this.addresses = addresses;
    this.servers = servers;
    this.identities = new Identities(anonymous(settings));
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

  /**
   * For metadata: few connections a host; requests beyond them queue.
   *
   * @param servers where new connections are counted
   */
  public static Client metadata(
      Vertx vertx, Addresses addresses, HttpSettings settings, Servers servers) {
    return new Client(vertx, addresses, settings, servers, settings.connectionsPerHost());
  }

  /**
   * For copies, which are admitted before they come here: none ever waits.
   *
   * @param servers where new connections are counted
   */
  public static Client copies(
      Vertx vertx, Addresses addresses, HttpSettings settings, Servers servers) {
    return new Client(vertx, addresses, settings, servers, settings.waiting());
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

  private static ClientSSLOptions anonymous(HttpSettings settings) {
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setHostnameVerificationAlgorithm("HTTPS")
            .setSslHandshakeTimeout(settings.connect().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    settings.trust().ifPresent(options::setTrustOptions);
    return options;
  }

  /** A request on a pooled connection of this user. */
  public Future<HttpClientRequest> request(HttpMethod method, Endpoint to, Access access) {
    return addresses
        .of(to)
        .compose(server -> {
          RequestOptions options = options(method, to);
          options.setServer(server);
          as(access, to).ifPresent(options::setSslOptions);
          long asked = System.nanoTime();
          return agent.request(options).onSuccess(got -> given(got.connection(), to, asked));
        });
  }

  /** A connection of its own, which the caller closes. */
  Future<HttpClientConnection> connect(Endpoint to, Access access) {
    return addresses
        .of(to)
        .compose(server -> {
          HttpConnectOptions options =
              new HttpConnectOptions()
                  .setServer(server)
                  .setHost(to.host())
                  .setPort(to.port())
                  .setSsl(to.tls());
          as(access, to).ifPresent(options::setSslOptions);
          long asked = System.nanoTime();
          return agent.connect(options).onSuccess(got -> given(got, to, asked));
        });
  }

  /** Counts a connection that was opened for whoever asked then: none had it before. */
  private void given(HttpConnection connection, Endpoint to, long askedNanos) {
    if (used.add(connection)) {
      servers.connected(to, System.nanoTime() - askedNanos);
    }
  }

  private Optional<ClientSSLOptions> as(Access access, Endpoint to) {
    return to.tls() && access instanceof Access.Proxy proxy
        ? Optional.of(identities.of(proxy))
        : Optional.empty();
  }

  static RequestOptions options(HttpMethod method, Endpoint to) {
    return new RequestOptions()
        .setMethod(method)
        .setHost(to.host())
        .setPort(to.port())
        .setSsl(to.tls())
        .setURI(to.target());
  }

  public Future<Void> close() {
    return agent.close();
  }
}
