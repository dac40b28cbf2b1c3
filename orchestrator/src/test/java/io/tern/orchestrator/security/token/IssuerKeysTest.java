package io.tern.orchestrator.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** WLCG Common JWT Profiles, "Token verification": how long keys are kept, and when asked for. */
class IssuerKeysTest {
  private static final JWK OLD = Issuer.ec("old");
  private static final JWK NEW = Issuer.ec("new");

  private final Issuer issuer = new Issuer(OLD);
  private long now = 1_000_000;
  private final IssuerKeys keys = new IssuerKeys(Issuer.URL, issuer, () -> now);

  @Test
  void asksAgainAfterSixHours() {
    assertThat(kids()).containsExactly("old");
    pass(Duration.ofHours(6).minusMillis(1));
    assertThat(kids()).containsExactly("old");
    assertThat(issuer.asked()).isEqualTo(1);

    issuer.publish(NEW);
    pass(Duration.ofMillis(1));

    kids();
    assertThat(kids()).containsExactly("new");
    assertThat(issuer.asked()).isEqualTo(2);
  }

  @Test
  void asksAtOnceForAKeyItDoesNotKnow() {
    kids();
    issuer.publish(OLD, NEW);
    pass(Duration.ofMinutes(1));

    assertThat(keys.having("new").result().getKeyByKeyId("new")).isNotNull();
    assertThat(issuer.asked()).isEqualTo(2);
  }

  @Test
  void asksOnceAMinuteForKeysThatDoNotExist() {
    kids();
    pass(Duration.ofMinutes(1));

    IntStream.range(0, 1000).forEach(i -> keys.having("none-" + i));

    assertThat(issuer.asked()).isEqualTo(2);
  }

  @Test
  void keepsKeysForTwoDaysWhileTheIssuerIsAway() {
    kids();
    issuer.goAway(true);

    pass(Duration.ofHours(47));
    assertThat(kids()).containsExactly("old");
    assertThat(keys.having("new").result().getKeyByKeyId("new")).isNull();
    pass(Duration.ofHours(1));

    assertThat(keys.having("old").cause()).isInstanceOf(KeysUnavailable.class);
  }

  @Test
  void triesAgainAMinuteAfterAFailure() {
    issuer.goAway(true);
    assertThat(keys.having("old").cause()).isInstanceOf(KeysUnavailable.class);
    issuer.goAway(false);
    assertThat(keys.having("old").cause()).isInstanceOf(KeysUnavailable.class);
    assertThat(issuer.asked()).isEqualTo(1);

    pass(Duration.ofMinutes(1));

    assertThat(kids()).containsExactly("old");
  }

  @Test
  void manyTokensWaitForOneRequest() {
    List<Promise<JWKSet>> asked = new ArrayList<>();
    IssuerKeys slow =
        new IssuerKeys(
            Issuer.URL,
            url -> {
              asked.add(Promise.promise());
              return asked.getLast().future();
            },
            () -> now);

    var first = slow.having("old");
    pass(Duration.ofMinutes(2));
    var second = slow.having("old");
    asked.getFirst().complete(new JWKSet(OLD));

    assertThat(asked).hasSize(1);
    assertThat(first.result()).isSameAs(second.result());
  }

  private List<String> kids() {
    return keys.having(null).result().getKeys().stream().map(JWK::getKeyID).toList();
  }

  private void pass(Duration time) {
    now += time.toMillis();
  }
}
