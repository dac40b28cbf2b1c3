package io.tern.orchestrator.api.server;

import io.tern.orchestrator.api.Backend;
import io.tern.orchestrator.api.exchange.HttpMeter;
import io.tern.orchestrator.api.exchange.Origins;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Route;
import io.tern.orchestrator.api.exchange.Router;
import io.tern.orchestrator.api.fts3.Fts3Routes;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.lending.Issuers;
import io.tern.orchestrator.api.lending.Lending;
import io.tern.orchestrator.api.quota.QuotaMeter;
import io.tern.orchestrator.api.quota.Turnstile;
import io.tern.orchestrator.api.submission.Admittance;
import io.tern.orchestrator.api.submission.JobIds;
import io.tern.orchestrator.api.submission.Submissions;
import io.tern.orchestrator.api.v1.V1Routes;
import io.tern.setting.Access;
import io.tern.setting.Settings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** FTS3's dialect on a port, served by several event loops. */
public final class HttpApi {
  private static final int LINE = 16 * 1024 + 256;
  private static final int HEADERS = 64 * 1024;

  private final Vertx vertx;
  private final HttpSettings settings;
  private final List<Route> routes;
  private final Router router;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable String deployment;
  private long renewal = -1;

  public HttpApi(
      Vertx vertx,
      HttpSettings settings,
      Backend backend,
      Identities identities,
      HttpMeter meter,
      QuotaMeter quotas) {
    this.vertx = vertx;
    this.settings = settings;
    Reading reading = new Reading(vertx, settings.concurrentReads());
    Turnstile turnstile = new Turnstile(settings.quotas(), backend.jobs(), reading, quotas);
    quotas.show(QuotaMeter.Kind.EVENT_STREAMS, turnstile::streamsUsed);
    Submissions submissions =
        new Submissions(
            vertx,
            backend.log(),
            new JobIds(System::currentTimeMillis, new SecureRandom()),
            settings.limits(),
            System::currentTimeMillis,
            settings.nodeName(),
            settings.storages(),
            new Admittance(() -> backend.administration().settings()),
            backend.delegations(),
            turnstile,
            new Lending(
                backend.credentials(),
                () -> issuers(identities, backend.administration().settings()),
                settings.limits().tokens(),
                System::currentTimeMillis));
    this.routes =
        Stream.of(
                Fts3Routes.routes(backend, reading, submissions, settings.storages()),
                V1Routes.routes(
                    backend, reading, submissions, turnstile, settings.requestsPerSecond()))
            .flatMap(List::stream)
            .toList();
    this.router =
        new Router(
            routes,
            identities,
            new Entitlement(() -> backend.administration().settings()),
            new Origins(settings.allowedOrigin()),
            meter);
  }

  /** Those whose tokens tell callers apart, and the token providers that operators have set. */
  private static Issuers issuers(Identities identities, Settings settings) {
    Set<String> believed = new HashSet<>(identities.issuers());
    Set<String> renewing = new HashSet<>();
    for (var written : settings.all(Access.TokenProvider.class)) {
      Access.TokenProvider provider = written.setting();
      believed.add(provider.issuer());
      if (provider.renewsTokens()) {
        renewing.add(provider.issuer());
      }
    }
    return new Issuers(believed, renewing);
  }

  /** All that is served; the first that fits a path wins. */
  public List<Route> routes() {
    return routes;
  }

  /** Listens; completes with the port. */
  public Future<Integer> start() {
    Connections connections = new Connections(vertx, settings);
    DeploymentOptions options = new DeploymentOptions().setInstances(settings.loops());
    return vertx
        .deployVerticle(() -> listener(connections), options)
        .onSuccess(id -> {
          deployment = id;
          settings
              .tls()
              .ifPresent(own -> renewal = Tls.renew(vertx, own, settings.reread(), listeners));
        })
        .map(id -> listeners.getFirst().port());
  }

  /** Takes no new connection, lets requests end within the drain time, closes. */
  public Future<Void> stop() {
    String id = deployment;
    if (id == null) {
      return Future.succeededFuture();
    }
    deployment = null;
    vertx.cancelTimer(renewal);
    return Future.join(listeners.stream().map(this::drain).toList())
        .transform(drained -> vertx.undeploy(id));
  }

  private Listener listener(Connections connections) {
    Listener listener = new Listener(options(), router, connections);
    listeners.add(listener);
    return listener;
  }

  private Future<Void> drain(Listener listener) {
    return listener.shutdown(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All listeners share one port; a negative one means any free port shared by them. */
  private HttpServerOptions options() {
    HttpServerOptions options = plain();
    settings.tls().ifPresent(own -> Tls.into(options, own));
    return options;
  }

  private HttpServerOptions plain() {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port() == 0 ? -1 : settings.port())
        .setMaxInitialLineLength(LINE)
        .setMaxHeaderSize(HEADERS)
        .setIdleTimeout((int) settings.idle().toSeconds())
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true);
  }
}
