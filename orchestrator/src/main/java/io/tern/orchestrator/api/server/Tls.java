package io.tern.orchestrator.api.server;

import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.security.certificate.JudgedLater;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients' listener over TLS 1.2 and 1.3, and its certificate while that is replaced. */
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private Tls() {}

  static void into(HttpServerOptions options, HostCertificate own) {
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setClientAuth(ClientAuth.REQUEST)
        .setTrustOptions(TrustOptions.wrap(new JudgedLater()))
        .setKeyCertOptions(keys(own));
  }

  private static PemKeyCertOptions keys(HostCertificate own) {
    return new PemKeyCertOptions()
        .setCertPath(own.certificate().toString())
        .setKeyPath(own.key().toString());
  }

  /** Looks at the files that often; returns the timer. A bad certificate is not taken up. */
  static long renew(Vertx vertx, HostCertificate own, Duration every, List<Listener> listeners) {
    AtomicReference<String> served = new AtomicReference<>(version(own));
    return vertx.setPeriodic(
        every.toMillis(),
        look -> {
          String now = version(own);
          if (!now.equals(served.get()) && isGood(own)) {
            renew(own, listeners)
                .onSuccess(done -> served.set(now))
                .onFailure(e -> LOG.warn("the host certificate stays", e));
          }
        });
  }

  private static Future<Void> renew(HostCertificate own, List<Listener> listeners) {
    ServerSSLOptions fresh =
        new ServerSSLOptions()
            .setClientAuth(ClientAuth.REQUEST)
            .setEnabledSecureTransportProtocols(PROTOCOLS)
            .setTrustOptions(TrustOptions.wrap(new JudgedLater()))
            .setKeyCertOptions(keys(own));
    return Future.all(listeners.stream().map(listener -> listener.renew(fresh)).toList())
        .onSuccess(done -> LOG.info("took up the host certificate {}", own.certificate()))
        .mapEmpty();
  }

  private static String version(HostCertificate own) {
    try {
      return own.version();
    } catch (IOException e) {
      return "missing";
    }
  }

  private static boolean isGood(HostCertificate own) {
    try {
      own.check(Instant.now());
      return true;
    } catch (IOException e) {
      LOG.warn("the host certificate stays as it was: {}", e.getMessage());
      return false;
    }
  }
}
