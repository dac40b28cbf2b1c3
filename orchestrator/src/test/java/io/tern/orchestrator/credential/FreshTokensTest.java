package io.tern.orchestrator.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.credential.Slot.Kind;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshTokensTest {
  private static final Slot TOKEN =
      Slot.ofToken(OwnerId.ofSubject("https://i.org/", "alice"), "name");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final MemoryCredentials credentials = new MemoryCredentials(now::get);
  private final FreshTokens fresh =
      new FreshTokens(vertx, credentials, now::get, Duration.ofMinutes(10));

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private void keep(Kind kind, String issuer) {
    var unused =
        credentials.keep(
            TOKEN.as(kind),
            new Kept(Secret.of("t"), now.get() + HOUR.toMillis(), List.of(), issuer));
  }

  private boolean isWanted() {
    return credentials.glance(TOKEN.as(Kind.WANTED)).isPresent();
  }

  @Test
  void asksForNothingWhileATokenOutlivesItsUse() {
    keep(Kind.TOKEN, "https://i.org/");
    now.addAndGet(Duration.ofMinutes(45).toMillis());

    assertThat(fresh.lasting(TOKEN, Duration.ofMinutes(15)).isComplete()).isTrue();
    assertThat(isWanted()).isFalse();
    assertThat(fresh.lasting(TOKEN, Duration.ofMinutes(16)).isComplete()).isFalse();
    assertThat(isWanted()).isTrue();
  }

  @Test
  void takesAYoungTokenForAsGoodAsOneCanBe() {
    keep(Kind.TOKEN, "https://i.org/");
    now.addAndGet(Duration.ofMinutes(30).toMillis());

    assertThat(fresh.lasting(TOKEN, Duration.ofHours(9)).isComplete()).isTrue();
    now.incrementAndGet();
    assertThat(fresh.lasting(TOKEN, Duration.ofHours(9)).isComplete()).isFalse();
  }

  @Test
  void asksForNothingThatNobodyGives() {
    assertThat(fresh.lasting(TOKEN, MINUTE).isComplete()).isTrue();
    keep(Kind.TOKEN, "");
    now.addAndGet(HOUR.toMillis() - 1);
    assertThat(fresh.lasting(TOKEN, MINUTE).isComplete()).isTrue();
    for (Kind known : List.of(Kind.REFUSED, Kind.AWAY)) {
      keep(Kind.REFRESH, "https://i.org/");
      keep(known, "");
      assertThat(fresh.lasting(TOKEN, MINUTE).isComplete()).as("%s", known).isTrue();
      var unused = credentials.remove(TOKEN.as(known));
    }
    assertThat(isWanted()).isFalse();
  }

  @Test
  void allWhoWaitAreAnsweredWhenAnotherTokenIsThere() throws Exception {
    keep(Kind.REFRESH, "https://i.org/");
    Future<Void> one = fresh.lasting(TOKEN, MINUTE);
    var unused = credentials.remove(TOKEN.as(Kind.WANTED));
    Future<Void> other = fresh.lasting(TOKEN, MINUTE);
    assertThat(isWanted()).as("one wish is enough").isFalse();
    assertThat(one.isComplete() || other.isComplete()).isFalse();

    keep(Kind.TOKEN, "https://i.org/");

    get(one);
    get(other);
  }

  @Test
  void thatAnExpiredTokenGoesIsNoAnswer() {
    keep(Kind.REFRESH, "https://i.org/");
    Future<Void> waiting = fresh.lasting(TOKEN, MINUTE);

    var unused = credentials.remove(TOKEN);

    assertThat(waiting.isComplete()).isFalse();
    keep(Kind.AWAY, "");
    assertThat(waiting.toCompletionStage().toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void givesUpAfterAWhileAndMayAskAgain() throws Exception {
    FreshTokens impatient = new FreshTokens(vertx, credentials, now::get, Duration.ofMillis(60));
    keep(Kind.REFRESH, "https://i.org/");

    get(impatient.lasting(TOKEN, MINUTE));
    var unused = credentials.remove(TOKEN.as(Kind.WANTED));
    get(impatient.lasting(TOKEN, MINUTE));

    assertThat(isWanted()).isTrue();
  }

  @Test
  void asksForAnotherThanARefusedOneUnlessThatIsNew() throws Exception {
    keep(Kind.TOKEN, "https://i.org/");
    Future<Void> another = fresh.another(TOKEN);
    assertThat(isWanted()).as("though it is young").isTrue();
    keep(Kind.REFRESH, "https://i.org/");
    keep(Kind.TOKEN, "https://i.org/");
    get(another);
    var unused = credentials.remove(TOKEN.as(Kind.WANTED));

    now.addAndGet(59_999);
    assertThat(fresh.another(TOKEN).isComplete()).isTrue();
    assertThat(isWanted()).isFalse();
    now.incrementAndGet();
    assertThat(fresh.another(TOKEN).isComplete()).isFalse();
    assertThat(isWanted()).isTrue();
  }

  @Test
  void thereIsNoOtherThanARefusedOneThatNobodyRenews() {
    keep(Kind.TOKEN, "");

    assertThat(fresh.another(TOKEN).isComplete()).isTrue();
    assertThat(isWanted()).isFalse();
  }
}
