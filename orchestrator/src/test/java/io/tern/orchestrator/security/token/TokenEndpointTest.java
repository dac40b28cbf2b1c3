package io.tern.orchestrator.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.address.AddressRules;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.orchestrator.security.token.TokenEndpoint.Client;
import io.tern.storage.AddressGuard;
import io.tern.storage.http.Addresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of an issuer, and what is made of its answers. */
class TokenEndpointTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Client CLIENT = new Client("tern", Secret.of("s3cret:/&"));

  private final Vertx vertx = Vertx.vertx();
  private ScriptedIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = new ScriptedIssuer(() -> NOW);
  }

  @AfterEach
  void stop() throws Exception {
    issuer.close();
    get(vertx.close());
  }

  private TokenEndpoint endpoint() {
    return endpoint(AddressGuard.OPEN, () -> NOW);
  }

  private TokenEndpoint endpoint(AddressGuard guard, LongSupplier clockMs) {
    return new TokenEndpoint(new Outbound(vertx, new Addresses(vertx, guard)), clockMs);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Granted exchange(String token) throws Exception {
    return get(endpoint().exchange(CLIENT, Secret.of(token), StorageToken.parse(token)));
  }

  private Granted refresh() throws Exception {
    return get(endpoint().refresh(CLIENT, issuer.url(), Secret.of("old-refresh-token")));
  }

  @Test
  void exchangesATokenForOneOfTheSameScopesAndAudiencesThatCanBeRefreshed() throws Exception {
    String lent =
        issuer.token("storage.read:/cms", Duration.ofMinutes(10), "https://a.org", "https://b.org");
    String given = issuer.token("storage.read:/cms", Duration.ofHours(1));
    issuer.gives(() -> given);

    Granted granted = exchange(lent);

    assertThat(granted.access()).contains(new Granted.Token(Secret.of(given), NOW + 3_600_000));
    assertThat(granted.refresh().orElseThrow().expiresMs())
        .as("one that says nothing of its life lives 30 days")
        .isEqualTo(NOW + Duration.ofDays(30).toMillis());
    assertThat(issuer.asked().getFirst().form())
        .containsExactlyInAnyOrder(
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token=" + lent,
            "subject_token_type=urn:ietf:params:oauth:token-type:access_token",
            "requested_token_type=urn:ietf:params:oauth:token-type:refresh_token",
            "scope=storage.read:/cms offline_access",
            "audience=https://a.org",
            "audience=https://b.org");
    assertThat(issuer.asked().getFirst().authorization())
        .as("tern:s3cret%%3A%%2F%%26 in base64")
        .isEqualTo("Basic dGVybjpzM2NyZXQlM0ElMkYlMjY=");
  }

  @Test
  void takesARefreshTokenInPlaceOfAnAccessToken() throws Exception {
    issuer.answersOnce(
        200,
        """
        {"access_token": "r", "issued_token_type":
         "urn:ietf:params:oauth:token-type:refresh_token", "refresh_expires_in": 60}
        """);

    Granted granted = exchange(issuer.token("storage.read:/", Duration.ofMinutes(1)));

    assertThat(granted.access()).isEmpty();
    assertThat(granted.refresh()).contains(new Granted.Token(Secret.of("r"), NOW + 60_000));
  }

  @Test
  void takesATokenThatOnlyItsIssuerCanReadForAsLongAsItSays() throws Exception {
    issuer.answersOnce(200, "{\"access_token\": \"opaque\", \"expires_in\": 300}");

    Granted granted = refresh();

    assertThat(granted.access()).contains(new Granted.Token(Secret.of("opaque"), NOW + 300_000));
    assertThat(granted.refresh()).as("the old one serves on").isEmpty();
    assertThat(issuer.asked().getFirst().form())
        .containsExactly("grant_type=refresh_token", "refresh_token=old-refresh-token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\": \"invalid_grant\", \"error_description\": \"gone\"} | true  | invalid_grant: gone",
        "403 | {\"error\": \"access_denied\"}       | true  | access_denied",
        "401 | {\"error\": \"invalid_client\"}      | false | invalid_client",
        "400 | {\"error\": \"unauthorized_client\"} | false | unauthorized_client",
        "503 | busy                                 | false | status 503",
        "429 | {\"error\": \"slow_down\"}           | false | slow_down",
        "404 | <html>                               | false | status 404",
        "302 | {\"error\": \"invalid_grant\"}       | false | invalid_grant",
        "200 | <html>                               | false | its answer is no JSON object",
        "200 | {}                                   | false | its answer holds no token",
        "200 | {\"access_token\": \"opaque\"}       | false | it gave a token that does not live",
      })
  void saysWhoRefusesAndWhyAndWhetherThatLasts(
      int status, String answer, boolean lasting, String why) {
    issuer.answersOnce(status, answer);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(this::refresh)
        .havingCause()
        .isInstanceOf(lasting ? IssuerRefused.class : IOException.class)
        .withMessageStartingWith(issuer.url())
        .withMessageContaining(why);
  }

  @Test
  void repeatsNoTokenThatAnIssuerRepeats() {
    String token = issuer.token("storage.read:/", Duration.ofMinutes(1));
    issuer.answersOnce(
        400,
        "{\"error\": \"invalid_grant\", \"error_description\": \"no\\nsuch %s here\"}"
            .formatted(token));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> exchange(token))
        .havingCause()
        .withMessageEndingWith("invalid_grant: no such *** here");
  }

  /** An issuer that is not our own. */
  @Nested
  class WithMockOauth2 {
    private final MockOAuth2Server mock = new MockOAuth2Server();
    private final TokenEndpoint endpoint = endpoint(AddressGuard.OPEN, System::currentTimeMillis);

    @BeforeEach
    void startMock() throws Exception {
      mock.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void stopMock() {
      mock.shutdown();
    }

    /** It gives none. */
    @Test
    void refusesAnExchangeThatCannotBeRefreshed() throws Exception {
      String lent =
          mock.issueToken("cms", "alice", "unused", Map.of("scope", "storage.read:/"), 600)
              .serialize();

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(
              () -> get(endpoint.exchange(CLIENT, Secret.of(lent), StorageToken.parse(lent))))
          .havingCause()
          .isInstanceOf(IssuerRefused.class)
          .withMessageEndingWith("its answer holds no refresh token");
    }

    @Test
    void refreshes() throws Exception {
      String url = mock.issuerUrl("cms").toString();

      Granted.Token given =
          get(endpoint.refresh(CLIENT, url, Secret.of("any"))).access().orElseThrow();

      StorageToken token = StorageToken.parse(given.text().reveal());
      assertThat(token.issuer()).isEqualTo(url);
      assertThat(given.expiresMs()).isEqualTo(token.expiresMs());
    }
  }

  @Test
  void namesAnIssuerThatIsNotReached() {
    issuer.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(this::refresh)
        .havingCause()
        .isInstanceOf(IOException.class)
        .withMessageStartingWith(issuer.url() + " gives no new token now: ");
  }

  @Test
  void goesNowhereThatTernMayNotConnectTo() {
    TokenEndpoint guarded = endpoint(new AddressRules(List.of()), () -> NOW);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(guarded.refresh(CLIENT, issuer.url(), Secret.of("r"))));
    assertThat(issuer.asked()).isEmpty();
  }
}
