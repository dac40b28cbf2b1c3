package io.tern.orchestrator.api.fts3.access;

import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.Secret;
import io.tern.setting.Sealed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets that operators set, for the setting that holds them.
 *
 * @param box empty on a node that has no key for it
 */
record Sealing(Optional<SealedBox> box) {

  /** Nothing for no secret. */
  Sealed seal(@Nullable String secret, String owner) {
    if (secret == null) {
      return Sealed.NOTHING;
    }
    return box.map(it -> Sealed.of(it.seal(Secret.of(secret), owner)))
        .orElseThrow(
            () -> new Refusal(503, "secrets cannot be kept: this node has no sealing key"));
  }
}
