package io.tern.orchestrator.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.job.FailureClass;
import io.tern.orchestrator.agent.JobOwner;
import io.tern.orchestrator.event.Shown;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.SealingKey;
import io.tern.orchestrator.security.Secret;
import io.tern.setting.Access.CloudKeys;
import io.tern.setting.Sealed;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import io.tern.storage.Access;
import io.tern.storage.StorageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyedStoragesTest {
  private static final SealedBox BOX = box((byte) 1);
  private static final JobOwner ALICE = new JobOwner("", "/CN=alice", "cms", false);
  private static final JobOwner BOB = new JobOwner("", "/CN=bob", "cms", false);
  private static final JobOwner NOBODY = new JobOwner("", "", "", false);
  private static final JobOwner TOKEN = new JobOwner("", "", "cms", false);

  private Settings settings = Settings.NONE;
  private final KeyedStorages storages = with(Optional.of(BOX));

  private KeyedStorages with(Optional<SealedBox> box) {
    return new KeyedStorages(
        nowhere -> Optional.empty(),
        new Keyring(() -> settings, box),
        new OwnKeys(Map.of("s3.org", Optional.of("OPERATOR"), "open.s3.org", Optional.empty())));
  }

  private static SealedBox box(byte first) {
    byte[] key = new byte[32];
    key[0] = first;
    return new SealedBox(List.of(new SealingKey(1, Secret.of(key))));
  }

  private void set(String host, boolean ofVo, String owner, String id) {
    String name = CloudKeys.nameOf("S3:" + host, ofVo, owner);
    Sealed secret = Sealed.of(BOX.seal(Secret.of("secret of " + id), name));
    set(new CloudKeys("S3:" + host, ofVo, owner, id, secret, Sealed.NOTHING, Sealed.NOTHING));
  }

  private void set(CloudKeys keys) {
    settings =
        settings.after(Map.of(keys.name(), Optional.of(new Written<>(keys, "/CN=operator", 0))));
  }

  private static Access keys(String id) {
    return new Access.Keys(id, "secret of " + id);
  }

  @Test
  void areOpenedWithTheUsersOwnKeysElseWithThoseOfTheVo() throws Exception {
    set("s3.org", true, "cms", "CMS");
    set("s3.org", false, "/CN=alice", "ALICE");

    assertThat(storages.access(ALICE, "", "s3s://s3.org/b/f")).isEqualTo(keys("ALICE"));
    assertThat(storages.access(BOB, "", "s3s://s3.org/b/f")).isEqualTo(keys("CMS"));
    assertThat(storages.access(TOKEN, "", "S3://S3.ORG:9000/b/f")).isEqualTo(keys("CMS"));
    assertThat(storages.access(NOBODY, "", "s3s://s3.org/b/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(ALICE, "", "https://s3.org/b/f")).isEqualTo(Access.NONE);
    assertThat(storages.access(ALICE, "", "s3s://other.org/b/f")).isEqualTo(Access.NONE);
  }

  @Test
  void takeTheKeysOfTheLongestName() throws Exception {
    set("S3.Org", true, "cms", "ALL");
    set("bucket.s3.org", true, "cms", "BUCKET");

    assertThat(storages.access(BOB, "", "s3s://bucket.s3.org/f")).isEqualTo(keys("BUCKET"));
    assertThat(storages.access(BOB, "", "s3s://other.s3.org/f")).isEqualTo(keys("ALL"));
    assertThat(storages.access(BOB, "", "s3s://org/f")).isEqualTo(Access.NONE);
  }

  @Test
  void followWhatIsSet() throws Exception {
    set("s3.org", true, "cms", "OLD");
    assertThat(storages.access(BOB, "", "s3s://s3.org/b/f")).isEqualTo(keys("OLD"));

    set("s3.org", true, "cms", "NEW");
    assertThat(storages.access(BOB, "", "s3s://s3.org/b/f")).isEqualTo(keys("NEW"));

    settings = Settings.NONE;
    assertThat(storages.access(BOB, "", "s3s://s3.org/b/f")).isEqualTo(Access.NONE);
  }

  @Test
  void mayBeOpenForASessionOnly() throws Exception {
    String name = CloudKeys.nameOf("S3:s3.org", true, "cms");
    Sealed secret = Sealed.of(BOX.seal(Secret.of("secret"), name));
    Sealed session = Sealed.of(BOX.seal(Secret.of("SESSION"), name));
    set(new CloudKeys("S3:s3.org", true, "cms", "ID", secret, session, Sealed.NOTHING));

    assertThat(storages.access(BOB, "", "s3s://s3.org/b/f"))
        .isEqualTo(new Access.Keys("ID", "secret", "SESSION"));
  }

  @Test
  void passOverWhatIsNoKeyOfS3() throws Exception {
    set(new CloudKeys("DROPBOX", true, "cms", "A", Sealed.NOTHING, Sealed.NOTHING, Sealed.NOTHING));
    set(
        new CloudKeys(
            "S3:s3.org", true, "cms", "A", Sealed.NOTHING, Sealed.NOTHING, Sealed.NOTHING));

    assertThat(storages.access(BOB, "", "s3s://s3.org/b/f")).isEqualTo(Access.NONE);
  }

  @Test
  void sayWhoseKeysDoNotOpen() {
    set("s3.org", true, "cms", "CMS");

    for (Optional<SealedBox> box :
        List.of(Optional.of(box((byte) 2)), Optional.<SealedBox>empty())) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> with(box).access(BOB, "", "s3s://s3.org/b/f"))
          .satisfies(e -> {
            assertThat(e.failure().failureClass()).isEqualTo(FailureClass.CREDENTIAL);
            assertThat(e.failure().retryable()).isTrue();
            assertThat(e.failure().message()).startsWith("keys of cms at S3:s3.org: ");
          });
    }
  }

  @Test
  void nameTheKeysThatAreUsed() {
    set("s3.org", false, "/CN=alice", "ALICE");

    assertThat(storages.shown(ALICE, "", "s3s://s3.org/bucket/f")).contains(shown("ALICE"));
    assertThat(storages.shown(BOB, "", "s3s://s3.org/bucket/f")).contains(shown("OPERATOR"));
    assertThat(storages.shown(BOB, "", "s3s://bucket.s3.org:9000/f")).contains(shown("OPERATOR"));
    assertThat(storages.shown(BOB, "", "s3s://open.s3.org/f")).isEmpty();
    assertThat(storages.shown(BOB, "", "s3s://other.org/f")).isEmpty();
    assertThat(storages.shown(ALICE, "", "https://s3.org/f")).isEmpty();
  }

  private static Shown shown(String id) {
    return new Shown(Shown.Kind.KEYS, id);
  }
}
