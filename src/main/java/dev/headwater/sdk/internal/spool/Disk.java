package dev.headwater.sdk.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where segments are written. Exists so that a test can be a disk that loses what was not forced.
 */
public interface Disk {

  /** A file that grows. Used by one thread at a time. */
  interface Appender extends Closeable {

    /** Writes all of it; survives the process when it returns. */
    void append(ByteBuffer bytes) throws IOException;

    /** What was appended survives the machine when it returns. */
    void force() throws IOException;
  }

  /** Creates a file, which must not exist. */
  Appender create(Path file) throws IOException;

  /** The file system. */
  static Disk real() {
    return file -> {
      // Prompts and paths may be in it: nobody else's to read.
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OwnerOnly.file(file));
      return new Appender() {
        private boolean named;

        @Override
        public void append(ByteBuffer bytes) throws IOException {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        }

        @Override
        public void force() throws IOException {
          channel.force(false);
          if (!named) {
            forceName(file);
            named = true;
          }
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    };
  }

  /** The file's entry in its folder is data of the folder. */
  private static void forceName(Path file) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return; // cannot open a folder, and need not: its journal keeps names
    }
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
