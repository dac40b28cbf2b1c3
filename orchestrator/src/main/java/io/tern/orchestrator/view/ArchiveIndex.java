package io.tern.orchestrator.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Which records of the archive's topic speak of which job: a key of job id and offset, with the
 * part's number for value, 28 bytes a part. Its own progress is written with it.
 */
final class ArchiveIndex {
  private static final byte[] NEXT_KEY = "archived".getBytes(StandardCharsets.UTF_8);
  private static final int OFFSET_AT = 16;

  private final Disk disk;

  ArchiveIndex(Disk disk) {
    this.disk = disk;
  }

  /** Offset of the first record that is not here. */
  long next() {
    return Progress.number(disk.meta(NEXT_KEY));
  }

  void add(List<ArchivedPart> parts, long next) {
    try (WriteBatch batch = new WriteBatch()) {
      for (ArchivedPart part : parts) {
        byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(part.part()).array();
        batch.put(disk.handle(Family.ARCHIVED), key(part.job(), part.offset()), number);
      }
      disk.putMeta(batch, NEXT_KEY, Progress.bytes(next));
      disk.write(batch);
    } catch (RocksDBException e) {
      throw Disk.failed("index the archive up to " + next, e);
    }
  }

  /**
   * The offsets of a job's parts, in order. Of a job that was submitted and removed twice, as one
   * with an id of its user's may be, those of the second time.
   */
  List<Long> offsets(UUID job) {
    List<Long> offsets = new ArrayList<>();
    try (ReadOptions latest = new ReadOptions();
        Cursor parts = disk.over(Family.ARCHIVED, latest).first(prefix(job))) {
      for (; parts.here(); parts.next()) {
        if (ByteBuffer.wrap(parts.value()).getInt() == 0) {
          offsets.clear();
        }
        offsets.add(offsetOf(parts.key()));
      }
    }
    return offsets;
  }

  /** Forgets what the topic has let go of. Looks at every entry. */
  void forgetBefore(long offset) {
    try (ReadOptions latest = new ReadOptions();
        WriteBatch batch = new WriteBatch();
        Cursor parts = disk.over(Family.ARCHIVED, latest).first()) {
      for (; parts.here(); parts.next()) {
        if (offsetOf(parts.key()) < offset) {
          batch.delete(disk.handle(Family.ARCHIVED), parts.key());
        }
      }
      disk.write(batch);
    } catch (RocksDBException e) {
      throw Disk.failed("forget the archive before " + offset, e);
    }
  }

  private static long offsetOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(OFFSET_AT);
  }

  private static byte[] prefix(UUID job) {
    return ByteBuffer.allocate(OFFSET_AT)
        .putLong(job.getMostSignificantBits())
        .putLong(job.getLeastSignificantBits())
        .array();
  }

  private static byte[] key(UUID job, long offset) {
    return ByteBuffer.allocate(OFFSET_AT + Long.BYTES).put(prefix(job)).putLong(offset).array();
  }
}
