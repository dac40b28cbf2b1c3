package io.tern.ledger;

/**
 * One life of an agent.
 *
 * @param incarnation new at each start; later ones compare greater
 */
public record AgentId(String name, String incarnation) {
  public static final AgentId NOBODY = new AgentId("", "");

  /** Whether this is a later life of the same agent. */
  boolean succeeds(AgentId other) {
    return name.equals(other.name) && incarnation.compareTo(other.incarnation) > 0;
  }
}
