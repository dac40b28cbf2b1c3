package io.tern.orchestrator.renewal;

import static io.tern.orchestrator.renewal.RenewalMeter.Grant.EXCHANGE;
import static io.tern.orchestrator.renewal.RenewalMeter.Grant.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.MemoryCredentials;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.credential.Slot.Kind;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.SealingKey;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.address.Outbound;
import io.tern.orchestrator.security.token.ScriptedIssuer;
import io.tern.orchestrator.security.token.TokenEndpoint;
import io.tern.setting.Access.TokenProvider;
import io.tern.setting.Sealed;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.tern.storage.AddressGuard;
import io.tern.storage.http.Addresses;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the node that leads does for tokens that were lent. Time is in hand. */
class RenewalsTest {
  private static final OwnerId ALICE = OwnerId.ofSubject("https://i.org/", "alice");
  private static final Duration HOUR = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong now = new AtomicLong(1_800_000_000_000L);
  private final MemoryCredentials credentials = new MemoryCredentials(now::get);
  private final SealedBox box = new SealedBox(List.of(new SealingKey(1, Secret.of(new byte[32]))));
  private final List<String> counted = new CopyOnWriteArrayList<>();
  private ScriptedIssuer issuer;
  private Renewals renewals;
  private volatile Settings settings = Settings.NONE;
  private volatile boolean leads = true;
  private final Set<String> spare = ConcurrentHashMap.newKeySet();
  private final List<Set<String>> questions = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    issuer = new ScriptedIssuer(now::get);
    settings = withProvider();
    renewals =
        new Renewals(
            vertx,
            credentials,
            new Providers(() -> settings, box),
            new TokenEndpoint(
                new Outbound(vertx, new Addresses(vertx, AddressGuard.OPEN)), now::get),
            (from, grant, outcome) -> counted.add(grant + " " + outcome),
            this::needed,
            () -> leads,
            now::get);
    renewals.start();
  }

  @AfterEach
  void stop() {
    renewals.close();
    issuer.close();
    Service.await(vertx.close());
  }

  private Set<String> needed(Set<String> names) {
    questions.add(names);
    return names.stream()
        .filter(name -> !spare.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Settings withProvider() {
    String name = TokenProvider.nameOf("test");
    TokenProvider provider =
        new TokenProvider(
            "test",
            issuer.url(),
            "tern",
            Sealed.of(box.seal(Secret.of("secret"), name)),
            null,
            null);
    return Settings.NONE.after(
        Map.of(name, Optional.of(new Written<>(provider, "test", now.get()))));
  }

  private Slot lent(int number, Duration life) {
    String token = issuer.token("storage.read:/lent/" + number, life);
    Slot slot = Slot.ofToken(ALICE, Slot.tokenName(token));
    var unused =
        credentials.keep(
            slot, Kept.renewable(Secret.of(token), now.get() + life.toMillis(), issuer.url()));
    return slot;
  }

  private void wish(Slot token) {
    now.addAndGet(1_000);
    var unused = credentials.keep(token.as(Kind.WANTED), Kept.note("", now.get() + 60_000));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toMillis());
    Service.await(renewals.look());
  }

  private Optional<String> text(Slot slot) {
    return credentials.find(slot).map(kept -> kept.text().reveal());
  }

  private void awaitAnswer(Slot token) {
    Awaitility.await().until(() -> credentials.glance(token.as(Kind.WANTED)).isEmpty());
  }

  @Test
  void exchangesATokenInTheSecondHalfOfItsLifeAndRefreshesItWhenItIsWantedLater() {
    Slot token = lent(1, HOUR);
    String first = text(token).orElseThrow();
    pass(Duration.ofMinutes(29));
    pass(Duration.ofMinutes(9));
    Awaitility.await().until(() -> credentials.glance(token.as(Kind.REFRESH)).isPresent());
    Awaitility.await().until(() -> !text(token).equals(Optional.of(first)));
    String exchanged = text(token).orElseThrow();
    now.addAndGet(Duration.ofHours(9).toMillis());
    assertThat(text(token)).as("nobody wanted it for hours").isEmpty();

    wish(token);
    awaitAnswer(token);

    assertThat(text(token)).isPresent().isNotEqualTo(Optional.of(exchanged));
    assertThat(credentials.glance(token).orElseThrow().expiresMs())
        .isEqualTo(now.get() + HOUR.toMillis());
    assertThat(counted).containsExactly("EXCHANGE GIVEN", "REFRESH GIVEN");
  }

  @Test
  void asksForNothingWhileTokensAreYoungOrWereRenewed() {
    Slot token = lent(1, HOUR);
    pass(Duration.ofMinutes(29));
    pass(Duration.ofMinutes(9));
    Awaitility.await().until(() -> credentials.glance(token.as(Kind.REFRESH)).isPresent());
    pass(Duration.ofMinutes(50));
    pass(Duration.ofMinutes(50));

    wish(token);
    awaitAnswer(token);

    assertThat(issuer.asked()).hasSize(2);
  }

  /** Each refresh token opens once here, so the newest must have been kept. */
  @Test
  void keepsEachNewRefreshToken() {
    Slot token = lent(1, HOUR);
    for (int i = 0; i < 4; i++) {
      wish(token);
      awaitAnswer(token);
    }

    assertThat(counted)
        .containsExactly("EXCHANGE GIVEN", "REFRESH GIVEN", "REFRESH GIVEN", "REFRESH GIVEN");
  }

  @Test
  void asksForNothingThatNoJobNeeds() {
    Slot needed = lent(1, HOUR);
    Slot done = lent(2, HOUR);
    spare.add(done.name());
    pass(Duration.ofMinutes(38));
    Awaitility.await().until(() -> credentials.glance(needed.as(Kind.REFRESH)).isPresent());

    assertThat(issuer.asked()).hasSize(1);
    assertThat(credentials.glance(done.as(Kind.REFRESH))).isEmpty();
    spare.clear();
    pass(Duration.ofMinutes(1));
    Awaitility.await().until(() -> credentials.glance(done.as(Kind.REFRESH)).isPresent());
  }

  @Test
  void forgetsWhatRenewsATokenOnceNoJobNeedsIt() {
    Slot one = lent(1, HOUR);
    Slot other = lent(2, HOUR);
    pass(Duration.ofMinutes(38));
    Awaitility.await().until(() -> credentials.all(Kind.REFRESH).size() == 2);
    spare.add(one.name());
    pass(Duration.ofMinutes(5));
    assertThat(credentials.all(Kind.REFRESH)).as("it may be of a job to come").hasSize(2);

    pass(Duration.ofSeconds(1));

    Awaitility.await().until(() -> credentials.glance(one.as(Kind.REFRESH)).isEmpty());
    assertThat(credentials.glance(other.as(Kind.REFRESH))).isPresent();
    assertThat(credentials.glance(one)).as("the last token lives out its life").isPresent();
  }

  @Test
  void asksWhatIsNeededAtMostOnceAMinute() {
    spare.add(lent(1, HOUR).name());
    pass(Duration.ofMinutes(38));
    Awaitility.await().until(() -> questions.size() == 1);
    pass(Duration.ofSeconds(59));
    pass(Duration.ofMillis(999));
    assertThat(questions).hasSize(1);

    pass(Duration.ofMillis(1));

    Awaitility.await().until(() -> questions.size() == 2);
  }

  @Test
  void asksForATokenOnceHoweverOftenItIsWanted() {
    Slot token = lent(1, HOUR);
    issuer.pause();
    wish(token);
    wish(token);
    Service.await(renewals.look());
    Awaitility.await().until(() -> issuer.asked().size() == 1);
    wish(token);
    issuer.resume();
    awaitAnswer(token);

    assertThat(issuer.asked()).hasSize(1);
  }

  @Test
  void asksAnIssuerForFewAtATime() {
    issuer.pause();
    List<Slot> tokens = IntStream.range(0, 20).mapToObj(i -> lent(i, HOUR)).toList();
    tokens.forEach(this::wish);
    Awaitility.await().until(() -> issuer.mostAtOnce() == 4);
    issuer.resume();
    tokens.forEach(this::awaitAnswer);

    assertThat(issuer.asked()).hasSize(20);
    assertThat(issuer.mostAtOnce()).isEqualTo(4);
  }

  @Test
  void saysForGoodWhyAnIssuerRefusesAndAsksItNoMore() {
    Slot token = lent(1, HOUR);
    wish(token);
    awaitAnswer(token);
    issuer.answersOnce(
        400, "{\"error\": \"invalid_grant\", \"error_description\": \"revoked by its user\"}");

    wish(token);
    awaitAnswer(token);
    pass(Duration.ofMinutes(59));
    pass(Duration.ofDays(6));

    assertThat(text(token.as(Kind.REFUSED)))
        .contains(issuer.url() + " gives no new token: invalid_grant: revoked by its user");
    assertThat(credentials.glance(token.as(Kind.REFRESH))).isEmpty();
    assertThat(issuer.asked()).hasSize(2);
  }

  @Test
  void tellsThoseWhoWaitThatAnIssuerIsAwayAndAsksAgainLater() {
    Slot one = lent(1, HOUR);
    Slot other = lent(2, HOUR);
    String living = text(one).orElseThrow();
    issuer.answersOnce(503, "");

    wish(one);
    awaitAnswer(one);
    wish(other);
    awaitAnswer(other);

    String away = issuer.url() + " gives no new token now: status 503";
    assertThat(text(one.as(Kind.AWAY))).contains(away);
    assertThat(text(other.as(Kind.AWAY))).as("though it was not asked for").contains(away);
    assertThat(issuer.asked()).hasSize(1);
    assertThat(text(one)).as("it serves on").contains(living);
    now.addAndGet(10_000);
    wish(one);
    awaitAnswer(one);
    assertThat(text(one)).isPresent().isNotEqualTo(Optional.of(living));
    assertThat(counted).containsExactly("EXCHANGE AWAY", "EXCHANGE GIVEN");
  }

  @Test
  void saysWhyATokenWasLostWhoseIssuerDidNotComeBack() {
    Slot token = lent(1, Duration.ofSeconds(20));
    issuer.answersOnce(503, "");
    pass(Duration.ofSeconds(17));
    Awaitility.await().until(() -> credentials.glance(token.as(Kind.REFUSED)).isPresent());

    assertThat(text(token.as(Kind.REFUSED)).orElseThrow())
        .startsWith(issuer.url())
        .endsWith("status 503, and the token that was lent has expired since");
  }

  @Test
  void refreshesAtOnceWhereAnExchangeGivesNothingElse() {
    Slot token = lent(1, HOUR);
    String first = text(token).orElseThrow();
    issuer.answersOnce(
        200,
        """
        {"access_token": "only-refreshes", "issued_token_type":
         "urn:ietf:params:oauth:token-type:refresh_token"}
        """);
    issuer.answersOnce(200, "{\"access_token\": \"opaque\", \"expires_in\": 60}");

    wish(token);
    awaitAnswer(token);

    assertThat(text(token)).contains("opaque").isNotEqualTo(Optional.of(first));
    assertThat(text(token.as(Kind.REFRESH))).contains("only-refreshes");
    assertThat(counted).containsExactly(EXCHANGE + " GIVEN", REFRESH + " GIVEN");
  }

  @Test
  void saysThatNoClientIsSetAnyMore() {
    Slot token = lent(1, HOUR);
    settings = Settings.NONE;

    wish(token);
    awaitAnswer(token);

    assertThat(text(token.as(Kind.AWAY)).orElseThrow())
        .isEqualTo(
            issuer.url()
                + " gives no new token now: no client of it is set (/config/token_providers)");
    assertThat(issuer.asked()).isEmpty();
  }

  @Test
  void aNodeThatDoesNotLeadAsksNobodyAndTakesUpWishesWhenItDoes() {
    leads = false;
    Slot token = lent(1, HOUR);
    wish(token);
    Service.await(renewals.look());
    assertThat(credentials.glance(token.as(Kind.WANTED))).isPresent();

    leads = true;
    Service.await(renewals.look());
    awaitAnswer(token);

    assertThat(issuer.asked()).hasSize(1);
  }
}
