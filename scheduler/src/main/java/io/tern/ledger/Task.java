package io.tern.ledger;

/** What an attempt is to do. */
public enum Task {
  COPY,
  BRING_ONLINE,
  WATCH_ARCHIVE
}
