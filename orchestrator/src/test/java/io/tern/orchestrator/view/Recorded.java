package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a store handed over for a restart. */
record Recorded(List<UUID> jobs, List<Part> parts, List<Long> transfers, List<Part> orphans)
    implements Restored {

  static Recorded of(LocalStore store) {
    Recorded recorded =
        new Recorded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    store.restore(recorded);
    return recorded;
  }

  @Override
  public void job(UUID job, JobRecord record, JobHeader header) {
    jobs.add(job);
  }

  @Override
  public void part(UUID job, Part part) {
    parts.add(part);
  }

  @Override
  public void transfer(UUID job, long transfer, TransferRecord record) {
    transfers.add(transfer);
  }

  @Override
  public void orphan(UUID job, Part part) {
    orphans.add(part);
  }
}
