package io.tern.orchestrator.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.security.token.Discovery;
import io.tern.orchestrator.security.token.TokenRules;
import io.tern.orchestrator.security.token.TokenVerifier;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of real issuers on their way through the API. */
class BearerTokensTest {
  private static final String AUDIENCE = "https://tern.example.org";
  private static final String JOB =
      "{'files':[{'sources':['https://a.org/f'],'destinations':['https://b.org/f']}]}";

  private final MockOAuth2Server server = new MockOAuth2Server();
  private Service service;

  @BeforeEach
  void start() throws Exception {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    service = serve(false);
  }

  private Service serve(boolean badTokensAreAnonymous) {
    List<TokenIssuer> issuers =
        List.of(
            new TokenIssuer(
                url("cms"),
                Optional.empty(),
                Map.of("/cms", "cms", "/cms/heavy", "cms-heavy"),
                Optional.of("fts"),
                Map.of("/cms/operators", List.of(new Grant(Operation.CONFIG, Level.ALL)))),
            new TokenIssuer(url("dune"), Optional.of("dune"), Map.of(), Optional.empty(), Map.of()),
            new TokenIssuer(url("small"), Optional.empty(), Map.of(), Optional.empty(), Map.of()));
    return new Service((vertx, outbound) ->
        new Identities.Credentials(
            new TokenVerifier(
                issuers.stream().map(TokenIssuer::url).toList(),
                new TokenRules(Set.of(AUDIENCE)),
                new Discovery(outbound),
                System::currentTimeMillis),
            issuers,
            badTokensAreAnonymous));
  }

  @AfterEach
  void stop() {
    service.close();
    server.shutdown();
  }

  @Test
  void tellsACallerByItsToken() {
    JsonNode me = whoami(token("cms", "alice", "fts compute.read", "/cms/operators")).json();

    assertThat(me.path("user_dn").asText()).isEqualTo("alice");
    assertThat(me.path("vos")).hasToString("[\"cms\"]");
    assertThat(me.path("method").asText()).isEqualTo("oauth2");
    assertThat(me.path("oauth2_scope").asText()).isEqualTo("fts compute.read");
    assertThat(me.path("level").path("config").asText()).isEqualTo("all");
    assertThat(me.path("level").path("transfer").asText()).isEqualTo("vo");
    assertThat(me.path("level").has("admin")).isFalse();
    assertThat(me.path("delegation_id").asText()).matches("[0-9a-f]{16}");
  }

  @Test
  void mapsSubjectsToVosByIssuerByGroupAndByHost() {
    assertThat(vos(token("dune", "x", "", "/cms"))).isEqualTo("[\"dune\"]");
    assertThat(vos(token("small", "x", "", "/cms"))).isEqualTo("[\"localhost\"]");
    assertThat(vos(token("cms", "x", "fts", "/cms/heavy/ions"))).contains("cms", "cms-heavy");
  }

  @Test
  void anIssuerSpeaksForNoVoButItsOwn() {
    Answer atlas = whoami(token("cms", "x", "fts", "/atlas"));
    Answer alike = whoami(token("cms", "x", "fts", "/cmsx"));

    assertThat(atlas.status()).isEqualTo(403);
    assertThat(atlas.message()).isEqualTo("wlcg.groups: none that belongs to a VO here");
    assertThat(alike.status()).isEqualTo(403);
  }

