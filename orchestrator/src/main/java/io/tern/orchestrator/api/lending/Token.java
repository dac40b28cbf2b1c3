package io.tern.orchestrator.api.lending;

import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.token.StorageToken;
import io.tern.orchestrator.security.token.TokenRefused;
import java.util.Optional;

/** A token, what it says of itself, and the name that it goes by. */
record Token(String name, Secret text, StorageToken claims) {

  static Token parse(String text) throws TokenRefused {
    return new Token(Slot.tokenName(text), Secret.of(text), StorageToken.parse(text));
  }

  /** A caller's own token, if it opens any storage. */
  static Optional<Token> opening(Secret text) {
    try {
      return Optional.of(parse(text.reveal())).filter(token -> token.claims.hasCapabilities());
    } catch (TokenRefused e) {
      return Optional.empty();
    }
  }
}
