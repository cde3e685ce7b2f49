package dev.headwater.app.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds RocksDB's memory outside the heap: all stores of the process share one cache and one write
 * buffer manager. The defaults are 50 MB of cache and three memtables of 16 MB for each store.
 *
 * <p>Kafka Streams creates this class by its name. The first instance of a process decides the
 * sizes.
 */
public final class StoreMemory implements RocksDBConfigSetter {

  static final String CACHE_BYTES = "headwater.store.cache.bytes";
  static final String WRITE_BUFFER_BYTES = "headwater.store.write.buffer.bytes";

  private static final long BLOCK_BYTES = 16 * 1024;
  private static final long MEMTABLE_BYTES = 8 * 1024 * 1024;
  private static final int MEMTABLES = 3;

  private record Shared(Cache cache, WriteBufferManager writeBuffers) {}

  private static Shared shared;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    Shared memory = shared(configs);
    // Change the table config that is already there: Streams refuses to replace it.
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setBlockSize(BLOCK_BYTES);
    // Indexes and filters grow with the state, so they also count against the bound.
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(MEMTABLE_BYTES);
    options.setMaxWriteBufferNumber(MEMTABLES);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    // Most lookups are for rows that do not exist yet. Without filters at the last level, each of
    // them would read a block.
    options.setOptimizeFiltersForHits(false);
  }

  @Override
  public void close(String store, Options options) {
    // The shared objects live as long as the process: another store may use them at any time.
  }

  private static synchronized Shared shared(Map<String, Object> configs) {
    if (shared == null) {
      RocksDB.loadLibrary();
      long writeBufferBytes = bytes(configs, WRITE_BUFFER_BYTES);
      // Write buffers are charged to the cache, which is larger by their size: one bound for both.
      Cache cache = new LRUCache(bytes(configs, CACHE_BYTES) + writeBufferBytes);
      shared = new Shared(cache, new WriteBufferManager(writeBufferBytes, cache));
    }
    return shared;
  }

  private static long bytes(Map<String, Object> configs, String key) {
    return Long.parseLong(String.valueOf(configs.get(key)));
  }
}
