package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Keys;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.UUID;

/**
 * The column families of a store. Records have the journal's keys; an index has a number and a job
 * id, both big-endian, and no value.
 */
enum Family {
  /** Where each job stands. */
  JOBS(true),
  /** What each submission says of all its transfers. */
  HEADERS(true),
  /** Parts without texts and header: what a restart reads. */
  ROWS(true),
  /** The texts of each part in {@link Bundles}, by the part's key and the bundle's number. */
  TEXTS(true),
  TRANSFERS(true),
  ATTEMPTS(true),
  /** Index of all jobs by the time they were accepted. */
  LISTING(false),
  /** Index of the jobs that have not ended, by first transfer. */
  UNFINISHED(false),
  /** Index of the jobs that have ended, by time. */
  ENDED(false),
  /** Ids of jobs that have parts but no record yet, under the number 0. */
  INCOMPLETE(false),
  /** Where removed jobs stand in the archive, by {@link ArchiveIndex}. */
  ARCHIVED(false);

  /** Length of what the keys of all records of one job share. */
  static final int JOB_PREFIX = Keys.prefix(Keys.JOB, new UUID(0, 0)).length;

  private final boolean byJob;

  Family(boolean byJob) {
    this.byJob = byJob;
  }

  String diskName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isIndex() {
    return !byJob;
  }

  static byte[] indexKey(long number, UUID job) {
    return ByteBuffer.allocate(24)
        .putLong(number)
        .putLong(job.getMostSignificantBits())
        .putLong(job.getLeastSignificantBits())
        .array();
  }

  static long numberOf(byte[] indexKey) {
    return ByteBuffer.wrap(indexKey).getLong();
  }

  static UUID jobOf(byte[] indexKey) {
    ByteBuffer in = ByteBuffer.wrap(indexKey, 8, 16);
    return new UUID(in.getLong(), in.getLong());
  }
}
