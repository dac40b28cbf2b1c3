package io.tern.orchestrator.agent;

import io.tern.orchestrator.journal.wire.End;

/** What an agent measures. Called on its event loops; must be quick and never throw. */
public interface AgentMeter {
  AgentMeter NONE = new AgentMeter() {};

  /** An attempt has begun. */
  default void started() {}

  /**
   * An attempt has ended.
   *
   * @param failureClass a {@link io.tern.job.FailureClass} by name, empty when there is none
   * @param nanos since it began
   */
  default void ended(End end, String failureClass, long nanos) {}

  /** The first performance marker came that long after COPY was sent. */
  default void firstMarker(long nanos) {}

  /** A marker came that long after the one before it. */
  default void marker(long nanos) {}

  /** A dispatch was not acted on: a duplicate, or for another incarnation. */
  default void ignored() {}
}
