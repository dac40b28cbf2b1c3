package io.tern.orchestrator;

import io.tern.orchestrator.credential.OwnKeys;
import io.tern.storage.Access;
import io.tern.storage.guard.Pace;
import io.tern.storage.s3.S3Settings;
import io.tern.storage.webdav.WebDavSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the adapters of a node are made from.
 *
 * @param authorities directory of certificate authorities; empty: those of {@code web}
 * @param s3 accounts by host
 * @param local directory of local files; empty: none
 * @param streamed copies at once through this node, 0: none
 * @param pace at which each storage is asked
 */
public record StorageSettings(
    WebDavSettings web,
    Optional<Path> authorities,
    Map<String, S3Settings.Account> s3,
    Optional<Path> local,
    int streamed,
    Pace pace) {

  /** Which keys a host is opened with. */
  OwnKeys ownKeys() {
    Map<String, Optional<String>> ids = new HashMap<>();
    s3.forEach((host, account) -> ids.put(host, account.keys().map(Access.Keys::id)));
    return new OwnKeys(ids);
  }
}
