package dev.headwater.codec.wire;

import dev.headwater.codec.registry.RegistryUnavailableException;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** Encodes values of one type for one topic. */
public abstract sealed class WireEncoder<T>
    permits EventEncoder, AlertEncoder, AssetSummaryEncoder {
  private final SchemaRegistration registry;
  private final String subject;
  private final String schemaJson;
  private final BiFunction<byte[], T, byte[]> toAvro;
  private volatile OptionalInt schemaId = OptionalInt.empty();

  WireEncoder(
      SchemaRegistration registry,
      String topic,
      String schemaJson,
      BiFunction<byte[], T, byte[]> toAvro) {
    this.registry = registry;
    this.subject = topic + "-value";
    this.schemaJson = schemaJson;
    this.toAvro = toAvro;
  }

  /**
   * Encodes a value. Requests the schema's id from the registry until it got the id once.
   *
   * @throws RegistryUnavailableException when the id is not known yet and the registry is not
   *     available
   */
  public final byte[] encode(T value) {
    return toAvro.apply(WireFormat.header(schemaId()), value);
  }

  private int schemaId() {
    OptionalInt known = schemaId;
    if (known.isEmpty()) {
      // Several threads may get here at once. Registering is idempotent, so no lock is needed.
      known = OptionalInt.of(registry.register(subject, schemaJson));
      schemaId = known;
    }
    return known.getAsInt();
  }
}
