package io.tern.storage;

/** What opens a storage. The text form of each never shows a secret. */
public sealed interface Access {
  Access NONE = new None();

  static Access bearer(String token) {
    return token.isEmpty() ? NONE : new Bearer(token);
  }

  /** Anonymous. */
  record None() implements Access {
    @Override
    public String toString() {
      return "none";
    }
  }

  /** A token, sent as {@code Authorization: Bearer}. */
  record Bearer(String token) implements Access {
    @Override
    public String toString() {
      return "bearer ***";
    }
  }

  /**
   * A client certificate for TLS, mostly an RFC 3820 proxy.
   *
   * @param pem certificate, private key and the chain below the authority, in any order
   */
  record Proxy(String pem) implements Access {
    @Override
    public String toString() {
      return "proxy ***";
    }
  }

  /**
   * An access key of an S3 storage.
   *
   * @param session the token of a key that holds for a while, empty for others
   */
  record Keys(String id, String secret, String session) implements Access {
    public Keys(String id, String secret) {
      this(id, secret, "");
    }

    @Override
    public String toString() {
      return "keys " + id + " ***";
    }
  }
}
