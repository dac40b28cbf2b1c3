package io.tern.orchestrator.view;

import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Goes over the records of one family that begin with the same bytes. One thread. */
final class Cursor implements AutoCloseable {
  private final RocksIterator records;
  private byte[] prefix = {};

  Cursor(RocksIterator records) {
    this.records = records;
  }

  /** Goes to the first record that begins with {@code prefix}, if any. */
  Cursor first(byte[] prefix) {
    this.prefix = prefix;
    records.seek(prefix);
    return this;
  }

  /** Goes to the first record at or after {@code key} of those that begin with {@code prefix}. */
  Cursor from(byte[] prefix, byte[] key) {
    this.prefix = prefix;
    records.seek(key);
    return this;
  }

  /** Goes to the first record of an index. */
  Cursor first() {
    prefix = new byte[0];
    records.seekToFirst();
    return this;
  }

  /** Goes to the last record of an index. */
  Cursor last() {
    prefix = new byte[0];
    records.seekToLast();
    return this;
  }

  /** Goes to the last record of an index before {@code key}. */
  Cursor before(byte[] key) {
    prefix = new byte[0];
    records.seekForPrev(key);
    if (records.isValid() && Arrays.equals(records.key(), key)) {
      records.prev();
    }
    return this;
  }

  /** Whether it stands on a record. */
  boolean here() {
    if (!records.isValid()) {
      check();
      return false;
    }
    return prefix.length == 0 || startsWithPrefix(records.key());
  }

  byte[] key() {
    return records.key();
  }

  byte[] value() {
    return records.value();
  }

  void next() {
    records.next();
  }

  void previous() {
    records.prev();
  }

  @Override
  public void close() {
    records.close();
  }

  private boolean startsWithPrefix(byte[] key) {
    int end = prefix.length;
    return key.length >= end && Arrays.equals(key, 0, end, prefix, 0, end);
  }

  private void check() {
    try {
      records.status();
    } catch (RocksDBException e) {
      throw Disk.failed("iterate", e);
    }
  }
}
