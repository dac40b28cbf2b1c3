package io.tern.orchestrator.api.identity;

import java.util.Locale;

/** What levels are granted for (FTS REST, "Operations, levels, roles"). */
public enum Operation {
  DELEG,
  TRANSFER,
  CONFIG,
  ADMIN,
  DATAMANAGEMENT;

  /** As FTS writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
