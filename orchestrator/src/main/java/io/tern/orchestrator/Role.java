package io.tern.orchestrator;

/** What a node does; all of it by default. */
public enum Role {
  /** Answers HTTP. */
  API,
  /** Decides, or stands by to. */
  COORDINATOR,
  /** Drives attempts. */
  AGENT
}
