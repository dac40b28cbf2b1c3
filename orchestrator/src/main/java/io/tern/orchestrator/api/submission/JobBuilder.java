package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.Part;
import java.util.function.Consumer;

/** Packs entries into parts as they come; the last one waits for the job's header. */
final class JobBuilder {
  private final Limits limits;
  private final Consumer<PartBuilder> onPart;
  private final Tally tally = new Tally();
  private PartBuilder current = new PartBuilder(0, 0);
  private int parts = 1;
  private int fileIndex;

  JobBuilder(Limits limits, Consumer<PartBuilder> onPart) {
    this.limits = limits;
    this.onPart = onPart;
  }

  void add(Entry entry) {
    if (entry.pairs() > limits.transfers() - tally.transfers()) {
      throw Refusal.badRequest("files: over " + limits.transfers() + " transfers (limit of a job)");
    }
    long bytes = entry.bytes();
    if (bytes > limits.entry()) {
      throw Refusal.badRequest(
          "files[%d]: its %d transfers take %d bytes (limit: %d)"
              .formatted(fileIndex, entry.pairs(), bytes, limits.entry()));
    }
    if (!current.isEmpty() && current.bytes() + bytes > limits.part()) {
      onPart.accept(current);
      current = new PartBuilder(parts, tally.transfers());
      parts++;
    }
    current.add(entry, fileIndex, tally);
    fileIndex++;
  }

  Tally tally() {
    return tally;
  }

  /** The last part, with the header. */
  Part.Builder finish(JobHeader header) {
    return current
        .finish()
        .setHeader(header)
        .setParts(parts)
        .setTransfers(tally.transfers())
        .setDigest(tally.digest());
  }
}
