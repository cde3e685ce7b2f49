package dev.headwater.codec.wire;

import dev.headwater.codec.avro.CorruptException;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.UnknownSchemaException;
import dev.headwater.model.InvalidException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.avro.Schema;

/** Reads values of one type, whichever version of its schema they were written with. */
public abstract sealed class WireDecoder<T>
    permits EventDecoder, AlertDecoder, AssetSummaryDecoder {
  /** A topic sees a handful; the bound is for one that somebody else writes other things to. */
  private static final int MAX_SCHEMAS = 1_000;

  private final SchemaLookup registry;
  private final BiFunction<byte[], Schema, T> fromAvro;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  WireDecoder(SchemaLookup registry, BiFunction<byte[], Schema, T> fromAvro) {
    this.registry = registry;
    this.fromAvro = fromAvro;
  }

  /**
   * @throws UndecodableException when the value is not in the wire format, its schema's id is not
   *     known, it is not a record of that schema, or the record breaks a rule of the model
   * @throws RegistryUnavailableException when the schema is needed and cannot be had now
   */
  public final T decode(byte[] value) {
    int id = WireFormat.schemaId(value);
    try {
      byte[] avro = Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length);
      return fromAvro.apply(avro, schema(id));
    } catch (UnknownSchemaException e) {
      throw new UndecodableException("the registry has no schema of id " + id, e);
    } catch (CorruptException e) {
      throw new UndecodableException("schema id " + id + ": " + e.getMessage(), e);
    } catch (InvalidException e) {
      throw new UndecodableException(e.getMessage(), e);
    }
  }

  private Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Schema schema = EventAvro.parseSchema(registry.schemaById(id));
    if (schemas.size() >= MAX_SCHEMAS) {
      schemas.clear();
    }
    schemas.put(id, schema);
    return schema;
  }
}
