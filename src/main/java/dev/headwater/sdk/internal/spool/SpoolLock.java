package dev.headwater.sdk.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to an owner's segments: a file lock that ends with the process, however the process
 * ends.
 *
 * <p>On POSIX systems, a process loses its lock on a file when it closes <i>any</i> channel to that
 * file. So nothing in this process may open a file again that the process has locked, not even a
 * copy of this class from another class loader. Therefore the system properties, which the whole
 * process shares, hold which files are locked.
 */
final class SpoolLock {

  static final String LOCK_SUFFIX = ".lock";

  /** Where an owner keeps emitted events until they are on disk. */
  enum Keeping {
    /** Nowhere: the owner has ended in order, or has not begun. */
    NOTHING,
    /** In a ring in shared memory. */
    RING,
    /** In its own memory. */
    PROCESS
  }

  private static final Logger LOG = LoggerFactory.getLogger(SpoolLock.class);
  private static final int NOTED_BYTES = 32;
  private static final String HELD = "dev.headwater.spool.held:";

  private final String name;
  private final Path file;
  private final FileChannel channel;

  private SpoolLock(String name, Path file, FileChannel channel) {
    this.name = name;
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock. Returns empty when a living process, possibly this one, holds it.
   *
   * @param folder an absolute path
   */
  static Optional<SpoolLock> tryHold(Path folder, String name) throws IOException {
    Path file = folder.resolve(name + LOCK_SUFFIX);
    if (System.getProperties().putIfAbsent(HELD + file, name) != null) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              PrivateFiles.file(file));
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new SpoolLock(name, file, channel));
      }
    } catch (IOException | RuntimeException failed) {
      letGo(file, channel);
      throw failed;
    }
    letGo(file, channel);
    return Optional.empty();
  }

  private static void letGo(Path file, FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      System.getProperties().remove(HELD + file);
    }
  }

  /** Returns whether an owner of that name has a lock file in a folder. */
  static boolean isThere(Path folder, String name) {
    return Files.exists(folder.resolve(name + LOCK_SUFFIX));
  }

  String name() {
    return name;
  }

  /**
   * Writes to the lock file where the owner keeps emitted events, for the client that takes over.
   * If the disk has no room for it, nobody will know whether a crash of the machine lost events.
   */
  void note(Keeping keeping) {
    try {
      channel.truncate(0);
      ByteBuffer text = ByteBuffer.wrap(keeping.name().getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text, text.position());
      }
    } catch (IOException full) {
      LOG.debug("{} cannot be written", file, full);
    }
  }

  /** Returns what the owner wrote last. */
  Keeping keeping() throws IOException {
    ByteBuffer text = ByteBuffer.allocate(NOTED_BYTES);
    channel.read(text, 0);
    String noted = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return Stream.of(Keeping.values())
        .filter(one -> one.name().equals(noted))
        .findFirst()
        .orElse(Keeping.NOTHING);
  }

  /** Gives up the lock and leaves the segments to the next client. */
  void release() throws IOException {
    letGo(file, channel);
  }

  /** Gives up the lock and removes its file, because there are no segments any more. */
  void releaseForGood() throws IOException {
    Destination.forget(file.getParent(), name);
    // Delete first: after the lock is released, the file could belong to another process.
    Files.deleteIfExists(file);
    release();
  }
}
