package dev.headwater.sdk.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A disk that loses what was not forced when the power fails. It can also be full. */
final class ForgetfulDisk implements Disk {

  private final Map<Path, Long> forcedBytes = new ConcurrentHashMap<>();
  private volatile boolean full;

  /** Makes every write fail from now on, after its first half is written. */
  void fill() {
    full = true;
  }

  void makeRoom() {
    full = false;
  }

  /** Returns how many bytes of all files together are forced. */
  long forced() {
    return forcedBytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Truncates each file to the bytes that were forced. No file may be in use any more. */
  void failPower() throws IOException {
    for (Map.Entry<Path, Long> file : forcedBytes.entrySet()) {
      if (Files.exists(file.getKey())) {
        try (FileChannel channel = FileChannel.open(file.getKey(), StandardOpenOption.WRITE)) {
          channel.truncate(file.getValue());
        }
      }
    }
  }

  @Override
  public Appender create(Path file) throws IOException {
    Appender real = Disk.real().create(file);
    forcedBytes.put(file, 0L);
    return new Appender() {
      private long bytes;

      @Override
      public void append(ByteBuffer some) throws IOException {
        if (full) {
          some.limit(some.position() + some.remaining() / 2);
          real.append(some);
          throw new IOException("No space left on device");
        }
        bytes += some.remaining();
        real.append(some);
      }

      @Override
      public void force() throws IOException {
        real.force();
        forcedBytes.put(file, bytes);
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }
}
