package io.tern.orchestrator.api.lending;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.TokenIssuer;
import io.tern.orchestrator.api.server.HttpSettings;
import io.tern.orchestrator.api.submission.Limits;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.tern.orchestrator.security.token.Discovery;
import io.tern.orchestrator.security.token.StorageToken;
import io.tern.orchestrator.security.token.TokenRefused;
import io.tern.orchestrator.security.token.TokenRules;
import io.tern.orchestrator.security.token.TokenVerifier;
import io.tern.setting.Access;
import io.tern.setting.Change;
import io.tern.setting.Sealed;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens in submissions, of a real issuer. */
class LendingTest {
  private static final String TERN = "https://tern.example.org";
  private static final String JOB =
      """
      {"files":[{"sources":["https://a.org/cms/store/f"],"destinations":["https://b.org:8443/g"]%s}],
       "params":{%s}}
      """;

  private final MockOAuth2Server server = new MockOAuth2Server();
  private Service service;

  @BeforeEach
  void start() throws Exception {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    service = serve(settings -> settings);
  }

  private Service serve(UnaryOperator<HttpSettings> change) {
    TokenIssuer cms =
        new TokenIssuer(url("cms"), Optional.of("cms"), Map.of(), Optional.empty(), Map.of());
    return new Service(
        change,
        (vertx, outbound) ->
            new Identities.Credentials(
                new TokenVerifier(
                    List.of(cms.url()),
                    new TokenRules(Set.of(TERN)),
                    new Discovery(outbound),
                    System::currentTimeMillis),
                List.of(cms),
                false));
  }

  @AfterEach
  void stop() {
    service.close();
    server.shutdown();
  }

  private String url(String issuer) {
    return server.issuerUrl(issuer).toString();
  }

  private String token(String issuer, String scope, int lifeS, String... audiences) {
    Map<String, Object> claims = Map.of("scope", scope, "aud", List.of(audiences));
    return server.issueToken(issuer, "alice", "unused", claims, lifeS).serialize();
  }

  private String reading() {
    return token("cms", "storage.read:/store", 600, "https://a.org");
  }

  private String writing() {
    return token("cms", "storage.create:/ storage.read:/", 600, "b.org");
  }

  private Answer submit(String own, String members) {
    return submit(own, members, "");
  }

  private Answer submit(String own, String members, String params) {
    return service.send(
        service
            .anonymous("/jobs")
            .header("Authorization", "Bearer " + own)
            .header("Content-Type", Service.JSON)
            .POST(BodyPublishers.ofString(JOB.formatted(members, params))));
  }

  private Answer lend(String source, String destination) {
    return lend(source, destination, "");
  }

  private Answer lend(String source, String destination, String params) {
    return submit(
        token("cms", "fts", 600, TERN),
        ",\"source_tokens\":[\"%s\"],\"destination_tokens\":[\"%s\"]"
            .formatted(source, destination),
        params);
  }

  private FileText onlyFile() {
    return service.jobs.transfers(service.jobs.onlyJob()).getFirst().text();
  }

  private Optional<Kept> kept(String name) {
    OwnerId alice = OwnerId.ofSubject(url("cms"), "alice");
    return name.isEmpty() ? Optional.empty() : service.credentials.find(Slot.ofToken(alice, name));
  }

  @Test
  void keepsATokenForEachFileUntilItExpiresAndLogsItsNameAlone() {
    String reading = reading();
    String writing = writing();

    assertThat(lend(reading, writing).status()).isEqualTo(200);

    FileText file = onlyFile();
    Kept source = kept(file.getSourceToken()).orElseThrow();
    Kept destination = kept(file.getDestinationToken()).orElseThrow();
    assertThat(source.text().reveal()).isEqualTo(reading);
    assertThat(destination.text().reveal()).isEqualTo(writing);
    assertThat(source.expiresMs() - System.currentTimeMillis()).isBetween(500_000L, 600_000L);
    assertThat(service.jobs.parts())
        .extracting(Part::toString)
        .noneMatch(text -> text.contains(reading.split("\\.")[1]));
  }

