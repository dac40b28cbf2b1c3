package io.tern.orchestrator.security.token;

import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.address.Outbound;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Asks issuers for tokens in place of others, as a client that they know. All requests go where
 * {@link Outbound} may; each is answered within twenty seconds. Futures fail with {@link
 * IssuerRefused} when asking again would not help, else with {@link IOException}; no message holds
 * a token. Safe for use by many threads.
 */
public final class TokenEndpoint {
  private static final long REMEMBERED_MS = Duration.ofHours(1).toMillis();
  private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
  private static final String REFRESH = "urn:ietf:params:oauth:token-type:refresh_token";

  private final Outbound outbound;
  private final Discovery discovery;
  private final LongSupplier clockMs;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(URI url, long untilMs) {}

  /** Who this service is to an issuer. */
  public record Client(String id, Secret secret) {
    /** RFC 6749, section 2.3.1. */
    String authorization() {
      String pair = encoded(id) + ":" + encoded(secret.reveal());
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * @param clockMs wall time
   */
  public TokenEndpoint(Outbound outbound, LongSupplier clockMs) {
    this.outbound = outbound;
    this.discovery = new Discovery(outbound);
    this.clockMs = clockMs;
  }

  /**
   * Exchanges a token for one of the same issuer, scopes and audiences that can be refreshed (RFC
   * 8693).
   */
  public Future<Granted> exchange(Client client, Secret token, StorageToken claims) {
    List<String> form = new ArrayList<>();
    add(form, "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    add(form, "subject_token", token.reveal());
    add(form, "subject_token_type", ACCESS);
    add(form, "requested_token_type", REFRESH);
    add(form, "scope", String.join(" ", scopes(claims)));
    claims.audiences().forEach(audience -> add(form, "audience", audience));
    return ask(client, claims.issuer(), form)
        .compose(given ->
            given.refresh().isPresent()
                ? Future.succeededFuture(given)
                : Future.failedFuture(
                    new IssuerRefused(claims.issuer(), "its answer holds no refresh token")));
  }

  private static List<String> scopes(StorageToken claims) {
    List<String> scopes = new ArrayList<>(claims.scopes());
    if (!scopes.contains("offline_access")) {
      scopes.add("offline_access");
    }
    return scopes;
  }

  /** Another access token (RFC 6749, section 6). */
  public Future<Granted> refresh(Client client, String issuer, Secret refreshToken) {
    List<String> form = new ArrayList<>();
    add(form, "grant_type", "refresh_token");
    add(form, "refresh_token", refreshToken.reveal());
    return ask(client, issuer, form)
        .compose(given ->
            given.access().isPresent()
                ? Future.succeededFuture(given)
                : Future.failedFuture(new IOException(issuer + ": its answer holds no token")));
  }

  private Future<Granted> ask(Client client, String issuer, List<String> form) {
    return endpoint(issuer)
        .compose(url ->
            outbound.postForm(url, client.authorization(), Buffer.buffer(String.join("&", form))))
        .compose(answer -> granted(issuer, answer))
        .recover(e -> Future.failedFuture(named(issuer, e)));
  }

  /** What stands in the way may be told by somebody who does not know of issuers. */
  private static Throwable named(String issuer, Throwable cause) {
    String why = String.valueOf(cause.getMessage());
    return why.startsWith(issuer)
        ? cause
        : new IOException(issuer + " gives no new token now: " + why);
  }

  private Future<Granted> granted(String issuer, Outbound.Answer answer) {
    if (answer.status() != 200) {
      return Future.failedFuture(ErrorAnswer.of(answer).of(issuer));
    }
    try {
      return Future.succeededFuture(Granted.parse(answer.body().toString(), clockMs.getAsLong()));
    } catch (IOException e) {
      return Future.failedFuture(new IOException(issuer + ": " + e.getMessage()));
    }
  }

  private Future<URI> endpoint(String issuer) {
    Known last = known.get(issuer);
    long now = clockMs.getAsLong();
    return last != null && now < last.untilMs
        ? Future.succeededFuture(last.url)
        : discovery
            .endpoint(issuer, "token_endpoint")
            .onSuccess(url -> known.put(issuer, new Known(url, now + REMEMBERED_MS)));
  }

  private static void add(List<String> form, String name, String value) {
    form.add(encoded(name) + "=" + encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
