package io.tern.orchestrator.security.token;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer as the WLCG profile wants them kept: asked for again every six hours, and
 * at once when a token names a key that is not among them; used for at most two days while the
 * issuer is away. The issuer is asked by one request at a time and at most once a minute, however
 * many tokens come. Safe for use by many threads.
 */
final class IssuerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final long REFRESH_MS = Duration.ofHours(6).toMillis();
  private static final long OUTAGE_MS = Duration.ofDays(2).toMillis();
  private static final long PAUSE_MS = Duration.ofMinutes(1).toMillis();

  private final String issuer;
  private final KeySource source;
  private final LongSupplier clockMs;

  private @Nullable JWKSet keys;
  private long fetchedMs;
  private long askedMs;
  private @Nullable Future<JWKSet> asking;

  IssuerKeys(String issuer, KeySource source, LongSupplier clockMs) {
    this.issuer = issuer;
    this.source = source;
    this.clockMs = clockMs;
    this.askedMs = clockMs.getAsLong() - PAUSE_MS;
  }

  /**
   * Keys among which the one named {@code kid} is, if the issuer has it; any key if it is null.
   * Fails with {@link KeysUnavailable}.
   */
  Future<JWKSet> having(@Nullable String kid) {
    Future<JWKSet> fresh;
    synchronized (this) {
      long now = clockMs.getAsLong();
      JWKSet known = keys != null && now - fetchedMs < OUTAGE_MS ? keys : null;
      boolean missing = known == null || kid != null && known.getKeyByKeyId(kid) == null;
      if (!missing && now - fetchedMs < REFRESH_MS) {
        return Future.succeededFuture(known);
      }
      Future<JWKSet> asked = ask(now);
      if (known != null && !missing) {
        return Future.succeededFuture(known);
      }
      fresh = known == null ? asked : asked.otherwise(known);
    }
    return fresh;
  }

  private Future<JWKSet> ask(long now) {
    if (asking != null && (!asking.isComplete() || now - askedMs < PAUSE_MS)) {
      return asking;
    }
    askedMs = now;
    asking =
        source
            .keysOf(issuer)
            .onSuccess(this::keep)
            .recover(cause -> Future.failedFuture(away(cause)));
    return asking;
  }

  private synchronized void keep(JWKSet found) {
    keys = found;
    fetchedMs = clockMs.getAsLong();
  }

  private KeysUnavailable away(Throwable cause) {
    LOG.warn("the keys of the issuer {} cannot be had: {}", issuer, cause.toString());
    return new KeysUnavailable(issuer, cause);
  }
}
