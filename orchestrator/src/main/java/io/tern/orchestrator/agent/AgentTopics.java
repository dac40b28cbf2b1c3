package io.tern.orchestrator.agent;

import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Heartbeat;
import io.tern.orchestrator.journal.wire.Report;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * The topics an agent reads and writes. No method blocks; futures complete on any thread.
 *
 * <p>A failed {@link #report} or {@link #beat} may still have been written: whoever repeats one
 * must be ready for readers to see it twice.
 */
public interface AgentTopics {
  /** Notes the end of the dispatches; {@link #read} begins there. Comes before the hello. */
  Future<Void> seekToEnd();

  /**
   * Reads this agent's committed dispatches, from where {@link #seekToEnd} was until {@link
   * #close}. The reader is called by one thread, a batch at a time.
   */
  void read(Consumer<List<Dispatch>> reader);

  /** Writes a report; succeeds once it is acknowledged by all in-sync replicas. */
  Future<Void> report(Report report);

  /** Writes a line of the audit; succeeds once it is acknowledged by all in-sync replicas. */
  Future<Void> used(Use use);

  /** Writes a heartbeat; succeeds once it is acknowledged. */
  Future<Void> beat(Heartbeat heartbeat);

  /** Ends reading and writing; reports not yet acknowledged fail. */
  Future<Void> close();
}
