package io.tern.orchestrator.api;

import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** An archive that holds every job as soon as it is there. */
record MemoryArchive(MemoryJobs jobs) implements Archive {
  @Override
  public Optional<ArchivedJob> open(UUID id) {
    return jobs.jobs().stream().filter(job -> job.id().equals(id)).findAny().map(this::archived);
  }

  private ArchivedJob archived(StoredJob job) {
    return new ArchivedJob() {
      @Override
      public StoredJob job() {
        return job;
      }

      @Override
      public void transfers(Consumer<StoredTransfer> each) {
        jobs.transfers(job.id()).forEach(each);
      }

      @Override
      public void close() {}
    };
  }
}
