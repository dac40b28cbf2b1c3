package io.tern.orchestrator.config;

/** What a node does; by default all of it. */
public enum Role {
  /** Answers HTTP. */
  API,
  /** Leads, or stands by to lead. */
  COORDINATOR,
  /** Drives attempts. */
  AGENT
}
