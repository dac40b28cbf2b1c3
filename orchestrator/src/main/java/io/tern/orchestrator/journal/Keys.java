package io.tern.orchestrator.journal;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The keys of the journal and of the local store: a letter for the kind of record, then big-endian
 * ids, so that all records of a job stand together in key order.
 */
public final class Keys {
  public static final byte PART = 'm';
  public static final byte JOB = 'j';
  public static final byte TRANSFER = 't';
  public static final byte ATTEMPT = 'a';
  public static final byte POSITION = 'p';

  private static final int JOB_END = 17;

  private Keys() {}

  public static byte[] position() {
    return new byte[] {POSITION};
  }

  public static byte[] job(UUID job) {
    return begin(JOB_END, JOB, job).array();
  }

  public static byte[] part(UUID job, int part) {
    return begin(JOB_END + 4, PART, job).putInt(part).array();
  }

  public static byte[] transfer(UUID job, long transfer) {
    return begin(JOB_END + 8, TRANSFER, job).putLong(transfer).array();
  }

  public static byte[] attempt(UUID job, long transfer, int attempt) {
    return begin(JOB_END + 12, ATTEMPT, job).putLong(transfer).putInt(attempt).array();
  }

  /** The beginning of all keys of one kind and one job. */
  public static byte[] prefix(byte kind, UUID job) {
    return begin(JOB_END, kind, job).array();
  }

  public static UUID jobOf(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key, 1, 16);
    return new UUID(in.getLong(), in.getLong());
  }

  /** Of a transfer's or attempt's key. */
  public static long transferOf(byte[] key) {
    return ByteBuffer.wrap(key, JOB_END, 8).getLong();
  }

  /** Of an attempt's key. */
  public static int attemptOf(byte[] key) {
    return ByteBuffer.wrap(key, JOB_END + 8, 4).getInt();
  }

  /** Of a part's key. */
  public static int partOf(byte[] key) {
    return ByteBuffer.wrap(key, JOB_END, 4).getInt();
  }

  private static ByteBuffer begin(int length, byte kind, UUID job) {
    return ByteBuffer.allocate(length)
        .put(kind)
        .putLong(job.getMostSignificantBits())
        .putLong(job.getLeastSignificantBits());
  }
}
