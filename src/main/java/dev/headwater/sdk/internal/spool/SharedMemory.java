package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.QueuedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates, finds and deletes rings: files in a folder of shared memory, which is {@code /dev/shm}
 * on Linux. A write to a page of such a file is a write to memory. Files on a disk do not work for
 * this purpose: a write to a page sometimes waits for the disk, when the kernel is writing that
 * page back.
 *
 * @param folder may be missing, as on other systems
 */
record SharedMemory(Path folder) {

  /** A ring, or the reason why there is none. */
  record Attempt(Optional<Ring> ring, String reason) {}

  private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);
  private static final String PREFIX = "headwater-";
  private static final String SUFFIX = ".ring";

  /** Follows the name of a ring that is not in its place yet. */
  private static final String UNFINISHED = ".new";

  /** A ring takes at most a quarter of the free shared memory, because others may need the rest. */
  private static final int SHARE = 4;

  /** A ring with less room is not useful, unless the configured size is smaller. */
  private static final long LEAST_BYTES = 256 * 1024;

  private static final long SMALLEST_BYTES = 16 * 1024;
  private static final long LARGEST_BYTES = 256 * 1024 * 1024;

  /** The age of an orphaned ring. Living owners touch their rings far more often. */
  private static final Duration ORPHANED = Duration.ofDays(1);

  private static final int ZEROS = 64 * 1024;

  static SharedMemory ofSystem() {
    return new SharedMemory(Path.of("/dev/shm"));
  }

  private Path file(String owner) {
    return folder.resolve(PREFIX + owner + SUFFIX);
  }

  boolean exists() {
    return Files.isDirectory(folder);
  }

  /**
   * Returns a ring for a client that starts: in shared memory if there is room, otherwise in the
   * memory of the process, which is logged.
   *
   * @param spool the folder of the spool
   * @param bytes the wanted room for records
   */
  Ring ring(String owner, Path spool, long bytes) {
    long capacity = Math.max(SMALLEST_BYTES, Math.min(LARGEST_BYTES, bytes));
    Attempt attempt = create(owner, spool, capacity);
    if (attempt.ring().isPresent()) {
      return attempt.ring().get();
    }
    LOG.warn(
        "{}: an event that was emitted may be lost if this process is killed before it is written"
            + " to {}, some milliseconds later",
        attempt.reason(),
        spool);
    long aligned = capacity / Long.BYTES * Long.BYTES;
    return Ring.create(ByteBuffer.allocateDirect((int) Ring.bytes(aligned)), spool, false);
  }

  /**
   * Creates a ring in shared memory.
   *
   * @param spool the folder of the spool
   * @param wantedBytes the wanted room for records; the ring may have less
   */
  Attempt create(String owner, Path spool, long wantedBytes) {
    if (!exists()) {
      return new Attempt(Optional.empty(), "there is no " + folder);
    }
    Path file = file(owner);
    try {
      long free = Files.getFileStore(folder).getUsableSpace() / SHARE;
      long capacity = Math.min(wantedBytes, free) / Long.BYTES * Long.BYTES;
      if (capacity < Math.min(wantedBytes, LEAST_BYTES) / Long.BYTES * Long.BYTES) {
        return new Attempt(Optional.empty(), "there is too little room in " + folder);
      }
      return new Attempt(Optional.of(Ring.create(map(file, capacity), spool, true)), "");
    } catch (IOException | RuntimeException unusable) {
      delete(owner);
      return new Attempt(Optional.empty(), folder + " cannot be used: " + unusable);
    }
  }

  private static ByteBuffer map(Path file, long capacity) throws IOException {
    long bytes = Ring.bytes(capacity);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PrivateFiles.file(file))) {
      // Allocates the pages by writing them: a later write to a page that cannot be allocated would
      // end the process.
      ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
      for (long written = 0; written < bytes; written += zeros.limit()) {
        zeros.position(0).limit((int) Math.min(ZEROS, bytes - written));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      return mapped.load();
    }
  }

  /** Returns the ring of an owner that is gone. */
  Optional<Ring> find(String owner) {
    Path file = file(owner);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return Ring.found(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
    } catch (IOException | RuntimeException unusable) {
      LOG.warn("{} cannot be read: {}", file, unusable.toString());
      return Optional.empty();
    }
  }

  /** Removes a ring that is not needed any more. */
  void delete(String owner) {
    Path file = file(owner);
    try {
      free(file, () -> Files.deleteIfExists(file));
    } catch (IOException broken) {
      LOG.debug("{} cannot be removed", file, broken);
    }
  }

  /**
   * Creates a small ring for an owner that is gone, in place of the ring that the owner left, if
   * any. The events of the old ring are on disk then, and jobs that are killed while Kafka is
   * unavailable must not fill the memory. The small ring appears atomically.
   *
   * @param carrier an event that can be sent again to show how many events the owner had accepted
   * @param note the state of all events of the owner
   * @return the ring that is there now; empty if there is none
   */
  Optional<Ring> replace(
      String owner, Path spool, Optional<QueuedEvent> carrier, Ledger.Note note) {
    if (!exists()) {
      return Optional.empty();
    }
    Path file = file(owner);
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try {
      Files.deleteIfExists(unfinished);
      long capacity = carrier.map(one -> Ring.recordBytes(one.key(), one.avro())).orElse(0L);
      Ring small = Ring.create(map(unfinished, capacity), spool, true);
      carrier.ifPresent(one -> small.append(one.sequence(), one.key(), one.avro()));
      small.settle(note);
      free(file, () -> Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE));
      return Optional.of(small);
    } catch (IOException full) {
      LOG.debug("{} stays as it is", file, full);
      Optional<Ring> old = find(owner);
      old.ifPresent(ring -> ring.settle(note));
      return old;
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  /**
   * Frees the memory of a file, after a change that removes the file's name. Otherwise, the memory
   * stays in use until the garbage collector releases all mappings. The header stays, because an
   * emit after the end still counts there.
   */
  private static void free(Path file, Change change) throws IOException {
    if (!Files.exists(file)) {
      change.make();
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      change.make();
      channel.truncate(Ring.HEADER_BYTES);
    }
  }

  /** Marks the owner's ring as in use. */
  void touch(String owner) {
    try {
      Files.setLastModifiedTime(file(owner), FileTime.from(Instant.now()));
    } catch (IOException gone) {
      LOG.debug("{} cannot be touched", file(owner), gone);
    }
  }

  /**
   * Removes rings that nobody has touched for a day and that no client will look for, because the
   * spool folder, or the owner's lock file in it, has been removed. Otherwise, killed jobs that
   * each have a folder of their own would fill the memory.
   */
  void sweep() {
    if (!exists()) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        sweep(file, name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
      }
    } catch (IOException | RuntimeException broken) {
      LOG.debug("{} cannot be looked through", folder, broken);
    }
    sweepUnfinished();
  }

  /** Removes what a client left that was killed while it replaced a ring. */
  private void sweepUnfinished() {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX + UNFINISHED)) {
      for (Path file : files) {
        if (isOrphaned(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | RuntimeException broken) {
      LOG.debug("{} cannot be looked through", folder, broken);
    }
  }

  private void sweep(Path file, String owner) throws IOException {
    if (Files.isReadable(file)
        && isOrphaned(file)
        && find(owner).map(ring -> !SpoolLock.isThere(ring.folder(), owner)).orElse(true)) {
      delete(owner);
    }
  }

  private static boolean isOrphaned(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(ORPHANED));
  }
}
