package io.tern.orchestrator.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The database under a store: RocksDB and its column families. A batch is written to the log at
 * once but not forced to the device: a power cut takes the tail, which the journal still has.
 */
final class Disk implements AutoCloseable {
  private final Tuning tuning;
  private final RocksDB db;
  private final ColumnFamilyHandle meta;
  private final List<ColumnFamilyHandle> families;
  private final WriteOptions unsynced = new WriteOptions().setSync(false);

  private Disk(Tuning tuning, RocksDB db, List<ColumnFamilyHandle> handles) {
    this.tuning = tuning;
    this.db = db;
    this.meta = handles.getFirst();
    this.families = handles.subList(1, handles.size());
  }

  /** A database that must be made anew. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(RocksDBException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Opens or makes a database.
   *
   * @throws Unreadable what is there is no intact database of this make
   */
  static Disk open(Path path, StoreSettings settings) throws Unreadable {
    load(path);
    Tuning tuning = new Tuning(settings);
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      Files.createDirectories(path);
      RocksDB db = RocksDB.open(tuning.database(), path.toString(), tuning.families(), handles);
      return new Disk(tuning, db, handles);
    } catch (RocksDBException e) {
      tuning.close();
      if (isUnreadable(e)) {
        throw new Unreadable(e);
      }
      throw failed("open store " + path, e);
    } catch (IOException e) {
      tuning.close();
      throw new UncheckedIOException("open store " + path, e);
    }
  }

  /**
   * The library is unpacked beside the data under a name that does not change: in the place for
   * temporary files each process that is killed would leave one behind.
   */
  private static void load(Path path) {
    Path place = path.resolve("native");
    try {
      Files.createDirectories(place);
      NativeLibraryLoader.getInstance().loadLibrary(place.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("unpack RocksDB into " + place, e);
    }
    RocksDB.loadLibrary();
  }

  private static boolean isUnreadable(RocksDBException e) {
    if (e.getStatus() == null) {
      return false;
    }
    return switch (e.getStatus().getCode()) {
      case Corruption, InvalidArgument -> true;
      default -> false;
    };
  }

  /** Deletes the database's own files in {@code path}, and no other. */
  static void destroy(Path path) {
    load(path);
    try (Options options = new Options()) {
      RocksDB.destroyDB(path.toString(), options);
    } catch (RocksDBException e) {
      throw failed("delete store " + path, e);
    }
  }

  static UncheckedIOException failed(String what, RocksDBException e) {
    return new UncheckedIOException(what, new IOException(e.getMessage(), e));
  }

  /** Of all families: what is in files, and what is in memory until it is. */
  long bytes() {
    return sum("rocksdb.total-sst-files-size") + sum("rocksdb.cur-size-all-mem-tables");
  }

  private long sum(String property) {
    try {
      return db.getAggregatedLongProperty(property);
    } catch (RocksDBException e) {
      throw failed("read " + property, e);
    }
  }

  Snapshot snapshot() {
    return db.getSnapshot();
  }

  void release(Snapshot snapshot) {
    db.releaseSnapshot(snapshot);
  }

  byte @Nullable [] get(Family family, ReadOptions options, byte[] key) {
    try {
      return db.get(handle(family), options, key);
    } catch (RocksDBException e) {
      throw failed("read " + family, e);
    }
  }

  byte @Nullable [] get(Family family, byte[] key) {
    try {
      return db.get(handle(family), key);
    } catch (RocksDBException e) {
      throw failed("read " + family, e);
    }
  }

  byte @Nullable [] meta(byte[] key) {
    try {
      return db.get(meta, key);
    } catch (RocksDBException e) {
      throw failed("read meta", e);
    }
  }

  Cursor over(Family family, ReadOptions options) {
    return new Cursor(db.newIterator(handle(family), options));
  }

  ColumnFamilyHandle handle(Family family) {
    return families.get(family.ordinal());
  }

  void putMeta(WriteBatch batch, byte[] key, byte[] value) throws RocksDBException {
    batch.put(meta, key, value);
  }

  void write(WriteBatch batch) throws RocksDBException {
    db.write(unsynced, batch);
  }

  @Override
  public void close() {
    families.forEach(ColumnFamilyHandle::close);
    meta.close();
    db.close();
    unsynced.close();
    tuning.close();
  }
}
