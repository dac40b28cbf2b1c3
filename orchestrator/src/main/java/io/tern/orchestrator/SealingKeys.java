package io.tern.orchestrator;

import io.tern.orchestrator.config.ConfigException;
import io.tern.orchestrator.config.Secrets;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.SealingKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches the keys that secrets are sealed with from where the configuration says. */
final class SealingKeys {
  private SealingKeys() {}

  /** Empty without any key. */
  static Optional<SealedBox> box(Secrets secrets, Map<String, String> environment) {
    List<SealingKey> keys = new ArrayList<>();
    for (Secrets.Key key : secrets.keys()) {
      try {
        keys.add(fetch(key, environment));
      } catch (IOException e) {
        throw new ConfigException("secrets.keys: " + e.getMessage(), e);
      }
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(new SealedBox(keys));
  }

  private static SealingKey fetch(Secrets.Key key, Map<String, String> environment)
      throws IOException {
    if (key.file().isPresent()) {
      return SealingKey.inFile(key.id(), key.file().get());
    }
    return key.variable().isPresent()
        ? SealingKey.inVariable(key.id(), key.variable().get(), environment)
        : SealingKey.ofCommand(key.id(), key.command().orElseThrow());
  }
}
