package io.tern.orchestrator.event;

import java.util.Locale;

/** The kinds of messages, as FTS has them. */
public enum EventKind {
  /** An attempt is at work at a storage. */
  START,
  /** A transfer has ended, for good. */
  COMPLETE,
  /** A transfer is in another state. */
  STATE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As it stands in the messages and in the header of their records. */
  public String word() {
    return word;
  }
}
