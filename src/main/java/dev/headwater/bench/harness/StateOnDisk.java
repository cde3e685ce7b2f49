package dev.headwater.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.OptionsUtil;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Measures and compacts the stores of a processor that is not running. */
public final class StateOnDisk {
  private static final String DATABASE = "CURRENT";

  private final Path folder;

  /**
   * @param folder of all state; the layout below it does not matter
   */
  public StateOnDisk(Path folder) {
    this.folder = folder;
  }

  public long bytes() throws IOException {
    return Folder.bytes(folder);
  }

  /**
   * Compacts all stores with their own options, so that RocksDB drops rows that were overwritten or
   * deleted.
   */
  public void compact() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path database :
          files
              .filter(file -> file.getFileName().toString().equals(DATABASE))
              .map(Path::getParent)
              .toList()) {
        compact(database.toString());
      }
    }
  }

  private static void compact(String database) throws IOException {
    RocksDB.loadLibrary();
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        ConfigOptions how = new ConfigOptions().setEnv(Env.getDefault())) {
      OptionsUtil.loadLatestOptions(how, database, options, families);
      try (RocksDB opened = RocksDB.open(options, database, families, handles)) {
        for (ColumnFamilyHandle handle : handles) {
          opened.compactRange(handle);
        }
        handles.forEach(ColumnFamilyHandle::close);
      } finally {
        families.forEach(family -> family.getOptions().close());
      }
    } catch (RocksDBException failed) {
      throw new BenchException("cannot compact " + database + ": " + failed.getMessage(), failed);
    }
  }
}
