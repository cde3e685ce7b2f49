package dev.headwater.bridge;

import dev.headwater.stream.store.SpreadEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Remembers the subjects of one partition whose events are still being made because they are too
 * many for one transaction: a row {@code w<subject>} for each. The task writes the rows; {@link
 * #list} is for readers.
 */
public final class Unfinished {
  private static final byte TAG = 'w';
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> store;
  private final SpreadEvents spreads;

  Unfinished(KeyValueStore<Bytes, byte[]> store, SpreadEvents spreads) {
    this.store = store;
    this.spreads = spreads;
    spreads.counted(list(store, Integer.MAX_VALUE).size());
  }

  /** Sets whether the events of a subject are still being made. */
  void put(String subject, boolean unfinished) {
    if (!unfinished && !spreads.mayExist()) {
      return;
    }
    Bytes key = key(subject);
    boolean known = store.get(key) != null;
    // Readers see each write at once. The counts change first, so that nothing seems finished too
    // early.
    if (unfinished && !known) {
      spreads.begun();
      store.put(key, NOTHING);
    } else if (!unfinished && known) {
      spreads.ended();
      store.delete(key);
    }
  }

  /**
   * Names of the subjects, in a fixed order. Any thread may call this while the task writes.
   *
   * @param store {@link BridgeTopology#STORE} of a partition
   * @param spreads of the same partition
   * @param limit the largest number of names
   */
  public static List<String> list(
      ReadOnlyKeyValueStore<Bytes, byte[]> store, SpreadEvents spreads, int limit) {
    return spreads.mayExist() ? list(store, limit) : List.of();
  }

  private static List<String> list(ReadOnlyKeyValueStore<Bytes, byte[]> store, int limit) {
    List<String> names = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows =
        store.range(Bytes.wrap(new byte[] {TAG}), Bytes.wrap(new byte[] {TAG + 1}))) {
      while (names.size() < limit && rows.hasNext()) {
        byte[] key = rows.next().key.get();
        if (key[0] == TAG) {
          names.add(new String(key, 1, key.length - 1, StandardCharsets.UTF_8));
        }
      }
    }
    return names;
  }

  /** Whether events of a subject are still being made. */
  boolean contains(String subject) {
    return spreads.mayExist() && store.get(key(subject)) != null;
  }

  private static Bytes key(String subject) {
    byte[] text = subject.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(TAG).put(text).array());
  }
}
