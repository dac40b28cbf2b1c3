package io.tern.orchestrator.conformance;

import io.tern.orchestrator.TernSettings;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.Roles;
import io.tern.orchestrator.api.server.TlsClient;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.Proxies;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Callers prove who they are over TLS. */
final class GuardedDoor implements Door {

  /** What they prove it with. */
  enum Shown {
    /** Some show a certificate, some a proxy with VOMS attributes. */
    CERTIFICATE,
    /** The operator alone shows a proxy, since no token is root. */
    TOKEN
  }

  private final Shown shown;
  private final Community community;
  private final Map<Who, Credential> credentials = new EnumMap<>(Who.class);
  private final Map<Who, SSLContext> contexts = new EnumMap<>(Who.class);
  private final Map<Who, String> tokens = new EnumMap<>(Who.class);

  GuardedDoor(Shown shown, Path directory) throws Exception {
    this.shown = shown;
    this.community = new Community(directory);
    for (Who who : Who.values()) {
      introduce(who);
    }
  }

  private void introduce(Who who) throws Exception {
    if (who.isKnown() && bears(who)) {
      tokens.put(who, community.token(who));
    } else if (who.isKnown()) {
      credentials.put(who, isPlain(who) ? community.certificate(who) : community.proxy(who));
    }
    contexts.put(who, new TlsClient(0, community.authority()).context(credentials.get(who)));
  }

  /** Carol has the VO of Alice, who shows a proxy: for the service there is no difference. */
  private static boolean isPlain(Who who) {
    return EnumSet.of(Who.CAROL, Who.ERIN).contains(who);
  }

  Community community() {
    return community;
  }

  /** All that callers show. */
  Collection<String> tokens() {
    return tokens.values();
  }

  private boolean bears(Who who) {
    return shown == Shown.TOKEN && !who.root;
  }

  @Override
  public TernSettings settings(Path data) throws IOException {
    ChainCheck check = community.check();
    return TestingTern.guarded(
        TestingTern.settings("one", data, Optional.empty()),
        community.host(),
        check,
        (vertx, outbound) -> identities(vertx, outbound, check));
  }

  private Identities identities(Vertx vertx, Outbound outbound, ChainCheck check) {
    Map<String, List<String>> vos =
        Arrays.stream(Who.values())
            .filter(Who::isKnown)
            .collect(Collectors.toMap(who -> who.dn, who -> List.of(who.vo())));
    Roles roles = new Roles(Map.of(), Set.of(Who.ROOT.dn), vos);
    return community
        .tokens(outbound)
        .withCertificates(vertx, check, roles, System::currentTimeMillis);
  }

  @Override
  public Socket connect(Who who, int port) throws IOException {
    return contexts.get(who).getSocketFactory().createSocket("127.0.0.1", port);
  }

  @Override
  public Map<String, String> headers(Who who) {
    String token = tokens.get(who);
    return token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
  }

  @Override
  public String method() {
    return shown == Shown.TOKEN ? "oauth2" : "certificate";
  }

  @Override
  public List<String> attributes(Who who) {
    return switch (shown) {
      case CERTIFICATE -> isPlain(who) ? List.of() : List.of(who.fqan);
      case TOKEN -> Community.SCOPES;
    };
  }

  /** A handshake is dear, and who has not asked within 15 s is sent away. */
  @Override
  public int crowd() {
    return 40;
  }

  /** Lends a proxy, without which a certificate's holder may submit nothing. */
  @Override
  public void enter(Client client) {
    credentials.forEach((who, credential) -> lend(client, who, credential));
  }

  private static void lend(Client client, Who who, Credential credential) {
    String id = client.send(Call.get("/whoami").as(who)).text("delegation_id");
    Reply request = client.send(Call.get("/delegation/" + id + "/request").as(who));
    String signed = Proxies.signed(request.body(), credential, options -> {});
    Reply taken =
        client.send(Call.of("PUT", "/delegation/" + id + "/credential").as(who).body(signed));
    if (taken.status() != 201) {
      throw new IllegalStateException("no proxy is taken: " + taken.body());
    }
  }

  @Override
  public void close() {
    community.close();
  }
}
