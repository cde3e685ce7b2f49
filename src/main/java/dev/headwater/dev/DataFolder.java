package dev.headwater.dev;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of an embedded broker. Only one process owns it at a time. A marker file shows that it
 * belongs to Headwater. A folder with other content (another Kafka cluster's, or a home folder
 * given by mistake) is rejected before anything is written to it.
 *
 * <p>The marker is also the lock file. The operating system releases the lock when the process ends
 * for any reason. The marker contains the id of the cluster, and is written before the first broker
 * file. So a start that follows a killed start continues under the same id.
 */
final class DataFolder implements AutoCloseable {
  private static final String MARKER = "headwater-broker";

  private final Path path;
  private final FileChannel marker;
  private final Optional<TemporaryFolder> temporary;

  private DataFolder(Path path, FileChannel marker, Optional<TemporaryFolder> temporary) {
    this.path = path;
    this.marker = marker;
    this.temporary = temporary;
  }

  /**
   * Creates the folder if it is missing, and locks it.
   *
   * @throws CannotStartException if it is not writable, in use, or contains something else
   */
  static DataFolder open(Path path) {
    return open(path, Optional.empty());
  }

  /** Creates a new folder below the system's temporary folder; {@link #close} deletes it. */
  static DataFolder temporary() {
    TemporaryFolder folder = TemporaryFolder.create("headwater-broker-");
    return open(folder.path(), Optional.of(folder));
  }

  private static DataFolder open(Path path, Optional<TemporaryFolder> temporary) {
    try {
      Files.createDirectories(path);
      if (!Files.exists(path.resolve(MARKER)) && !isEmpty(path)) {
        throw new CannotStartException(
            "the data folder "
                + path
                + " holds something that is not Headwater's (another Kafka cluster?): give a new or"
                + " empty folder");
      }
      FileChannel marker =
          FileChannel.open(
              path.resolve(MARKER),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(marker)) {
        marker.close();
        throw new CannotStartException(
            "the data folder "
                + path
                + " is in use by another running Headwater: stop that one, or give another folder");
      }
      return new DataFolder(path, marker, temporary);
    } catch (IOException e) {
      throw new CannotStartException(
          "the data folder " + path + " is not writable (" + reason(e) + "): give another one", e);
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    }
  }

  private static boolean lock(FileChannel marker) throws IOException {
    try {
      FileLock lock = marker.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process holds the lock already
    }
  }

  /**
   * The messages of exceptions of {@code java.nio.file} contain only the path, so this adds their
   * type.
   */
  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replaceFirst("Exception$", "") + ": " + e.getMessage();
  }

  Path path() {
    return path;
  }

  /**
   * The cluster id that was stored first in this folder; if there is none, stores {@code fresh} and
   * returns it.
   */
  String clusterId(String fresh) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(64);
    marker.read(content, 0);
    String kept =
        new String(content.array(), 0, content.position(), StandardCharsets.UTF_8).strip();
    if (!kept.isEmpty()) {
      return kept;
    }
    marker.write(ByteBuffer.wrap((fresh + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    marker.force(true);
    return fresh;
  }

  /** Unlocks the folder, and deletes it if it is a temporary one. */
  @Override
  public void close() throws IOException {
    if (temporary.isPresent()) {
      temporary.get().close();
    }
    marker.close();
  }
}