  @Test
  void asksForTheScopeThatTheIssuersTokensNeed() {
    Answer answer = whoami(token("cms", "x", "openid", "/cms"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.message()).isEqualTo("scope: fts is missing");
    assertThat(answer.header("WWW-Authenticate"))
        .isEqualTo(
            "Bearer error=\"insufficient_scope\", error_description=\"scope: fts is missing\"");
  }

  @Test
  void saysWhyATokenIsNotBelieved() {
    String expired =
        server.issueToken("cms", "alice", AUDIENCE, Map.of("scope", "fts"), -120).serialize();
    String elsewhere = server.issueToken("cms", "alice", "https://other.org").serialize();

    assertThat(whoami(expired).status()).isEqualTo(401);
    assertThat(whoami(expired).message()).startsWith("exp: expired at ");
    assertThat(whoami(expired).header("WWW-Authenticate"))
        .startsWith("Bearer error=\"invalid_token\", error_description=\"exp: expired at ");
    assertThat(whoami(elsewhere).message())
        .isEqualTo("aud: [https://other.org] (expected: one of [" + AUDIENCE + "])");
    assertThat(whoami("x.y.z").status()).isEqualTo(401);
    assertThat(whoami(server.issueToken("evil", "alice", AUDIENCE).serialize()).message())
        .isEqualTo("iss: not an issuer that is believed here");
  }

  @Test
  void takesOneBearerTokenAndNothingElse() {
    String good = token("dune", "x", "", "/x");

    assertThat(
            service
                .send(service.anonymous("/whoami").header("Authorization", "Basic YTpi"))
                .status())
        .isEqualTo(401);
    assertThat(
            service
                .send(
                    service
                        .anonymous("/whoami")
                        .header("Authorization", "Bearer " + good)
                        .header("Authorization", "Bearer " + good))
                .status())
        .isEqualTo(401);
    assertThat(
            service
                .send(service.anonymous("/whoami").header("Authorization", "bearer " + good))
                .status())
        .isEqualTo(200);
    assertThat(
            service
                .send(service.anonymous("/whoami?access_token=" + good))
                .json()
                .path("method")
                .asText())
        .isEqualTo("unauthenticated");
  }

  @Test
  void countsABadTokenAsNoneOnlyIfToldTo() {
    try (Service lenient = serve(true)) {
      JsonNode me =
          lenient.send(lenient.anonymous("/whoami").header("Authorization", "Bearer x.y.z")).json();

      assertThat(me.path("method").asText()).isEqualTo("unauthenticated");
    }
  }

  @Test
  void submitsAndSeesOnlyWhatIsItsVos() {
    String alice = token("cms", "alice", "fts", "/cms");
    String job = submit(alice).json().path("job_id").asText();

    assertThat(get("/jobs/" + job, alice).json().path("vo_name").asText()).isEqualTo("cms");
    assertThat(get("/jobs/" + job, token("cms", "bob", "fts", "/cms")).status()).isEqualTo(200);
    assertThat(get("/jobs/" + job, token("dune", "carol", "", "/cms")).status()).isEqualTo(403);
  }

  /** The same subject of another issuer is somebody else. */
  @Test
  void aSubjectIsWorthNothingWithoutItsIssuer() {
    String job = submit(token("cms", "alice", "fts", "/cms")).json().path("job_id").asText();
    String namesake = token("dune", "alice", "", "/cms");

    assertThat(get("/jobs/" + job, namesake).status()).isEqualTo(403);
    assertThat(whoami(namesake).json().path("delegation_id"))
        .isNotEqualTo(whoami(token("cms", "alice", "fts", "/cms")).json().path("delegation_id"));
  }

  @Test
  void saysComeBackWhileNobodyCanTell() {
    String token = token("dune", "x", "", "/x");
    server.shutdown();

    Answer answer = whoami(token);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("60");
  }

  private String vos(String token) {
    return whoami(token).json().path("vos").toString();
  }

  private String url(String issuer) {
    return server.issuerUrl(issuer).toString();
  }

  private String token(String issuer, String subject, String scope, String group) {
    Map<String, Object> claims =
        Map.of("scope", scope, "wlcg.groups", List.of(group), "wlcg.ver", "1.0");
    return server.issueToken(issuer, subject, AUDIENCE, claims, 600).serialize();
  }

  private Answer whoami(String token) {
    return get("/whoami", token);
  }

  private Answer get(String path, String token) {
    return service.send(service.anonymous(path).header("Authorization", "Bearer " + token));
  }

  private Answer submit(String token) {
    return service.send(
        service
            .anonymous("/jobs")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", Service.JSON)
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(JOB.replace('\'', '"'))));
  }
}
