package io.tern.orchestrator.api;

import java.util.List;

/** The agents of the service, as their heartbeats tell. Any thread. */
@FunctionalInterface
public interface Nodes {

  /** Those heard within the last two minutes, by name. */
  List<Beat> live();

  /**
   * An agent's latest heartbeat.
   *
   * @param atMs when, in milliseconds since the epoch, by the broker's clock
   * @param active copies under way
   * @param capacity copies at once
   */
  record Beat(String agent, long atMs, int active, int capacity, boolean draining) {}
}
