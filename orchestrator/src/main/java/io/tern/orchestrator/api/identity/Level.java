package io.tern.orchestrator.api.identity;

/** How far a granted operation reaches. */
public enum Level {
  OWN(""),
  VO("vo"),
  ALL("all");

  private final String text;

  Level(String text) {
    this.text = text;
  }

  /** As FTS writes it. */
  public String text() {
    return text;
  }
}
