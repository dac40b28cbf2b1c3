package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.job.Link;
import io.tern.job.Share;
import java.util.UUID;

/** What must happen outside once the step that decided it is committed. */
public sealed interface Effect {

  /**
   * An attempt for an agent.
   *
   * @param part of the submission that holds the transfer's text
   * @param place in that part, from 0
   * @param afterUnknown the attempt before ended unheard: look for a quiet destination first
   * @param waitLimitS for tape tasks
   * @param timeoutS of the copy, 0: by size
   * @param streams of the copy as the settings say, 0: they do not
   * @param stageRequest by which its source is or was brought online, empty for none
   */
  record Start(
      AgentId agent,
      UUID job,
      long transfer,
      int part,
      int place,
      int attempt,
      Task task,
      int retries,
      long size,
      boolean lastHop,
      boolean afterUnknown,
      Held held,
      int waitLimitS,
      int timeoutS,
      int streams,
      Ways ways,
      OnDisk onDisk,
      String stageRequest)
      implements Effect {}

  /** An attempt that is no longer wanted. */
  record Stop(AgentId agent, long transfer, int attempt) implements Effect {}

  /**
   * The outside is told of a transfer's new state, and of its end exactly once.
   *
   * @param part of the submission that holds the transfer's text
   * @param place in that part, from 0
   * @param size that the user gave, 0 for none
   * @param jobState with this change; should the job end by it, its end comes in the same step
   */
  record Told(
      UUID job,
      long transfer,
      int part,
      int place,
      long size,
      boolean lastHop,
      Link link,
      Share share,
      TransferStatus status,
      JobState jobState)
      implements Effect {}

  /** The answer to a command; status as in HTTP. */
  record Answer(Ask ask, int status, String message, Affected affected) implements Effect {}
}
