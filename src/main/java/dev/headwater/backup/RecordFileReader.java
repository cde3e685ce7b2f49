package dev.headwater.backup;

import dev.headwater.avro.BackupRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Reads the records of one file of a backup. Not thread-safe. */
final class RecordFileReader implements Closeable {
  private final Path file;
  private final String part;
  private final int partition;
  private final DataFileReader<GenericRecord> avro;

  /**
   * @param part the topic of the records that are returned
   * @param partition their partition
   * @throws IOException if the file cannot be read, or is no container of Avro
   */
  RecordFileReader(Path file, String part, int partition) throws IOException {
    this.file = file;
    this.part = part;
    this.partition = partition;
    this.avro =
        new DataFileReader<>(
            file.toFile(), new GenericDatumReader<>(null, BackupRecord.getClassSchema()));
  }

  /** The next record; empty at the end of the file. */
  Optional<ConsumerRecord<byte[], byte[]>> next() throws IOException {
    try {
      if (!avro.hasNext()) {
        return Optional.empty();
      }
      GenericRecord record = avro.next();
      RecordHeaders headers = new RecordHeaders();
      for (Object each : (Collection<?>) record.get("headers")) {
        GenericRecord header = (GenericRecord) each;
        headers.add(header.get("name").toString(), bytes(header.get("value")));
      }
      byte[] key = bytes(record.get("key"));
      byte[] value = bytes(record.get("value"));
      return Optional.of(
          new ConsumerRecord<>(
              part,
              partition,
              (long) record.get("offset"),
              (long) record.get("timestamp"),
              TimestampType.CREATE_TIME,
              key == null ? ConsumerRecord.NULL_SIZE : key.length,
              value == null ? ConsumerRecord.NULL_SIZE : value.length,
              key,
              value,
              headers,
              Optional.empty()));
    } catch (AvroRuntimeException damaged) {
      throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private static byte[] bytes(Object field) {
    if (field == null) {
      return null;
    }
    ByteBuffer buffer = (ByteBuffer) field;
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    avro.close();
  }
}
