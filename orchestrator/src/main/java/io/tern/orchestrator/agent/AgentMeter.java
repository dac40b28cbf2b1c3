package io.tern.orchestrator.agent;

import io.tern.orchestrator.journal.wire.EndedOrBuilder;
import io.tern.orchestrator.journal.wire.Start;

/** What an agent measures. Called on its event loops; must be quick and never throw. */
public interface AgentMeter {
  AgentMeter NONE = start -> new AttemptMeter() {};

  /** An attempt has begun; what comes of it is told to the meter that is returned. */
  AttemptMeter began(Start start);

  /** A dispatch was not acted on: a duplicate, or for another incarnation. */
  default void ignored() {}

  /** What one attempt measures. */
  interface AttemptMeter {

    /** COPY was sent. */
    default void copying() {}

    /** A performance marker has come, and that many more bytes have moved. */
    default void marker(long bytes) {}

    /** It has ended; nothing follows. */
    default void ended(EndedOrBuilder ended) {}
  }
}
