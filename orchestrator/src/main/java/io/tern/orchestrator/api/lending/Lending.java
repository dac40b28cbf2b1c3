package io.tern.orchestrator.api.lending;

import io.tern.orchestrator.credential.Credentials;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.Secret;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes the tokens of submissions.
 *
 * @param credentials where they are kept; empty on a node without a sealing key
 * @param issuers whose tokens may be lent, now
 * @param most tokens of one owner that are kept
 * @param clockMs wall time
 */
public record Lending(
    Optional<Credentials> credentials, Supplier<Issuers> issuers, int most, LongSupplier clockMs) {

  /**
   * What one submission lends.
   *
   * @param own the token that its user showed, used where it opens a storage and no other is given
   */
  public Lent of(OwnerId owner, Optional<Secret> own, Runnable onChange) {
    return new Lent(this, owner, own, onChange);
  }
}
