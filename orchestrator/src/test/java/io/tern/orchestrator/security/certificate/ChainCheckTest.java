package io.tern.orchestrator.security.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.emi.security.authn.x509.proxy.ProxyPolicy;
import eu.emi.security.authn.x509.proxy.ProxyType;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.GridTrust.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3820, the grid's directory of authorities, and VOMS attributes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainCheckTest {
  private static final String ALICE = "/DC=test/CN=Alice";

  @TempDir static Path directory;

  private final Authority authority = new Authority("CN=CA,DC=test");
  private final Authority stranger = new Authority("CN=Stranger,DC=test");
  private final Credential alice = authority.issue("CN=Alice,DC=test");
  private final Credential voms = authority.issue("CN=voms.test,DC=test");
  private final Credential evilVoms = authority.issue("CN=evil.test,DC=test");
  private ChainCheck check;

  @BeforeAll
  void open() throws Exception {
    Files.createDirectories(authorities());
    authority.trustedIn(authorities());
    Proxies.trust(vomsdir(), "cms", "/DC=test/CN=voms.test", "/DC=test/CN=CA");
    check = new ChainCheck(trust(Revocation.IF_VALID), 200);
  }

  @AfterAll
  void close() {
    check.close();
  }

  private static Path authorities() {
    return directory.resolve("certificates");
  }

  private static Path vomsdir() {
    return directory.resolve("vomsdir");
  }

  private static GridTrust trust(Revocation revocation) {
    return new GridTrust(authorities(), Optional.of(vomsdir()), revocation);
  }

  @Test
  void knowsTheHolderOfACertificateAndOfProxiesOfProxies() throws Exception {
    Credential proxy = Proxies.of(alice);
    Credential again = Proxies.of(proxy);

    assertThat(check.check(alice.chain()).dn()).isEqualTo(ALICE);
    assertThat(check.check(proxy.chain()).dn()).isEqualTo(ALICE);
    assertThat(check.check(again.chain()).dn()).isEqualTo(ALICE);
    assertThat(check.check(proxy.chain()).fqans()).isEmpty();
    assertThat(check.check(again.chain()).untilMs())
        .isEqualTo(proxy.chain().getFirst().getNotAfter().getTime());
  }

  @Test
  void believesAttributesOfAKnownServer() throws Exception {
    Credential proxy =
        Proxies.with(alice, Proxies.attributes(voms, alice, "cms", "/cms/Role=production", "/cms"));

    assertThat(check.check(proxy.chain()).fqans()).containsExactly("/cms/Role=production", "/cms");
    assertThat(check.check(Proxies.of(proxy).chain()).fqans()).hasSize(2);
  }

  @Test
  void refusesForgedAttributes() {
    Credential bob = authority.issue("CN=Bob,DC=test");
    refuses("VOMS: ", Proxies.with(alice, Proxies.attributes(evilVoms, alice, "cms", "/cms")));
    refuses("VOMS: ", Proxies.with(alice, Proxies.attributes(voms, alice, "atlas", "/atlas")));
    refuses("VOMS: ", Proxies.with(alice, Proxies.attributes(voms, bob, "cms", "/cms")));
    refuses(
        "VOMS: ",
        Proxies.with(
            alice,
            Proxies.attributes(stranger.issue("CN=voms.test,DC=test"), alice, "cms", "/cms")));
  }

  /** A VO's server speaks for its own VO, or any of them would be every other. */
  @Test
  void refusesAttributesOfAnotherVoThanTheServers() throws Exception {
    for (String fqan : List.of("/atlas/Role=production", "/cmsx", "/CMS", "cms", "/")) {
      refuses(
          "VOMS: " + fqan + " is no attribute of the VO cms",
          Proxies.with(alice, Proxies.attributes(voms, alice, "cms", "/cms", fqan)));
    }
    Credential own = Proxies.with(alice, Proxies.attributes(voms, alice, "cms", "/cms/it"));
    assertThat(check.check(own.chain()).fqans()).containsExactly("/cms/it");
  }

  @Test
  void refusesAttributesThatHaveExpired() {
    Duration past = Duration.ofMinutes(-5);

    refuses("VOMS: ", Proxies.with(alice, Proxies.attributes(voms, alice, past, "cms", "/cms")));
  }

  @Test
  void refusesOlderKindsOfProxies() {
    refuses(
        "proxy: of the kind LEGACY (expected: RFC 3820)",
        Proxies.of(alice, options -> options.setType(ProxyType.LEGACY)));
    refuses(
        "proxy: of the kind DRAFT_RFC (expected: RFC 3820)",
        Proxies.of(alice, options -> options.setType(ProxyType.DRAFT_RFC)));
  }

  @Test
  void refusesLimitedProxiesAndWhatIsMadeOfThem() {
    Credential limited = Proxies.of(alice, options -> options.setLimited(true));

    refuses("proxy: limited", limited);
    refuses("proxy: limited", Proxies.of(limited, options -> options.setLimited(true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {ProxyPolicy.INDEPENDENT_POLICY_OID, "1.2.3.4"})
  void refusesProxiesThatDoNotHaveTheRightsOfTheirHolder(String policy) {
    Credential without = Proxies.of(alice, options -> options.setPolicy(new ProxyPolicy(policy)));

    refuses("proxy: of the policy " + policy, without);
    refuses("proxy: of the policy " + policy, Proxies.of(without));
  }

  @Test
  void refusesMoreProxiesThanTheHolderAllows() {
    Credential last = Proxies.of(alice, options -> options.setProxyPathLimit(0));

    assertThat(last.chain()).hasSize(2);
    refuses("certificate: ", Proxies.of(last));
  }

  @Test
  void refusesWhatHasExpiredAnywhereInTheChain() {
    refuses("certificate: ", authority.issue("CN=Old,DC=test", Duration.ofSeconds(-5)));
    refuses(
        "certificate: ",
        Proxies.of(
            alice,
            options ->
                options.setValidityBounds(
                    new Date(System.currentTimeMillis() - 7_200_000),
                    new Date(System.currentTimeMillis() - 3_600_000))));
  }

  @Test
  void refusesForeignAuthorities() {
    refuses("certificate: ", stranger.issue("CN=Alice,DC=test"));
    refuses("certificate: ", Proxies.of(stranger.issue("CN=Alice,DC=test")));
    refuses("certificate: ", new Authority("CN=CA,DC=test").issue("CN=Alice,DC=test"));
  }

  @Test
  void refusesBrokenChains() {
    Credential proxy = Proxies.of(alice);
    Credential bob = authority.issue("CN=Bob,DC=test");

    refuses("", List.of());
    refuses("", List.of(proxy.chain().getFirst()));
    refuses("", List.of(proxy.chain().getFirst(), bob.chain().getFirst()));
    refuses("", Collections.nCopies(17, alice.chain().getFirst()));
  }

  /** Whoever holds a plain certificate may not make itself somebody else's issuer. */
  @Test
  void refusesCertificatesThatUsersIssue() {
    Credential forged = signedBy(alice, "CN=Root,DC=test");

    refuses("certificate: ", forged);
  }

  private static Credential signedBy(Credential issuer, String subject) {
    Authority pretender = new Authority("CN=Alice,DC=test");
    Credential made = pretender.issue(subject);
    return new Credential(List.of(made.chain().getFirst(), issuer.chain().getFirst()), made.keys());
  }

  @Test
  void refusesNamesThatReadAsOthers() {
    refuses("can be read in two ways", authority.issue("CN=x/CN=Alice,DC=test"));
    assertThat(accepted(authority.issue("CN=host/se.test,DC=test")))
        .isEqualTo("/DC=test/CN=host/se.test");
  }

  private String accepted(Credential credential) {
    try {
      return check.check(credential.chain()).dn();
    } catch (CertificateRefused e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void noticesARevocationInPlace() throws Exception {
    Path own = Files.createDirectories(directory.resolve("revoking"));
    authority.trustedIn(own);
    GridTrust trust = new GridTrust(own, Optional.empty(), Revocation.IF_VALID);
    Credential mallory = authority.issue("CN=Mallory,DC=test");
    Credential proxy = Proxies.of(mallory);
    try (ChainCheck revoking = new ChainCheck(trust, 100)) {
      assertThat(revoking.check(proxy.chain()).dn()).isEqualTo("/DC=test/CN=Mallory");

      authority.revoke(own, mallory.chain().getFirst());

      Awaitility.await().until(() -> isRefused(revoking, proxy));
      assertThat(isRefused(revoking, mallory)).isTrue();
      assertThat(isRefused(revoking, alice)).isFalse();
    }
  }

  @Test
  void canInsistOnRevocationLists() throws Exception {
    Path own = Files.createDirectories(directory.resolve("insisting"));
    authority.trustedIn(own);
    GridTrust trust = new GridTrust(own, Optional.empty(), Revocation.REQUIRE);
    try (ChainCheck insisting = new ChainCheck(trust, 100)) {
      assertThat(isRefused(insisting, alice)).isTrue();

      authority.revoke(own);

      Awaitility.await().until(() -> !isRefused(insisting, alice));
    }
  }

  @Test
  void takesUpAnAuthorityInPlaceAndKeepsItToItsNames() throws Exception {
    Path own = Files.createDirectories(directory.resolve("growing"));
    authority.trustedIn(own);
    GridTrust trust = new GridTrust(own, Optional.empty(), Revocation.IF_VALID);
    try (ChainCheck growing = new ChainCheck(trust, 100)) {
      Credential foreign = stranger.issue("CN=Carol,DC=test");
      assertThat(isRefused(growing, foreign)).isTrue();

      stranger.namespace(own, "/DC=test/CN=C*");
      stranger.trustedIn(own);

      Awaitility.await().until(() -> !isRefused(growing, foreign));
      assertThat(isRefused(growing, stranger.issue("CN=Alice,DC=test"))).isTrue();
    }
  }

  @Test
  void takesUpAVomsServerInPlace() throws Exception {
    Path own = Files.createDirectories(directory.resolve("vos"));
    Proxies.trust(own, "atlas", "/DC=test/CN=voms.test", "/DC=test/CN=CA");
    GridTrust trust = new GridTrust(authorities(), Optional.of(own), Revocation.IF_VALID);
    Credential proxy = Proxies.with(alice, Proxies.attributes(voms, alice, "cms", "/cms"));
    try (ChainCheck growing = new ChainCheck(trust, 100)) {
      assertThat(isRefused(growing, proxy)).isTrue();

      Proxies.trust(own, "cms", "/DC=test/CN=voms.test", "/DC=test/CN=CA");

      Awaitility.await().until(() -> !isRefused(growing, proxy));
    }
  }

  @Test
  void saysWhichDirectoryIsMissing() {
    Path nowhere = directory.resolve("nowhere");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> new ChainCheck(new GridTrust(nowhere, Optional.empty(), Revocation.IF_VALID)))
        .withMessage("authorities: " + nowhere + " (expected: a directory)");
  }

  private static boolean isRefused(ChainCheck check, Credential credential) {
    try {
      return check.check(credential.chain()).dn().isEmpty();
    } catch (CertificateRefused e) {
      return true;
    }
  }

  private void refuses(String reason, Credential credential) {
    refuses(reason, credential.chain());
  }

  private void refuses(String reason, List<X509Certificate> chain) {
    assertThatExceptionOfType(CertificateRefused.class)
        .isThrownBy(() -> check.check(chain))
        .withMessageContaining(reason);
  }
}
