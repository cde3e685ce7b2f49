package dev.headwater.sdk.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where segments are written. An interface, so that a test can simulate a disk that loses data that
 * was not forced.
 */
public interface Disk {

  /** A file that is appended to. Used by one thread at a time. */
  interface Appender extends Closeable {

    /** Writes all bytes. They survive the process when this returns. */
    void append(ByteBuffer bytes) throws IOException;

    /**
     * Forces the appended bytes to the disk. They survive a crash of the machine when this returns.
     */
    void force() throws IOException;
  }

  /** Creates a file. It must not exist. */
  Appender create(Path file) throws IOException;

  /** Returns the file system. */
  static Disk real() {
    return file -> {
      // The file may contain prompts and paths, so nobody else may read it.
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PrivateFiles.file(file));
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

  /** Forces the folder too, because the file's entry in its folder is data of the folder. */
  private static void forceName(Path file) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return; // Windows cannot open a folder, and need not: its journal keeps names
    }
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
