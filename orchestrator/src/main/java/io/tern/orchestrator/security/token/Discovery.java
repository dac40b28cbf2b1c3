package io.tern.orchestrator.security.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.tern.orchestrator.security.address.Outbound;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;

/**
 * Finds an issuer's keys and endpoints in its own document (OpenID Connect Discovery 1.0, section
 * 4), which must name the very issuer that was asked.
 */
public final class Discovery implements KeySource {
  private final Outbound outbound;

  public Discovery(Outbound outbound) {
    this.outbound = outbound;
  }

  @Override
  public Future<JWKSet> keysOf(String issuer) {
    return endpoint(issuer, "jwks_uri").compose(outbound::get).compose(Discovery::keys);
  }

  /** The URL that the document gives for {@code name}. */
  public Future<URI> endpoint(String issuer, String name) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return outbound
        .get(URI.create(base + "/.well-known/openid-configuration"))
        .compose(document -> endpoint(document, issuer, name));
  }

  private static Future<URI> endpoint(Buffer document, String issuer, String name) {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(document.toString());
      if (!issuer.equals(members.get("issuer"))) {
        throw new IOException(issuer + ": its document speaks for another issuer");
      }
      URI url = URI.create(String.valueOf(members.get(name)));
      String expected = URI.create(issuer).getScheme();
      if (url.getHost() == null || !expected.equals(url.getScheme())) {
        throw new IOException(issuer + ": " + name + ": expected an " + expected + " URL");
      }
      return Future.succeededFuture(url);
    } catch (ParseException | IllegalArgumentException e) {
      return Future.failedFuture(new IOException(issuer + ": its document is broken", e));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<JWKSet> keys(Buffer document) {
    try {
      JWKSet keys = TrustedKeys.of(JWKSet.parse(document.toString()));
      return keys.isEmpty()
          ? Future.failedFuture(new IOException("no key that may verify a signature"))
          : Future.succeededFuture(keys);
    } catch (ParseException e) {
      return Future.failedFuture(new IOException("the issuer's keys are broken", e));
    }
  }
}
