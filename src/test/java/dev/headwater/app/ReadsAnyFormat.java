package dev.headwater.app;

import dev.headwater.stream.store.StateFormat;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stores whose rows seem to have the format of this version: as an earlier version sees its own.
 */
final class ReadsAnyFormat {
  private static final Bytes FORMAT = Bytes.wrap(new byte[] {'V'});

  private ReadsAnyFormat() {}

  static KeyValueBytesStoreSupplier of(KeyValueBytesStoreSupplier stores) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return stores.name();
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return wrapped(stores.get());
      }

      @Override
      public String metricsScope() {
        return stores.metricsScope();
      }
    };
  }

  @SuppressWarnings("unchecked") // the proxy passes rows on as they are
  private static KeyValueStore<Bytes, byte[]> wrapped(KeyValueStore<Bytes, byte[]> store) {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            ReadsAnyFormat.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              try {
                Object found = method.invoke(store, arguments);
                return method.getName().equals("get")
                        && FORMAT.equals(arguments[0])
                        && found != null
                    ? ByteBuffer.allocate(Integer.BYTES).putInt(StateFormat.VERSION).array()
                    : found;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
