package dev.headwater.codec.wire;

import java.nio.ByteBuffer;

/** The header of a record's value: a zero byte and the schema's id. */
public final class WireFormat {
  /** The number of bytes before the Avro binary. */
  public static final int HEADER_BYTES = 1 + Integer.BYTES;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** Returns Avro binary with the header before it. */
  public static byte[] frame(int schemaId, byte[] avro) {
    return ByteBuffer.allocate(HEADER_BYTES + avro.length).put(header(schemaId)).put(avro).array();
  }

  /** Returns the header for Avro binary of that schema. */
  public static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * Returns the id of the schema that the value was written with.
   *
   * @throws UndecodableException when the value has no such header
   */
  public static int schemaId(byte[] value) {
    if (value == null) {
      throw new UndecodableException("the record has no value", null);
    }
    if (value.length < HEADER_BYTES) {
      throw new UndecodableException(
          "not in Confluent's wire format: "
              + value.length
              + " bytes, its header alone has "
              + HEADER_BYTES,
          null);
    }
    if (value[0] != MAGIC) {
      throw new UndecodableException(
          String.format(
              "not in Confluent's wire format: begins with byte 0x%02x instead of 0x00", value[0]),
          null);
    }
    return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
  }
}