  @Test
  void usesTheCallersOwnTokenWhereItOpensTheStorageAndNoOtherIsGiven() {
    String own = token("cms", "fts storage.read:/", 600, TERN, "a.org");

    assertThat(submit(own, "").status()).isEqualTo(200);

    assertThat(kept(onlyFile().getSourceToken()).orElseThrow().text().reveal()).isEqualTo(own);
    assertThat(onlyFile().getDestinationToken()).isEmpty();
  }

  @Test
  void keepsNoMoreTokensOfAUserThanItMay() {
    service.close();
    Limits few =
        new Limits(
            1 << 20,
            8,
            65_536,
            9,
            Duration.ZERO,
            65_536,
            393_216,
            4,
            65_536,
            10,
            10,
            10,
            10,
            3,
            60);
    service = serve(settings -> settings.with(few, StoragePolicy.OPEN));
    String reading = reading();
    assertThat(lend(reading, writing()).status()).isEqualTo(200);
    assertThat(lend(reading, token("cms", "storage.create:/", 500, "b.org")).status())
        .isEqualTo(200);

    Answer refused = lend(reading, token("cms", "storage.create:/", 400, "b.org"));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.message())
        .isEqualTo(
            "tokens: 3 of this user are kept (secrets.tokensPerUser: 3); they go when they expire");
    assertThat(refused.header("Retry-After")).isEqualTo("60");
    assertThat(lend(reading, reading).status())
        .as("what is kept already is no more")
        .isEqualTo(400);
    assertThat(service.credentials.size()).isEqualTo(3);
  }

  @Test
  void namesEachTokenOnceInAPart() {
    String reading = reading();
    String writing = writing();
    assertThat(lend(reading, writing).status()).isEqualTo(200);

    assertThat(service.jobs.parts().getFirst().getTokenList())
        .containsExactly(Slot.tokenName(reading), Slot.tokenName(writing));
  }

  @Test
  void keepsNoTokenThatOpensNoStorage() {
    assertThat(submit(token("cms", "fts", 600, TERN), "").status()).isEqualTo(200);

    assertThat(onlyFile().getSourceToken()).isEmpty();
    assertThat(service.credentials.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cms  | storage.create:/       | 600 | https://a.org | scope: [storage.create:/] (expected",
        "cms  | storage.read:/sto      | 600 | https://a.org | scope: [storage.read:/sto] (expected",
        "cms  | openid                 | 600 | https://a.org | scope: [openid] (expected",
        "cms  | storage.read:/         | 600 | https://c.org | aud: [https://c.org] (expected: a.org)",
        "cms  | storage.read:/         | 600 | https://a.org.evil | aud: [https://a.org.evil] (expected",
        "cms  | storage.read:/         | 30  | https://a.org | exp: less than a minute left",
        "evil | storage.read:/         | 600 | https://a.org | unknown issuer: issuer=http",
      })
  void refusesATokenThatCannotOpenItsUrl(
      String issuer, String scope, int lifeS, String audience, String why) {
    Answer answer = lend(token(issuer, scope, lifeS, audience), writing());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("Token for source 'https://a.org/cms/store/f': " + why);
    assertThat(service.jobs.jobs()).isEmpty();
  }

  @Test
  void refusesWhatIsNoTokenWithoutRepeatingIt() {
    Answer answer = lend("sesame.open.now", writing());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .contains("token: not a signed JSON Web Token")
        .doesNotContain("sesame");
  }

  @Test
  void takesTokensForBothSidesAndForEachUrl() {
    String own = token("cms", "fts", 600, TERN);

    assertThat(submit(own, ",\"source_tokens\":[\"x\"]").message())
        .startsWith("Both source_tokens and destination_tokens are required");
    assertThat(submit(own, ",\"source_tokens\":[],\"destination_tokens\":[\"x\"]").message())
        .isEqualTo("Length of source_tokens should be equal to the length of sources.");
    assertThat(lend("", writing()).message())
        .isEqualTo("Token for source 'https://a.org/cms/store/f' is missing.");
    assertThat(submit(own, ",\"source_tokens\":null,\"destination_tokens\":null").status())
        .isEqualTo(200);
  }

  /** Operators add issuers while the service runs. */
  @Test
  void believesTokenProvidersFromTheMomentTheyAreSet() {
    String reading = token("dune", "storage.read:/", 600, "a.org");
    assertThat(lend(reading, writing()).status()).isEqualTo(400);

    set(Sealed.NOTHING);

    assertThat(lend(reading, writing()).status()).isEqualTo(200);
  }

  @Test
  void marksForRenewalWhatAnIssuerGivesAnotherTokenFor() {
    set(Sealed.NOTHING);
    String before = token("dune", "storage.read:/", 600, "a.org");
    assertThat(lend(before, writing()).status()).isEqualTo(200);

    set(Sealed.of(new byte[] {1}));
    String after = token("dune", "storage.read:/ storage.stage:/", 600, "a.org");
    String other = writing();
    assertThat(lend(after, other).status()).isEqualTo(200);

    assertThat(renewer(before)).as("its issuer had no client with a secret").contains("");
    assertThat(renewer(after)).contains(url("dune"));
    assertThat(renewer(other)).as("of an issuer that is only believed").contains("");
  }

  @Test
  void leavesTokensAloneWhereTheSubmissionSaysSo() {
    set(Sealed.of(new byte[] {1}));
    String token = token("dune", "storage.read:/", 600, "a.org");

    Answer answer = lend(token, writing(), "\"unmanaged_tokens\":true");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(renewer(token)).contains("");
    assertThat(kept(Slot.tokenName(token)).orElseThrow().text()).isEqualTo(Secret.of(token));
  }

  @Test
  void marksAJobWithTheEndOfItsLastTokens() {
    String early = token("cms", "storage.read:/store", 600, "a.org");
    String late = token("cms", "storage.create:/", 1200, "b.org");

    assertThat(lend(early, late).status()).isEqualTo(200);

    assertThat(tokensEnd()).isEqualTo(endOf(early));
  }

  @Test
  void marksNoEndWhereSomeFileNeedsNoTokenOrAnIssuerRenewsThem() {
    assertThat(submit(token("cms", "fts", 600, TERN), "").status()).isEqualTo(200);
    assertThat(tokensEnd()).isZero();

    restart();
    String both =
        ",\"source_tokens\":[\"%s\"],\"destination_tokens\":[\"%s\"]},"
                .formatted(reading(), writing())
            + "{\"sources\":[\"https://a.org/g\"],\"destinations\":[\"https://b.org/h\"]";
    assertThat(submit(token("cms", "fts", 600, TERN), both).status()).isEqualTo(200);
    assertThat(tokensEnd()).isZero();

    restart();
    set(Sealed.of(new byte[] {1}));
    String renewed = token("dune", "storage.read:/ storage.create:/", 600, "a.org", "b.org");
    assertThat(lend(renewed, renewed).status()).isEqualTo(200);
    assertThat(tokensEnd()).isZero();
  }

  @Test
  void marksTheEndOfTokensThatAreLeftAloneAndOfTheCallersOwn() {
    set(Sealed.of(new byte[] {1}));
    String token = token("dune", "storage.read:/ storage.create:/", 600, "a.org", "b.org");
    assertThat(lend(token, token, "\"unmanaged_tokens\":true").status()).isEqualTo(200);
    assertThat(tokensEnd()).isEqualTo(endOf(token));

    restart();
    String own = token("cms", "fts storage.read:/", 300, TERN, "a.org");
    assertThat(submit(own, "").status()).isEqualTo(200);
    assertThat(tokensEnd()).isEqualTo(endOf(own));
  }

  private void restart() {
    service.close();
    service = serve(settings -> settings);
  }

  private long tokensEnd() {
    return service.jobs.parts().getLast().getHeader().getTokensEndMs();
  }

  private static long endOf(String token) {
    try {
      return StorageToken.parse(token).expiresMs();
    } catch (TokenRefused e) {
      throw new AssertionError(e);
    }
  }

  private Optional<String> renewer(String token) {
    return kept(Slot.tokenName(token)).map(Kept::issuer);
  }

  private void set(Sealed secret) {
    var unused =
        service.administration.change(
            "test",
            List.of(
                new Change.Put(
                    new Access.TokenProvider(
                        "dune", url("dune") + "/", "tern", secret, null, null))));
  }
}
