package dev.headwater.backup;

import dev.headwater.avro.BackupHeader;
import dev.headwater.avro.BackupRecord;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Writes records of one partition into a new file. Not thread-safe. */
final class RecordFileWriter implements Closeable {
  private static final int BLOCK_BYTES = 256 * 1024;
  private static final int COMPRESSION_LEVEL = 3;

  private final String name;
  private final FileChannel channel;
  private final MessageDigest digest;
  private final CountedStream counted;
  private final DataFileWriter<BackupRecord> avro;
  private long records;

  /** Counts the bytes that reach the file. */
  private static final class CountedStream extends FilterOutputStream {
    private long bytes;

    CountedStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) throws IOException {
      out.write(some, from, length);
      bytes += length;
    }
  }

  /**
   * @param folder of the backup
   * @param name the path of the new file below it; its folder exists
   * @throws IOException if it cannot be created
   */
  RecordFileWriter(Path folder, String name) throws IOException {
    this.name = name;
    this.digest = Digests.sha256();
    Path file = folder.resolve(name);
    this.channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            BackupFolder.privateFile(file));
    this.counted =
        new CountedStream(new DigestOutputStream(Channels.newOutputStream(channel), digest));
    this.avro = new DataFileWriter<>(new SpecificDatumWriter<>(BackupRecord.class));
    avro.setCodec(CodecFactory.zstandardCodec(COMPRESSION_LEVEL, true));
    avro.setSyncInterval(BLOCK_BYTES);
    avro.create(BackupRecord.getClassSchema(), new BufferedOutputStream(counted));
  }

  void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
    List<BackupHeader> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(new BackupHeader(header.key(), wrapped(header.value())));
    }
    avro.append(
        new BackupRecord(
            record.offset(),
            record.timestamp(),
            wrapped(record.key()),
            wrapped(record.value()),
            headers));
    records++;
  }

  private static ByteBuffer wrapped(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  /** How many bytes are in the file by now, without the block that is being filled. */
  long bytes() {
    return counted.bytes;
  }

  /** Writes what is left, waits until the file is on the disk, and closes it. */
  Manifest.File finish() throws IOException {
    avro.flush();
    channel.force(true);
    Manifest.File file =
        new Manifest.File(name, records, counted.bytes, HexFormat.of().formatHex(digest.digest()));
    avro.close();
    return file;
  }

  @Override
  public void close() throws IOException {
    avro.close();
  }
}
