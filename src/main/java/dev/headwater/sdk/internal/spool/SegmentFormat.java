package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/** Encodes segments in the format that the package documentation describes. */
final class SegmentFormat {

  static final byte[] MAGIC = "HWS1".getBytes(StandardCharsets.US_ASCII);

  /** The size of length and checksum. */
  static final int HEADER_BYTES = 8;

  /** The size of a note without ranges. */
  static final int NOTE_BYTES = 1 + 2 * Long.BYTES + Integer.BYTES;

  /** A limit that no event reaches. A longer body means that the length is wrong. */
  static final int MOST_BODY_BYTES = 16 * 1024 * 1024;

  static final byte EVENT = 'E';
  static final byte NOTE = 'N';

  /** The shortest body with a valid length: an event with an empty key and no content. */
  static final int LEAST_BODY_BYTES = 1 + Long.BYTES + Integer.BYTES;

  private static final int EVENT_FIELDS_BYTES = 1 + Long.BYTES + Integer.BYTES;

  private SegmentFormat() {}

  static int eventBodyBytes(byte[] key, byte[] avro) {
    return EVENT_FIELDS_BYTES + key.length + avro.length;
  }

  static int eventBytes(QueuedEvent event) {
    return HEADER_BYTES + eventBodyBytes(event.key(), event.avro());
  }

  /** Writes the body of an event's record. */
  static void putEvent(ByteBuffer to, int at, long sequence, byte[] key, byte[] avro) {
    int keyAt = at + EVENT_FIELDS_BYTES;
    to.put(at, EVENT)
        .putLong(at + 1, sequence)
        .putInt(keyAt - Integer.BYTES, key.length)
        .put(keyAt, key)
        .put(keyAt + key.length, avro);
  }

  static ByteBuffer event(QueuedEvent event) {
    return event(event.sequence(), event.key(), event.avro());
  }

  static ByteBuffer event(long sequence, byte[] key, byte[] avro) {
    ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + eventBodyBytes(key, avro));
    putEvent(record, HEADER_BYTES, sequence, key, avro);
    return sealed(record);
  }

  static ByteBuffer note(Ledger.Note note) {
    List<SequenceSet.Range> ranges = note.settled();
    ByteBuffer record =
        ByteBuffer.allocate(HEADER_BYTES + NOTE_BYTES + ranges.size() * 2 * Long.BYTES);
    record
        .position(HEADER_BYTES)
        .put(NOTE)
        .putLong(note.accepted())
        .putLong(note.dropped())
        .putInt(ranges.size());
    ranges.forEach(range -> record.putLong(range.first()).putLong(range.last()));
    return sealed(record);
  }

  private static ByteBuffer sealed(ByteBuffer record) {
    int length = record.capacity() - HEADER_BYTES;
    return record
        .putInt(0, length)
        .putInt(Integer.BYTES, checksum(record.array(), HEADER_BYTES, length))
        .rewind();
  }

  /** Returns the checksum of the remaining bytes of a buffer. */
  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
