package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.UUID;

/**
 * Takes what a restart needs: each job that has not ended, in order of its first transfer, followed
 * by its parts and by the transfers that have changed; then the parts whose job does not exist yet.
 */
public interface Restored {
  void job(UUID job, JobRecord record, JobHeader header);

  /** In order of the parts; without texts and header. */
  void part(UUID job, Part part);

  /** In order of the transfers; only those that have a record. */
  void transfer(UUID job, long transfer, TransferRecord record);

  /** A part of a submission whose end has not been applied; without texts. */
  void orphan(UUID job, Part part);
}
