package io.tern.orchestrator.api.lookup;

import io.tern.orchestrator.api.Archive;
import io.tern.orchestrator.api.Archive.ArchivedJob;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.view.StoredJob;
import java.util.UUID;

/** Finds jobs in the archive for those who may see them. */
public final class ArchiveLookup {
  private final Archive archive;

  public ArchiveLookup(Archive archive) {
    this.archive = archive;
  }

  /**
   * The job, for the caller to close. Blocks: not on an event loop.
   *
   * @throws Refusal it is not there, or not for this caller to see
   * @throws CommandLog.Unavailable too many read the archive
   */
  public ArchivedJob open(String id, Identity caller) throws CommandLog.Unavailable {
    ArchivedJob found = archive.open(uuid(id)).orElseThrow(() -> none(id));
    if (!maySee(caller, found.job())) {
      found.close();
      throw Refusal.forbidden("Not enough permissions to check the job \"" + id + "\"");
    }
    return found;
  }

  private static boolean maySee(Identity caller, StoredJob job) {
    return caller.may(Operation.TRANSFER, job.header().getUserDn(), job.header().getVo());
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw none(id);
    }
  }

  private static Refusal none(String id) {
    return Refusal.notFound("No job with the id \"" + id + "\" has been found in the archive");
  }
}
