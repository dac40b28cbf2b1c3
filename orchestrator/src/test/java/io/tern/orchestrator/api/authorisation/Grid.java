package io.tern.orchestrator.api.authorisation;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.identity.Grant;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.Roles;
import io.tern.orchestrator.api.identity.TokenIssuer;
import io.tern.orchestrator.api.server.TlsClient;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.Proxies;
import io.tern.orchestrator.security.token.Discovery;
import io.tern.orchestrator.security.token.TokenRules;
import io.tern.orchestrator.security.token.TokenVerifier;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.jspecify.annotations.Nullable;

/** A service over TLS, an authority, VOMS servers and an issuer of tokens that it believes. */
final class Grid implements AutoCloseable {
  private static final String AUDIENCE = "https://tern.example.org";

  final Service service;
  private final Authority authority = new Authority("CN=CA,DC=test");
  private final Credential voms = authority.issue("CN=voms.test,DC=test");
  private final MockOAuth2Server issuer = new MockOAuth2Server();
  private final ChainCheck check;

  Grid(Path directory) throws Exception {
    issuer.start(InetAddress.getByName("127.0.0.1"), 0);
    Path authorities = Files.createDirectories(directory.resolve("certificates"));
    authority.trustedIn(authorities);
    Path vomsdir = directory.resolve("vomsdir");
    for (String vo : List.of("cms", "atlas", "ops")) {
      Proxies.trust(vomsdir, vo, "/DC=test/CN=voms.test", "/DC=test/CN=CA");
    }
    check =
        new ChainCheck(
            new GridTrust(authorities, Optional.of(vomsdir), GridTrust.Revocation.IF_VALID));
    service =
        new Service(
            settings -> settings.withTls(TlsClient.host(authority, directory)), this::identities);
  }

  private Identities identities(Vertx vertx, Outbound outbound) {
    TokenIssuer believed =
        new TokenIssuer(
            issuer.issuerUrl("grid").toString(),
            Optional.empty(),
            Map.of("/cms", "cms", "/atlas", "atlas", "/ops", "ops"),
            Optional.empty(),
            Map.of(
                "/ops/config", grants("all:config"),
                "/ops/admin", grants("all:admin"),
                "/ops/root", grants("all:*")));
    TokenVerifier verifier =
        new TokenVerifier(
            List.of(believed.url()),
            new TokenRules(Set.of(AUDIENCE)),
            new Discovery(outbound),
            System::currentTimeMillis);
    Roles roles =
        new Roles(
            Map.of(
                "/ops/Role=config", grants("all:config"), "/ops/Role=admin", grants("all:admin")),
            Set.of("/DC=test/CN=Root"),
            Map.of());
    return new Identities.Credentials(verifier, List.of(believed), false)
        .withCertificates(vertx, check, roles, System::currentTimeMillis);
  }

  private static List<Grant> grants(String text) {
    return Grant.parse(text).toList();
  }

  /** A client that shows the caller's proxy with its attributes. */
  HttpClient holder(Caller caller) throws Exception {
    return client(
        caller == Caller.ANONYMOUS ? null : proxy(caller.person, caller.vo(), caller.fqan()));
  }

  Credential proxy(String person, String vo, String fqan) {
    Credential holder = authority.issue("CN=" + person + ",DC=test");
    return Proxies.with(holder, Proxies.attributes(voms, holder, vo, fqan));
  }

  HttpClient client(@Nullable Credential shown) throws Exception {
    return new TlsClient(service.port, authority.certificate).client(shown, "TLSv1.3");
  }

  String token(Caller caller) {
    return token(caller.person, caller, 3600);
  }

  /** One of a subject called {@code name}, with the groups of {@code caller}. */
  String token(String name, Caller caller, long lifeS) {
    Map<String, Object> claims = Map.of("wlcg.groups", List.of(caller.group()), "wlcg.ver", "1.0");
    return issuer.issueToken("grid", name, AUDIENCE, claims, lifeS).serialize();
  }

  @Override
  public void close() {
    service.close();
    issuer.shutdown();
    check.close();
  }
}
