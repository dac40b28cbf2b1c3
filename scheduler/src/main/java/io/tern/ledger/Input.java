package io.tern.ledger;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.setting.Change;
import java.util.List;
import java.util.UUID;

/** What a ledger decides upon. */
public sealed interface Input {

  /**
   * @param known a finished job of this id is on record: the submission is a duplicate
   */
  record Submit(SubmittedPart part, boolean known, Ask ask) implements Input {}

  /**
   * @param transfers none for the whole job
   */
  record Cancel(UUID job, long[] transfers, String reason, Ask ask) implements Input {}

  record Reprioritise(UUID job, int priority, Ask ask) implements Input {}

  record Hold(boolean on, String principal, Ask ask) implements Input {}

  /**
   * All of the changes or none.
   *
   * @param onlyNew leaves alone what is set already: for what a file says
   */
  record ChangeSettings(List<Change> changes, boolean onlyNew, String principal, Ask ask)
      implements Input {}

  /**
   * @param vo {@link io.tern.setting.Global#ANY} for the jobs of all
   */
  record CancelAll(String vo, String reason, String principal, Ask ask) implements Input {}

  record ForceStart(long[] transfers, Ask ask) implements Input {}

  /** Decides nothing: why does a transfer stand where it does? */
  record Explain(long transfer, Ask ask) implements Input {}

  /** Decides nothing: when will an unfinished job be over? */
  record Estimate(UUID job, Ask ask) implements Input {}

  /** Decides nothing: what binds on a link? */
  record ExplainLink(Link link, Ask ask) implements Input {}

  /** Decides nothing: what binds at a storage? */
  record ExplainStorage(StorageName storage, Ask ask) implements Input {}

  /**
   * The agent has asked the storage, and is about to send COPY; or its tape system has taken a
   * request to bring the source online.
   *
   * @param stageRequest the name of that request, empty for a copy
   */
  record Started(
      AgentId agent, long transfer, int attempt, Held held, long size, String stageRequest)
      implements Input {}

  /**
   * @param startMs by the agent's clock, for people
   */
  record Ended(AgentId agent, long transfer, int attempt, Outcome outcome, long startMs, long endMs)
      implements Input {}

  /** Its lease is over, or a later life of it has reported. */
  record AgentLost(AgentId agent) implements Input {}
}
