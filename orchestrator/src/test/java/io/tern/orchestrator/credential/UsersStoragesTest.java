package io.tern.orchestrator.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.job.FailureClass;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import io.tern.storage.Access;
import io.tern.storage.StorageException;
import io.tern.storage.Storages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsersStoragesTest {
  private static final OwnerId ALICE = OwnerId.of("/CN=Alice", List.of());
  private static final OwnerId BOB = OwnerId.of("/CN=Bob", List.of());

  private long now;
  private final MemoryCredentials credentials = new MemoryCredentials(() -> now);
  private final UsersStorages storages = new UsersStorages(new Storages(Map.of()), credentials);

  @Test
  void opensStoragesOverTlsWithTheOwnersProxyAlone() throws Exception {
    var unused =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.PROXY), new Kept(Secret.of("PEM"), 10, List.of()));

    assertThat(storages.access(ALICE.hex(), "", "https://se.org/f"))
        .isEqualTo(new Access.Proxy("PEM"));
    assertThat(storages.access(ALICE.hex(), "", "DAVS://se.org/f"))
        .isEqualTo(new Access.Proxy("PEM"));
    assertThat(storages.access(ALICE.hex(), "", "http://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(ALICE.hex(), "", "httpsx://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(BOB.hex(), "", "https://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access("", "", "https://se.org/f")).isEqualTo(Access.NONE);
    now = 10;
    assertThat(storages.access(ALICE.hex(), "", "https://se.org/f")).isEqualTo(Access.NONE);
  }

  @Test
  void doesNotLendAKeyThatNobodyHasSignedYet() throws Exception {
    var unused =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.REQUESTED), new Kept(Secret.of("KEY"), 10, List.of()));

    assertThat(storages.access(ALICE.hex(), "", "https://se.org/f")).isEqualTo(Access.NONE);
  }

  @Test
  void opensAStorageWithTheTokenThatTheSubmissionNamesAndWithNoOther() throws Exception {
    var unused =
        credentials.keep(Slot.ofToken(ALICE, "name"), new Kept(Secret.of("JWT"), 10, List.of()));
    var alsoThere =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.PROXY), new Kept(Secret.of("PEM"), 20, List.of()));

    assertThat(storages.access(ALICE.hex(), "name", "https://se.org/f"))
        .isEqualTo(new Access.Bearer("JWT"));
    assertThat(storages.access(ALICE.hex(), "name", "http://se.org/f")).isEqualTo(Access.NONE);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> storages.access(BOB.hex(), "name", "https://se.org/f"));
    assertExpired("other");
    now = 10;
    assertExpired("name");
  }

  /** And the proxy was not asked for. */
  private void assertExpired(String name) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> storages.access(ALICE.hex(), name, "https://se.org/f"))
        .satisfies(e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.CREDENTIAL));
  }

  @Test
  void asksOnlyForTokensThatItHasNotHeardOf() {
    var unused =
        credentials.keep(Slot.ofToken(ALICE, "name"), new Kept(Secret.of("JWT"), 10, List.of()));

    assertThat(storages.hearOf(ALICE.hex(), List.of("name", "", "other")).succeeded()).isTrue();
    assertThat(credentials.looked()).containsExactly(Slot.ofToken(ALICE, "other"));
  }
}
