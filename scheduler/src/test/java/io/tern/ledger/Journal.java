package io.tern.ledger;

import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.PartAccepted;
import io.tern.ledger.LedgerRecord.TransferChanged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is committed, the last record of each key, as a node keeps it on disk. */
final class Journal {
  private static final class Kept {
    final TreeMap<Integer, PartAccepted> parts = new TreeMap<>();
    final TreeMap<Long, TransferChanged> transfers = new TreeMap<>();
    @Nullable JobChanged record;
  }

  private final Map<UUID, Kept> open = new HashMap<>();
  private final Set<UUID> accepted = new HashSet<>();
  private long nextTransfer = 1;

  void keep(LedgerRecord record) {
    switch (record) {
      case PartAccepted part -> of(record.job()).parts.put(part.part().part(), part);
      case LedgerRecord.PartsDropped dropped -> open.remove(dropped.job());
      case JobChanged changed -> {
        of(record.job()).record = changed;
        accepted.add(changed.job());
        nextTransfer = Math.max(nextTransfer, changed.firstTransfer() + changed.transfers());
        if (changed.transfers() == 0) {
          open.remove(changed.job());
        }
      }
      case TransferChanged changed -> of(record.job()).transfers.put(changed.transfer(), changed);
      case LedgerRecord.AttemptEnded ignored -> {}
    }
  }

  private Kept of(UUID job) {
    return open.computeIfAbsent(job, id -> new Kept());
  }

  /** What is at rest needs not be restored. */
  void forgetIf(Predicate<UUID> atRest) {
    open.keySet().removeIf(atRest);
  }

  boolean knows(UUID job) {
    return accepted.contains(job);
  }

  /** As a node does that starts: an ended job first without its end. */
  void restore(Ledger ledger) {
    for (Kept kept : open.values()) {
      kept.parts.values().forEach(ledger::apply);
      JobChanged record = kept.record;
      if (record == null) {
        continue;
      }
      ledger.apply(running(record));
      kept.transfers.values().forEach(ledger::apply);
      if (record.ended() != null) {
        ledger.apply(record);
      }
    }
    ledger.nextTransfer(nextTransfer);
    ledger.takeShown();
  }

  private static JobChanged running(JobChanged record) {
    return new JobChanged(
        record.job(),
        record.firstTransfer(),
        record.transfers(),
        record.parts(),
        record.priority(),
        null,
        record.acceptedMs(),
        0,
        record.reason(),
        record.cancel(),
        record.winner(),
        0);
  }
}
