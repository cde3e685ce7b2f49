package dev.headwater.simulation;

import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/** A store that breaks in the middle of a series of writes, where that is wanted. */
final class FragileStore extends InMemoryKeyValueStore {
  private int putsLeft = Integer.MAX_VALUE;

  /** It broke as wanted. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private FragileStore(String name) {
    super(name);
  }

  /**
   * Makes such stores.
   *
   * @param made is told of each
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

  /** Breaks after so many writes. */
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
