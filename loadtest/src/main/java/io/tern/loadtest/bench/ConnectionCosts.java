package io.tern.loadtest.bench;

import io.tern.loadtest.bench.Turns.Way;
import io.tern.loadtest.identity.Authority;
import io.tern.loadtest.identity.Credential;
import io.tern.loadtest.identity.TlsCaller;
import io.tern.loadtest.identity.Voms;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Questions over TLS: on connections that are kept, on one of its own each, and on one of its own
 * that shows a proxy with VOMS attributes.
 */
final class ConnectionCosts {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String QUESTION = "/whoami";

  private ConnectionCosts() {}

  static void measure(Rig rig, Turns turns, Scale scale, Findings findings) throws Exception {
    long kept = scale.of(5_000L, 500L);
    long anew = scale.of(600L, 100L);
    Authority authority = new Authority();
    Voms voms = new Voms("cms", authority);
    Credential proxy = voms.proxy(authority.person("Alice"));
    TlsCaller nobody = new TlsCaller(authority, Optional.empty());
    TlsCaller alice = new TlsCaller(authority, Optional.of(proxy));
    try (TernNode tern = rig.guarded("tls", config(rig, authority, voms), "--hold");
        HttpClient client = nobody.client()) {
      double unused = tern.awaitReady(PATIENCE);
      Web web = new Web(client, "https://" + tern.address(), "");
      URI address = URI.create("https://" + tern.address() + QUESTION);
      findings.require(
          alice.getAnew(address).contains("/cms/Role=production"), "the proxy is not believed");
      Costs costs =
          turns.measure(
              List.of(
                  new Way("kept", tern, kept, n -> web.read(QUESTION)),
                  new Way("anew", tern, anew, n -> nobody.readAnew(address)),
                  new Way("proxy", tern, anew, n -> alice.readAnew(address))));
      findings.note("n_handshakes", anew * turns.rounds());
      findings.note("tls_kept_cpu_ms", costs.of("kept"));
      costs.noteMore(findings, "tls_handshake_cpu_ms", "anew", "kept");
      costs.noteMore(findings, "proxy_cpu_ms", "proxy", "anew");
    }
  }

  private static String config(Rig rig, Authority authority, Voms voms) throws Exception {
    Path host = authority.writeHost(rig.path("host"), "127.0.0.1");
    authority.trustedIn(rig.path("authorities"));
    voms.trustedIn(rig.path("vomsdir"));
    return """
    server:
      tls:
        certificate: %s
        key: %s
        authorities: %s
        vomsdir: %s
        requireRevocationLists: false
    identity: {mode: credentials}
    """
        .formatted(
            host.resolve("host.pem"),
            host.resolve("host.key"),
            rig.path("authorities"),
            rig.path("vomsdir"));
  }
}
