package io.tern.orchestrator.event;

/**
 * What a storage is shown, without what is secret in it.
 *
 * @param name by which it is told from others: of a token and of a proxy's certificate the first
 *     half of the SHA-256 in hexadecimal digits, of keys their id
 */
public record Shown(Kind kind, String name) {
  /** Of whom it is. */
  public enum Kind {
    /** A user's token. */
    TOKEN,
    /** A proxy that a user has lent. */
    PROXY,
    /** The keys of an S3 account: a user's, a VO's or the operator's. */
    KEYS
  }
}
