package io.tern.orchestrator.credential;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.JobOwner;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.UnsealException;
import io.tern.setting.Access.CloudKeys;
import io.tern.setting.Sealed;
import io.tern.setting.Settings;
import io.tern.storage.Access;
import io.tern.storage.StorageException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that operators have set for users and VOs at cloud storages whose names are {@code
 * S3:host}. They are sealed until they are used. Safe for use by many threads.
 */
public final class Keyring {
  private static final String S3 = "s3:";

  private final Supplier<Settings> settings;
  private final Optional<SealedBox> box;
  private volatile Bunch bunch = new Bunch(Settings.NONE, Map.of());

  /** Whose keys, and where; the host in lower case. */
  private record Lock(String host, boolean ofVo, String owner) {}

  private record Bunch(Settings settings, Map<Lock, CloudKeys> keys) {

    static Bunch of(Settings settings) {
      Map<Lock, CloudKeys> keys = new HashMap<>();
      for (var written : settings.all(CloudKeys.class)) {
        CloudKeys each = written.setting();
        String storage = each.storageName().toLowerCase(Locale.ROOT);
        if (storage.startsWith(S3) && !each.secretKey().isNothing()) {
          keys.put(new Lock(storage.substring(S3.length()), each.ofVo(), each.owner()), each);
        }
      }
      return new Bunch(settings, keys);
    }

    @Nullable CloudKeys find(String host, JobOwner owner) {
      CloudKeys own = keys.get(new Lock(host, false, owner.dn()));
      return own == null ? keys.get(new Lock(host, true, owner.vo())) : own;
    }
  }

  /**
   * @param box empty on a node that has no key to open with
   */
  public Keyring(Supplier<Settings> settings, Optional<SealedBox> box) {
    this.settings = settings;
    this.box = box;
  }

  /** The user's own keys at exactly this host, else those of the VO. */
  Optional<CloudKeys> find(String host, JobOwner owner) {
    return Optional.ofNullable(latest().find(host, owner));
  }

  private Bunch latest() {
    Settings now = settings.get();
    Bunch known = bunch;
    if (known.settings() != now) {
      known = Bunch.of(now);
      bunch = known;
    }
    return known;
  }

  /**
   * @throws StorageException if this node cannot open them
   */
  Access.Keys open(CloudKeys keys) throws StorageException {
    if (box.isEmpty()) {
      throw shut(keys, "this node has no sealing key");
    }
    try {
      return new Access.Keys(
          keys.accessKey(),
          box.get().open(keys.secretKey().bytes(), keys.name()).reveal(),
          session(box.get(), keys));
    } catch (UnsealException e) {
      throw shut(keys, e.getMessage());
    }
  }

  private static String session(SealedBox box, CloudKeys keys) throws UnsealException {
    Sealed token = keys.requestToken();
    return token.isNothing() ? "" : box.open(token.bytes(), keys.name()).reveal();
  }

  private static StorageException shut(CloudKeys keys, @Nullable String why) {
    return new StorageException(
        new Failure(
            FailureClass.CREDENTIAL,
            Side.GENERAL_FAILURE,
            Phase.TRANSFER_PREPARATION,
            true,
            "keys of %s at %s: %s".formatted(keys.owner(), keys.storageName(), why)));
  }
}
