package io.tern.orchestrator.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import io.tern.storage.Access;
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
  void opensStoragesOverTlsWithTheOwnersProxyAlone() {
    var unused =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.PROXY), new Kept(Secret.of("PEM"), 10, List.of()));

    assertThat(storages.access(ALICE.hex(), "https://se.org/f")).isEqualTo(new Access.Proxy("PEM"));
    assertThat(storages.access(ALICE.hex(), "DAVS://se.org/f")).isEqualTo(new Access.Proxy("PEM"));
    assertThat(storages.access(ALICE.hex(), "http://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(ALICE.hex(), "httpsx://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(BOB.hex(), "https://se.org/f")).isEqualTo(Access.NONE);
    assertThat(storages.access("", "https://se.org/f")).isEqualTo(Access.NONE);
    now = 10;
    assertThat(storages.access(ALICE.hex(), "https://se.org/f")).isEqualTo(Access.NONE);
  }

  @Test
  void doesNotLendAKeyThatNobodyHasSignedYet() {
    var unused =
        credentials.keep(
            new Slot(ALICE, Slot.Kind.REQUESTED), new Kept(Secret.of("KEY"), 10, List.of()));

    assertThat(storages.access(ALICE.hex(), "https://se.org/f")).isEqualTo(Access.NONE);
  }
}
