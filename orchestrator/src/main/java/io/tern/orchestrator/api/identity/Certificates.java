package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.certificate.CertificateRefused;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.Holder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Callers by the certificate or proxy of their connection, judged at its first request, and again
 * every five minutes: so a revocation is noticed on connections that stay.
 */
final class Certificates {
  private static final long FRESH_MS = Duration.ofMinutes(5).toMillis();

  private record Judged(Future<Holder> holder, long atMs) {}

  private final Vertx vertx;
  private final ChainCheck check;
  private final Roles roles;
  private final LongSupplier clockMs;
  private final Map<HttpConnection, Judged> judged =
      Collections.synchronizedMap(new WeakHashMap<>());

  Certificates(Vertx vertx, ChainCheck check, Roles roles, LongSupplier clockMs) {
    this.vertx = vertx;
    this.check = check;
    this.roles = roles;
    this.clockMs = clockMs;
  }

  /** The chain that the client of {@code request} has shown, if any. */
  static Optional<List<X509Certificate>> shown(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    if (!connection.isSsl()) {
      return Optional.empty();
    }
    try {
      List<Certificate> chain = connection.peerCertificates();
      return Optional.of(chain.stream().map(X509Certificate.class::cast).toList())
          .filter(certificates -> !certificates.isEmpty());
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  Future<Identity> of(HttpServerRequest request, List<X509Certificate> chain) {
    long now = clockMs.getAsLong();
    Judged known = judged.get(request.connection());
    if (known == null || now - known.atMs >= FRESH_MS) {
      known = new Judged(vertx.executeBlocking(() -> check.check(chain), false), now);
      judged.put(request.connection(), known);
    }
    return known.holder.compose(holder -> identity(holder, now), Certificates::refused);
  }

  private Future<Identity> identity(Holder holder, long now) {
    return holder.untilMs() <= now
        ? Future.failedFuture(NotIdentified.refused("certificate: expired"))
        : Future.succeededFuture(roles.identity(holder));
  }

  private static Future<Identity> refused(Throwable failure) {
    return Future.failedFuture(
        failure instanceof CertificateRefused refused
            ? NotIdentified.refused(refused.getMessage())
            : failure);
  }
}
