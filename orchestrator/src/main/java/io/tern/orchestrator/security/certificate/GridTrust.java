package io.tern.orchestrator.security.certificate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose certificates are believed.
 *
 * @param authorities a grid site's directory: {@code HASH.0}, {@code HASH.r0}, {@code
 *     HASH.signing_policy}, {@code HASH.namespaces}; read again when it changes
 * @param vomsdir {@code VO/HOST.lsc}; without it no attribute is believed
 * @param revocation what a missing or outdated revocation list means
 */
public record GridTrust(Path authorities, Optional<Path> vomsdir, Revocation revocation) {

  /** Whether revocation lists must be there. */
  public enum Revocation {
    /** A chain is believed only with a valid list of each authority. */
    REQUIRE,
    /** Lists count where they are valid. */
    IF_VALID
  }
}
