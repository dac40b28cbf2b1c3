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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Callers by the certificate or proxy of their connection, judged at its first request, and again
 * every five minutes: so a revocation is noticed on connections that stay. A chain that was good
 * within the last minute is good for another connection too, since many clients make one for each
 * request.
 */
final class Certificates {
  private static final long FRESH_MS = Duration.ofMinutes(5).toMillis();

  private static final long RECENT_MS = Duration.ofMinutes(1).toMillis();
  private static final int MOST = 2_000;

  private record Judged(Future<Holder> holder, long atMs) {}

  private record Good(Holder holder, long atMs) {}

  private final Vertx vertx;
  private final ChainCheck check;
  private final Roles roles;
  private final LongSupplier clockMs;
  private final Map<HttpConnection, Judged> judged =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** By chain, the ones judged last, up to {@value #MOST}. */
  private final Map<List<X509Certificate>, Good> good = new LinkedHashMap<>();

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
      known = judge(chain, now);
      judged.put(request.connection(), known);
    }
    return known.holder.compose(holder -> identity(holder, now), Certificates::refused);
  }

  private Judged judge(List<X509Certificate> chain, long now) {
    Good recent = recent(chain, now);
    return recent != null
        ? new Judged(Future.succeededFuture(recent.holder), recent.atMs)
        : new Judged(
            vertx
                .executeBlocking(() -> check.check(chain), false)
                .onSuccess(holder -> remember(chain, new Good(holder, now))),
            now);
  }

  private @Nullable Good recent(List<X509Certificate> chain, long now) {
    synchronized (good) {
      Good known = good.get(chain);
      return known != null && now - known.atMs < RECENT_MS ? known : null;
    }
  }

  private void remember(List<X509Certificate> chain, Good judged) {
    synchronized (good) {
      good.remove(chain);
      good.put(chain, judged);
      if (good.size() > MOST) {
        good.remove(good.keySet().iterator().next());
      }
    }
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
