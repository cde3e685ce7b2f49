package dev.headwater.codec.wire;

import dev.headwater.codec.avro.CorruptException;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.UnknownSchemaException;
import dev.headwater.model.InvalidException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Decodes values of one type, written with any version of its schema. */
public abstract sealed class WireDecoder<T>
    permits EventDecoder, AlertDecoder, AssetSummaryDecoder {
  /**
   * The number of schemas to cache. A topic normally has a handful. The limit is for a topic that
   * receives foreign data.
   */
  private static final int MAX_SCHEMAS = 1_000;

  /** Decodes bare Avro binary from a part of an array. */
  interface FromAvro<T> {
    T decode(byte[] bytes, int offset, int length, Schema writer);
  }

  private final SchemaLookup registry;
  private final FromAvro<T> fromAvro;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  WireDecoder(SchemaLookup registry, FromAvro<T> fromAvro) {
    this.registry = registry;
    this.fromAvro = fromAvro;
  }

  /**
   * Decodes a record's value.
   *
   * @throws UndecodableException when the value is not in the wire format, its schema id is
   *     unknown, it is not a record of that schema, or the record breaks a rule of the model
   * @throws RegistryUnavailableException when the schema is needed and not available now
   */
  public final T decode(byte[] value) {
    int id = WireFormat.schemaId(value);
    try {
      int header = WireFormat.HEADER_BYTES;
      return fromAvro.decode(value, header, value.length - header, schema(id));
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
