package io.tern.orchestrator.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The database under a store: RocksDB, its column families and their tuning. A batch is written to
 * its log at once but not forced to the device: a power cut takes the tail, which the journal has.
 */
final class Disk implements AutoCloseable {
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int OPEN_FILES = 256;
  private static final int BLOOM_BITS = 10;
  private static final double MEMTABLE_BLOOM_SHARE = 0.05;

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final RocksDB db;
  private final ColumnFamilyHandle meta;
  private final List<ColumnFamilyHandle> families;
  private final WriteOptions unsynced;

  private Disk(Path path, StoreSettings settings) throws RocksDBException {
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try {
      this.db = RocksDB.open(own(options(settings)), path.toString(), wanted(settings), opened);
    } catch (RocksDBException e) {
      close();
      throw e;
    }
    own(db);
    opened.forEach(this::own);
    this.meta = opened.getFirst();
    this.families = opened.subList(1, opened.size());
    this.unsynced = own(new WriteOptions().setSync(false));
  }

  private List<ColumnFamilyDescriptor> wanted(StoreSettings settings) {
    Cache cache = own(new LRUCache(settings.blockCacheBytes()));
    BloomFilter bloom = own(new BloomFilter(BLOOM_BITS));
    List<ColumnFamilyDescriptor> wanted = new ArrayList<>();
    wanted.add(described(RocksDB.DEFAULT_COLUMN_FAMILY, 0, cache, bloom, settings));
    for (Family each : Family.values()) {
      byte[] name = each.diskName().getBytes(StandardCharsets.UTF_8);
      wanted.add(described(name, each.prefixLength(), cache, bloom, settings));
    }
    return wanted;
  }

  /**
   * Opens or makes a database.
   *
   * @throws Unreadable what is there is no intact database of this make
   */
  static Disk open(Path path, StoreSettings settings) throws Unreadable {
    try {
      Files.createDirectories(path);
      return new Disk(path, settings);
    } catch (RocksDBException e) {
      if (isUnreadable(e)) {
        throw new Unreadable(e);
      }
      throw failed("open store " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the database's own files in {@code path}. */
  static void destroy(Path path) {
    try (Options options = new Options()) {
      RocksDB.destroyDB(path.toString(), options);
    } catch (RocksDBException e) {
      throw failed("delete store " + path, e);
    }
  }

  /** A database that must be made anew. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(RocksDBException cause) {
      super(cause);
    }
  }

  static UncheckedIOException failed(String what, RocksDBException e) {
    return new UncheckedIOException(new IOException(what + ": " + e.getMessage(), e));
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle handle(Family family) {
    return families.get(family.ordinal());
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

  void putMeta(WriteBatch batch, byte[] key, byte[] value) throws RocksDBException {
    batch.put(meta, key, value);
  }

  void write(WriteBatch batch) throws RocksDBException {
    db.write(unsynced, batch);
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      closeOne(owned.pop());
    }
  }

  private static void closeOne(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new IllegalStateException("close " + each, e);
    }
  }

  private <T extends AutoCloseable> T own(T part) {
    owned.push(part);
    return part;
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

  private static DBOptions options(StoreSettings settings) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setDbWriteBufferSize(settings.memtableBytes())
        .setMaxTotalWalSize(2 * settings.memtableBytes())
        .setMaxOpenFiles(OPEN_FILES)
        .setMaxBackgroundJobs(2)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0);
  }

  private ColumnFamilyDescriptor described(
      byte[] name, int prefix, Cache cache, BloomFilter bloom, StoreSettings settings) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(bloom)
            .setBlockSize(BLOCK_BYTES)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    ColumnFamilyOptions options =
        own(new ColumnFamilyOptions())
            .setTableFormatConfig(table)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(settings.memtableBytes() / 4)
            .setLevelCompactionDynamicLevelBytes(true);
    if (prefix > 0) {
      options.useFixedLengthPrefixExtractor(prefix);
      options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_SHARE);
    }
    return new ColumnFamilyDescriptor(name, options);
  }
}
