package io.tern.limit;

/** Which of its roles a storage is limited in. */
public enum Direction {
  /** It is written to. */
  INBOUND,
  /** It is read from. */
  OUTBOUND
}
