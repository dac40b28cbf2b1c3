package io.tern.orchestrator.journal;

/**
 * The names of Tern's topics under one prefix ({@code tern.} by default).
 *
 * @param prefix put before each name; clusters that serve several Terns tell them apart by it
 */
public record Topics(String prefix) {
  public String commands() {
    return prefix + "commands";
  }

  public String reports() {
    return prefix + "reports";
  }

  public String journal() {
    return prefix + "journal";
  }

  public String verdicts() {
    return prefix + "verdicts";
  }

  public String dispatches() {
    return prefix + "dispatches";
  }

  public String progress() {
    return prefix + "progress";
  }

  public String settings() {
    return prefix + "settings";
  }

  public String lessons() {
    return prefix + "lessons";
  }

  public String credentials() {
    return prefix + "credentials";
  }

  public String audit() {
    return prefix + "audit";
  }

  public String uses() {
    return prefix + "uses";
  }

  public String archive() {
    return prefix + "archive";
  }

  public String events() {
    return prefix + "events";
  }
}
