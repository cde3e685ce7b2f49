package dev.headwater.stream.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * The version of the format of all rows in a store. The store holds it in a row of its own, so that
 * rows of a format that this version does not know are never misread: a misread row could make data
 * look clean that is not.
 */
public final class StateFormat {
  /**
   * The format that this version reads and writes. Raise it with every change after which this
   * version would misread rows that it wrote before, or that version would misread new ones.
   */
  public static final int VERSION = 4;

  /** The format of a store that does not say which it has. */
  private static final int UNSTATED = 0;

  private StateFormat() {}

  /** Rows of another format than {@link #VERSION}. The message says what to do. */
  public static final class UnknownFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int format;

    UnknownFormatException(int found) {
      super(
          found > VERSION
              ? "The state has format "
                  + found
                  + ", which a later version wrote; this version reads format "
                  + VERSION
                  + ". Run the later version, or stop all instances and run `reset`: the state is"
                  + " then rebuilt from the events."
              : "The state has format "
                  + found
                  + ", which an earlier version wrote; this version reads format "
                  + VERSION
                  + ". Stop all instances and run `reset`: the state is then rebuilt from the"
                  + " events.");
      this.format = found;
    }

    /** The format of the rows; 0 if they do not say. */
    public int format() {
      return format;
    }

    /** Whether an earlier version wrote the rows, so that they may be rebuilt. */
    public boolean isEarlier() {
      return format < VERSION;
    }
  }

  /** The row that states {@link #VERSION}. */
  static byte[] row() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(VERSION).array();
  }

  /**
   * Reads the format of a store on disk without changing it; nobody else needs to stop using it.
   *
   * @param folder the folder of RocksDB
   * @param logs where RocksDB may write its log meanwhile
   * @return the format, 0 if the store does not state it; empty if the store is empty
   * @throws IOException if it cannot be read
   */
  public static OptionalInt onDisk(Path folder, Path logs) throws IOException {
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try (Options listing = new Options();
        DBOptions options = new DBOptions().setDbLogDir(logs.toString())) {
      List<ColumnFamilyDescriptor> all =
          RocksDB.listColumnFamilies(listing, folder.toString()).stream()
              .map(ColumnFamilyDescriptor::new)
              .toList();
      if (all.isEmpty()) {
        throw new IOException("there is no store at " + folder);
      }
      try (RocksDB store = RocksDB.openReadOnly(options, folder.toString(), all, families)) {
        try {
          return onDisk(store, families);
        } finally {
          families.forEach(ColumnFamilyHandle::close);
        }
      }
    } catch (RocksDBException unreadable) {
      throw new IOException(unreadable.getMessage(), unreadable);
    }
  }

  /** Rows are in one of the column families; which one depends on the version of Kafka Streams. */
  private static OptionalInt onDisk(RocksDB store, List<ColumnFamilyHandle> families)
      throws RocksDBException {
    byte[] key = Keys.tag(Keys.FORMAT).get();
    for (ColumnFamilyHandle family : families) {
      byte[] stated = store.get(family, key);
      if (stated != null) {
        return OptionalInt.of(
            stated.length == Integer.BYTES ? ByteBuffer.wrap(stated).getInt() : UNSTATED);
      }
    }
    try (RocksIterator rows = store.newIterator(families.get(0))) {
      rows.seekToFirst();
      return rows.isValid() ? OptionalInt.of(UNSTATED) : OptionalInt.empty();
    }
  }

  /**
   * Checks the rows of a store before anything reads them.
   *
   * @return whether the store is empty, so that it needs the row that states the format
   * @throws UnknownFormatException if the rows have another format
   */
  static boolean check(KeyValueStore<Bytes, byte[]> store) {
    byte[] stated = store.get(Keys.tag(Keys.FORMAT));
    if (stated == null && isEmpty(store)) {
      return true;
    }
    int found =
        stated == null || stated.length != Integer.BYTES
            ? UNSTATED
            : ByteBuffer.wrap(stated).getInt();
    if (found != VERSION) {
      throw new UnknownFormatException(found);
    }
    return false;
  }

  /**
   * Whether this version may read the rows of a copy of another instance's partition. No task has
   * checked these.
   */
  public static boolean isReadable(ReadOnlyKeyValueStore<Bytes, byte[]> copy) {
    byte[] stated = copy.get(Keys.tag(Keys.FORMAT));
    return stated == null ? isEmpty(copy) : Arrays.equals(stated, row());
  }

  private static boolean isEmpty(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
      return !rows.hasNext();
    }
  }
}
