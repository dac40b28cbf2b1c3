package io.tern.orchestrator.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/** How the database under a store is set up, within the memory it is given. */
final class Tuning implements AutoCloseable {
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int BLOOM_BITS = 10;
  private static final double MEMTABLE_BLOOM_SHARE = 0.05;

  /** Few shards (two), since a part's texts must fit well into one. */
  private static final int CACHE_SHARD_BITS = 1;

  /** Of the cache, kept for indexes and filters: a read that must load them costs over 100 us. */
  private static final double INDEX_SHARE = 0.5;

  /** Small, since whoever reads an index steps over the entries deleted in its memtable. */
  private static final long INDEX_MEMTABLE_BYTES = 1 << 20;

  private static final int INDEX_FILES_BEFORE_COMPACTION = 2;
  private static final int OPEN_FILES = 256;

  private final StoreSettings settings;
  private final Cache cache;
  private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
  private final DBOptions database;
  private final List<ColumnFamilyDescriptor> families = new ArrayList<>();

  Tuning(StoreSettings settings) {
    this.settings = settings;
    this.cache = new LRUCache(settings.blockCacheBytes(), CACHE_SHARD_BITS, false, INDEX_SHARE);
    this.database = databaseOptions();
    families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, ofIndex()));
    for (Family each : Family.values()) {
      byte[] name = each.diskName().getBytes(StandardCharsets.UTF_8);
      families.add(new ColumnFamilyDescriptor(name, each.isIndex() ? ofIndex() : ofRecords()));
    }
  }

  DBOptions database() {
    return database;
  }

  /** The default family, then each {@link Family}. */
  List<ColumnFamilyDescriptor> families() {
    return families;
  }

  @Override
  public void close() {
    families.forEach(each -> each.getOptions().close());
    database.close();
    bloom.close();
    cache.close();
  }

  private DBOptions databaseOptions() {
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

  private ColumnFamilyOptions ofIndex() {
    return common()
        .setWriteBufferSize(INDEX_MEMTABLE_BYTES)
        .setLevel0FileNumCompactionTrigger(INDEX_FILES_BEFORE_COMPACTION);
  }

  private ColumnFamilyOptions ofRecords() {
    return common()
        .setWriteBufferSize(settings.memtableBytes() / 4)
        .useFixedLengthPrefixExtractor(Family.JOB_PREFIX)
        .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_SHARE);
  }

  private ColumnFamilyOptions common() {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(bloom)
            .setBlockSize(BLOCK_BYTES)
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    return new ColumnFamilyOptions()
        .setTableFormatConfig(table)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setLevelCompactionDynamicLevelBytes(true);
  }
}
