package dev.headwater.simulation;

import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/** An in-memory store that can fail in the middle of a series of writes. */
final class FragileStore extends InMemoryKeyValueStore {
  private int putsLeft = Integer.MAX_VALUE;

  /** The store failed as {@link #failAfter} demanded. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private FragileStore(String name) {
    super(name);
  }

  /**
   * Returns a supplier of such stores.
   *
   * @param made receives each new store
   */
  static KeyValueBytesStoreSupplier supplier(String name, Consumer<FragileStore> made) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        FragileStore store = new FragileStore(name);
        made.accept(store);
        return store;
      }

      @Override
      public String metricsScope() {
        return "in-memory";
      }
    };
  }

  /** Lets every write after the next {@code puts} fail with {@link Broken}. */
  void failAfter(int puts) {
    putsLeft = puts;
  }

  @Override
  public synchronized void put(Bytes key, byte[] value) {
    if (putsLeft-- <= 0) {
      throw new Broken();
    }
    super.put(key, value);
  }
}
