package io.tern.orchestrator.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.JobOwner;
import io.tern.orchestrator.event.Shown;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Proxies;
import io.tern.storage.Access;
import io.tern.storage.StorageException;
import io.tern.storage.Storages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersStoragesTest {
  private static final JobOwner NOBODY = new JobOwner("", "", "", false);
  private static final OwnerId ALICE = OwnerId.of("/CN=Alice", List.of());
  private static final Duration USE = Duration.ofMillis(1);
  private static final OwnerId BOB = OwnerId.of("/CN=Bob", List.of());

  private long now;
  private final MemoryCredentials credentials = new MemoryCredentials(() -> now);
  private final Vertx vertx = Vertx.vertx();
  private final UsersStorages storages =
      new UsersStorages(
          new Storages(Map.of()), credentials, new FreshTokens(vertx, credentials, () -> now));

  private static JobOwner owner(OwnerId id) {
    return new JobOwner(id.hex(), "", "", false);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void opensStoragesOverTlsWithTheOwnersProxyAlone() throws Exception {
    var unused =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.PROXY), new Kept(Secret.of("PEM"), 10, List.of()));

    assertThat(storages.access(owner(ALICE), "", "https://se.org/f"))
        .isEqualTo(new Access.Proxy("PEM"));
    assertThat(storages.access(owner(ALICE), "", "DAVS://se.org/f"))
        .isEqualTo(new Access.Proxy("PEM"));
    assertThat(storages.access(owner(ALICE), "", "http://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(owner(ALICE), "", "httpsx://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(owner(BOB), "", "https://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(NOBODY, "", "https://se.org/f")).isEqualTo(Access.NONE);
    now = 10;
    assertThat(storages.access(owner(ALICE), "", "https://se.org/f")).isEqualTo(Access.NONE);
  }

  @Test
  void doesNotGoOnAsAnybodyForWhoeverHadLentAProxy() throws Exception {
    JobOwner lender = new JobOwner(ALICE.hex(), "/CN=Alice", "", true);
    keep(new Slot(ALICE, Slot.Kind.PROXY), "PEM", 10);
    assertThat(storages.access(lender, "", "https://se.org/f")).isEqualTo(new Access.Proxy("PEM"));
    now = 10;

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> storages.access(lender, "", "https://se.org/f"))
        .extracting(StorageException::failure)
        .isEqualTo(
            new Failure(
                FailureClass.CREDENTIAL,
                Side.GENERAL_FAILURE,
                Phase.TRANSFER_PREPARATION,
                false,
                "The proxy that its user had lent has expired or was deleted, and no other was"
                    + " lent since"));
    assertThat(storages.access(lender, "", "http://se.org/f")).isEqualTo(Access.NONE);

    keep(new Slot(ALICE, Slot.Kind.PROXY), "NEW", 20);
    assertThat(storages.access(lender, "", "https://se.org/f")).isEqualTo(new Access.Proxy("NEW"));
  }

  @Test
  void asksForAProxyThatItHasNotHeardOf() {
    JobOwner lender = new JobOwner(ALICE.hex(), "/CN=Alice", "", true);

    assertThat(storages.prepare(lender, List.of("", ""), USE).succeeded()).isTrue();
    assertThat(credentials.looked()).containsOnly(new Slot(ALICE, Slot.Kind.PROXY));

    keep(new Slot(BOB, Slot.Kind.PROXY), "PEM", 10);
    JobOwner known = new JobOwner(BOB.hex(), "/CN=Bob", "", true);
    assertThat(storages.prepare(known, List.of("", ""), USE).succeeded()).isTrue();
    assertThat(credentials.looked()).doesNotContain(new Slot(BOB, Slot.Kind.PROXY));
  }

  @Test
  void tellsWhatItShowsAndNothingSecretOfIt() {
    Authority.Credential proxy =
        Proxies.of(new Authority("CN=CA,DC=test").issue("CN=Alice,DC=test"));
    String pem = Authority.pem(proxy.chain().getFirst(), proxy.keys().getPrivate());
    keep(new Slot(ALICE, Slot.Kind.PROXY), pem, 10);
    keep(Slot.ofToken(ALICE, "0123"), "JWT", 10);

    assertThat(storages.shown(owner(ALICE), "0123", "https://se.org/f"))
        .contains(new Shown(Shown.Kind.TOKEN, "0123"));
    assertThat(storages.shown(owner(ALICE), "", "https://se.org/f"))
        .contains(new Shown(Shown.Kind.PROXY, fingerprint(proxy).substring(0, 32)));
    assertThat(storages.shown(owner(ALICE), "gone", "https://se.org/f")).isEmpty();
    assertThat(storages.shown(owner(ALICE), "0123", "http://se.org/f")).isEmpty();
    assertThat(storages.shown(owner(BOB), "", "https://se.org/f")).isEmpty();
    assertThat(storages.shown(NOBODY, "", "https://se.org/f")).isEmpty();
  }

  private static String fingerprint(Authority.Credential proxy) {
    try {
      byte[] certificate = proxy.chain().getFirst().getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void doesNotLendAKeyThatNobodyHasSignedYet() throws Exception {
    var unused =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.REQUESTED), new Kept(Secret.of("KEY"), 10, List.of()));

    assertThat(storages.access(owner(ALICE), "", "https://se.org/f")).isEqualTo(Access.NONE);
  }

  @Test
  void opensAStorageWithTheTokenThatTheSubmissionNamesAndWithNoOther() throws Exception {
    var unused =
        credentials.keep(Slot.ofToken(ALICE, "name"), new Kept(Secret.of("JWT"), 10, List.of()));
    var alsoThere =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.PROXY), new Kept(Secret.of("PEM"), 20, List.of()));

    assertThat(storages.access(owner(ALICE), "name", "https://se.org/f"))
        .isEqualTo(new Access.Bearer("JWT"));
    assertThat(storages.access(owner(ALICE), "name", "http://se.org/f")).isEqualTo(Access.NONE);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> storages.access(owner(BOB), "name", "https://se.org/f"));
    assertExpired("other");
    now = 10;
    assertExpired("name");
  }

  /** And the proxy was not asked for. */
  private void assertExpired(String name) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> storages.access(owner(ALICE), name, "https://se.org/f"))
        .satisfies(e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.CREDENTIAL));
  }

  @Test
  void asksOnlyForTokensThatItHasNotHeardOf() {
    var unused =
        credentials.keep(Slot.ofToken(ALICE, "name"), new Kept(Secret.of("JWT"), 10, List.of()));

    assertThat(storages.prepare(owner(ALICE), List.of("name", "", "other"), USE).succeeded())
        .isTrue();
    assertThat(credentials.looked()).containsExactly(Slot.ofToken(ALICE, "other"));
  }

  @Test
  void waitsForAnotherTokenInPlaceOfOneThatWillNotLast() throws Exception {
    Slot token = Slot.ofToken(ALICE, "name");
    keep(token, "old", 10);
    keep(token.as(Slot.Kind.REFRESH), "unseen", 100);
    now = 9;
    Future<Void> ready = storages.prepare(owner(ALICE), List.of("name"), Duration.ofMillis(5));
    assertThat(ready.isComplete()).isFalse();

    keep(token, "new", 100);
    ready.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);

    assertThat(storages.access(owner(ALICE), "name", "https://se.org/f"))
        .isEqualTo(new Access.Bearer("new"));
  }

  @Test
  void replacesTokensOnly() {
    Slot token = Slot.ofToken(ALICE, "name");
    keep(token, "old", 10);

    assertThat(storages.replace("", "name").isComplete()).isTrue();
    assertThat(storages.replace(ALICE.hex(), "").isComplete()).isTrue();
    assertThat(storages.replace(ALICE.hex(), "name").isComplete()).isFalse();
    assertThat(credentials.all(Slot.Kind.WANTED))
        .extracting(Held::slot)
        .containsExactly(token.as(Slot.Kind.WANTED));
  }

  @Test
  void saysWhyThereIsNoOtherTokenAndWhetherThereMayBe() {
    Slot token = Slot.ofToken(ALICE, "name");
    assertFailure(false, "The token that was submitted for it has expired");

    keep(token.as(Slot.Kind.REFRESH), "unseen", 100);
    assertFailure(true, "Its token has expired, and no other came within 30 s");

    keep(token.as(Slot.Kind.AWAY), "https://i.org/ gives no new token now: status 503", 100);
    assertFailure(true, "https://i.org/ gives no new token now: status 503");

    keep(token.as(Slot.Kind.REFUSED), "https://i.org/ gives no new token: invalid_grant", 100);
    assertFailure(false, "https://i.org/ gives no new token: invalid_grant");
  }

  private void keep(Slot slot, String text, long untilMs) {
    var unused = credentials.keep(slot, Kept.renewable(Secret.of(text), untilMs, "https://i.org/"));
  }

  private void assertFailure(boolean retryable, String message) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> storages.access(owner(ALICE), "name", "https://se.org/f"))
        .extracting(StorageException::failure)
        .isEqualTo(
            new Failure(
                FailureClass.CREDENTIAL,
                Side.GENERAL_FAILURE,
                Phase.TRANSFER_PREPARATION,
                retryable,
                message));
  }
}
