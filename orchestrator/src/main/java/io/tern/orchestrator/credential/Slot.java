package io.tern.orchestrator.credential;

import io.tern.orchestrator.security.OwnerId;
import java.util.Locale;

/** Where one secret of one owner is kept. */
public record Slot(OwnerId owner, Kind kind) {
  public Slot {
    if (owner.equals(OwnerId.NOBODY)) {
      throw new IllegalArgumentException("owner: nobody (expected: a known caller)");
    }
  }

  /** What is kept. */
  public enum Kind {
    /** A key made here, whose certificate the owner has yet to sign. */
    REQUESTED,
    /** A delegated proxy with its key and chain. */
    PROXY
  }

  /** The record's key; also what the secret is sealed for. */
  String key() {
    return owner.hex() + "/" + kind.name().toLowerCase(Locale.ROOT);
  }
}
