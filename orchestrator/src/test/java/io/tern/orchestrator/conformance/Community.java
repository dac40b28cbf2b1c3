package io.tern.orchestrator.conformance;

import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.TokenIssuer;
import io.tern.orchestrator.api.server.TlsClient;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.security.certificate.Proxies;
import io.tern.orchestrator.security.token.Discovery;
import io.tern.orchestrator.security.token.TokenRules;
import io.tern.orchestrator.security.token.TokenVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/** Those who vouch for the suite's callers: an authority, a VOMS server, an issuer of tokens. */
final class Community implements AutoCloseable {
  static final List<String> SCOPES = List.of("fts");
  private static final String AUDIENCE = "https://tern.example";
  private static final Duration LIFE = Duration.ofDays(1);

  private final Path directory;
  private final Authority authority = new Authority("CN=CA,DC=test");
  private final Credential voms = authority.issue("CN=voms.test,DC=test");
  private final MockOAuth2Server issuer = new MockOAuth2Server();

  Community(Path directory) throws IOException {
    this.directory = directory;
    authority.trustedIn(Files.createDirectories(directory.resolve("authorities")));
    for (Who who : Who.values()) {
      if (who.isKnown()) {
        Proxies.trust(vomsdir(), who.vo(), "/DC=test/CN=voms.test", "/DC=test/CN=CA");
      }
    }
    issuer.start(InetAddress.ofLiteral("127.0.0.1"), 0);
  }

  private Path vomsdir() {
    return directory.resolve("vomsdir");
  }

  X509Certificate authority() {
    return authority.certificate;
  }

  /** Whose certificates are believed. */
  Path authorities() {
    return directory.resolve("authorities");
  }

  HostCertificate host() {
    return TlsClient.host(authority, directory);
  }

  ChainCheck check() throws IOException {
    return new ChainCheck(
        new GridTrust(authorities(), Optional.of(vomsdir()), GridTrust.Revocation.IF_VALID));
  }

  Credential certificate(Who who) {
    String[] parts = who.dn.substring(1).split("/");
    List<String> backwards = Arrays.asList(parts).reversed();
    return authority.issue(String.join(",", backwards), LIFE);
  }

  Credential proxy(Who who) {
    Credential holder = certificate(who);
    return Proxies.with(holder, Proxies.attributes(voms, holder, who.vo(), who.fqan));
  }

  /** Its subject is the DN, so that the suite need not tell the two apart. */
  String token(Who who) {
    return token(who.dn, AUDIENCE, Map.of("wlcg.groups", List.of("/" + who.vo())), SCOPES);
  }

  /** One for storages. */
  String token(String subject, String audience, String scopes) {
    return token(subject, audience, Map.of(), List.of(scopes));
  }

  private String token(
      String subject, String audience, Map<String, Object> more, List<String> scopes) {
    Map<String, Object> claims = new HashMap<>(more);
    claims.put("wlcg.ver", "1.0");
    claims.put("scope", String.join(" ", scopes));
    return issuer.issueToken("grid", subject, audience, claims, LIFE.toSeconds()).serialize();
  }

  /** What makes callers of this issuer's tokens. */
  Identities.Credentials tokens(Outbound outbound) {
    TokenIssuer believed =
        new TokenIssuer(
            issuer.issuerUrl("grid").toString(),
            Optional.empty(),
            Map.of("/cms", "cms", "/atlas", "atlas", "/lhcb", "lhcb"),
            Optional.of("fts"),
            Map.of());
    TokenVerifier verifier =
        new TokenVerifier(
            List.of(believed.url()),
            new TokenRules(Set.of(AUDIENCE)),
            new Discovery(outbound),
            System::currentTimeMillis);
    return new Identities.Credentials(verifier, List.of(believed), false);
  }

  @Override
  public void close() {
    issuer.shutdown();
  }
}
