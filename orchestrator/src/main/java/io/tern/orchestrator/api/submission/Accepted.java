package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.journal.wire.JobHeader;
import java.util.UUID;

/** A job that has been submitted and is durable. */
public record Accepted(UUID job, JobHeader header) {

  /** Whether its user should know at once how long it is likely to take. */
  public boolean isPressed() {
    return header.getDeadlineMs() != 0 || header.getTokensEndMs() != 0;
  }
}
