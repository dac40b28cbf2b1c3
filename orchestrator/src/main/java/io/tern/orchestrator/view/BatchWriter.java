package io.tern.orchestrator.view;

import com.google.protobuf.ByteString;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Turns one batch into one write: records, the indexes that follow, and how far it came. */
final class BatchWriter implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final Disk disk;
  private final TextCache texts;
  private final WriteBatch out = new WriteBatch();
  private final Set<UUID> withNewParts = new HashSet<>();
  private final Map<ByteString, Integer> bundlesOfNewParts = new HashMap<>();
  private long ended;

  BatchWriter(Disk disk, TextCache texts) {
    this.disk = disk;
    this.texts = texts;
  }

  void write(Batch batch) {
    try {
      for (Batch.Entry each : batch.entries()) {
        entry(each);
      }
      for (var each : batch.jobs().entrySet()) {
        job(each.getKey(), each.getValue());
      }
      for (UUID each : withNewParts) {
        markIncomplete(each);
      }
      countEnded();
      disk.putMeta(out, Progress.KEY, Progress.bytes(batch.upTo()));
      disk.write(out);
    } catch (RocksDBException e) {
      throw Disk.failed("apply batch up to journal offset " + batch.upTo().journalOffset(), e);
    }
  }

  @Override
  public void close() {
    out.close();
  }

  private void entry(Batch.Entry entry) throws RocksDBException {
    switch (entry.key()[0]) {
      case Keys.PART -> part(entry);
      case Keys.TRANSFER -> set(Family.TRANSFERS, entry);
      default -> set(Family.ATTEMPTS, entry);
    }
  }

  private void set(Family family, Batch.Entry entry) throws RocksDBException {
    byte[] value = entry.value();
    if (value == null) {
      out.delete(disk.handle(family), entry.key());
    } else {
      out.put(disk.handle(family), entry.key(), value);
    }
  }

  private void part(Batch.Entry entry) throws RocksDBException {
    UUID job = Keys.jobOf(entry.key());
    byte[] value = entry.value();
    forgetTexts(job, entry.key());
    if (value == null) {
      out.delete(disk.handle(Family.ROWS), entry.key());
      out.delete(disk.handle(Family.HEADERS), Keys.job(job));
    } else {
      putPart(job, entry.key(), Stored.parse(Part.parser(), value));
    }
  }

  private void putPart(UUID job, byte[] key, Part part) throws RocksDBException {
    Part row = part.toBuilder().clearTexts().clearHeader().build();
    out.put(disk.handle(Family.ROWS), key, row.toByteArray());
    putTexts(key, part.getTexts());
    if (part.hasHeader()) {
      out.put(disk.handle(Family.HEADERS), Keys.job(job), part.getHeader().toByteArray());
    }
    withNewParts.add(job);
  }

  private void putTexts(byte[] part, ByteString all) throws RocksDBException {
    List<ByteString> bundles = Bundles.cut(all);
    for (int n = 0; n < bundles.size(); n++) {
      byte[] bundle = bundles.get(n).toByteArray();
      out.put(disk.handle(Family.TEXTS), Bundles.key(part, n), bundle);
    }
    bundlesOfNewParts.put(ByteString.copyFrom(part), bundles.size());
  }

  private void forgetTexts(UUID job, byte[] part) throws RocksDBException {
    for (int n = 0; n < bundlesOf(part); n++) {
      texts.remove(new TextCache.Key(job, Keys.partOf(part), n));
      out.delete(disk.handle(Family.TEXTS), Bundles.key(part, n));
    }
  }

  private int bundlesOf(byte[] part) {
    Integer here = bundlesOfNewParts.get(ByteString.copyFrom(part));
    if (here != null) {
      return here;
    }
    byte[] row = disk.get(Family.ROWS, part);
    return row == null ? 0 : Bundles.count(Stored.parse(Part.parser(), row).getSourceCount());
  }

  private void job(UUID job, Optional<JobRecord> now) throws RocksDBException {
    Optional<JobRecord> before = recorded(job);
    if (now.isPresent()) {
      out.put(disk.handle(Family.JOBS), Keys.job(job), now.get().toByteArray());
      withNewParts.remove(job);
    } else {
      out.delete(disk.handle(Family.JOBS), Keys.job(job));
    }
    reindex(job, before, now);
  }

  /** How many transfers of ended jobs the store holds: retention goes by it. */
  private void countEnded() throws RocksDBException {
    if (ended != 0) {
      long before = Progress.number(disk.meta(Progress.ENDED_KEY));
      disk.putMeta(out, Progress.ENDED_KEY, Progress.bytes(before + ended));
    }
  }

  private static int endedOf(Optional<JobRecord> job) {
    return job.filter(it -> EffectiveState.isTerminal(it.getState()))
        .map(JobRecord::getTransfers)
        .orElse(0);
  }

  private void reindex(UUID job, Optional<JobRecord> before, Optional<JobRecord> now)
      throws RocksDBException {
    ended += endedOf(now) - endedOf(before);
    Set<IndexEntry> old = before.map(it -> IndexEntry.of(job, it)).orElse(Set.of());
    Set<IndexEntry> wanted = now.map(it -> IndexEntry.of(job, it)).orElse(Set.of());
    for (IndexEntry each : old) {
      if (!wanted.contains(each)) {
        out.delete(disk.handle(each.index()), each.key());
      }
    }
    for (IndexEntry each : wanted) {
      if (!old.contains(each)) {
        out.put(disk.handle(each.index()), each.key(), NOTHING);
      }
    }
    if (before.isEmpty()) {
      out.delete(disk.handle(Family.INCOMPLETE), Family.indexKey(0, job));
    }
  }

  private void markIncomplete(UUID job) throws RocksDBException {
    if (recorded(job).isEmpty()) {
      out.put(disk.handle(Family.INCOMPLETE), Family.indexKey(0, job), NOTHING);
    }
  }

  private Optional<JobRecord> recorded(UUID job) {
    return Optional.ofNullable(disk.get(Family.JOBS, Keys.job(job)))
        .map(it -> Stored.parse(JobRecord.parser(), it));
  }

  private record IndexEntry(Family index, long number, UUID job) {
    static Set<IndexEntry> of(UUID job, JobRecord record) {
      IndexEntry listed = new IndexEntry(Family.LISTING, record.getAcceptedMs(), job);
      IndexEntry ended = new IndexEntry(Family.ENDED, record.getFinishedMs(), job);
      IndexEntry unfinished = new IndexEntry(Family.UNFINISHED, record.getFirstTransfer(), job);
      if (!EffectiveState.isTerminal(record.getState())) {
        return Set.of(listed, unfinished);
      }
      return record.getAtWork() ? Set.of(listed, ended, unfinished) : Set.of(listed, ended);
    }

    byte[] key() {
      return Family.indexKey(number, job);
    }
  }
}
