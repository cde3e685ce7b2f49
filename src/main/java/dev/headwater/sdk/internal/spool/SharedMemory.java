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
 * Where rings are: files in a folder of shared memory, which is {@code /dev/shm} on Linux. Storing
 * into such a page is storing into memory. A page of a file on a disk would not do: storing into it
 * waits for the disk now and then, when the kernel is writing that page back.
 *
 * @param folder may be missing, as on other systems
 */
record SharedMemory(Path folder) {

  /** A ring, or why there is none. */
  record Attempt(Optional<Ring> ring, String reason) {}

  private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);
  private static final String PREFIX = "headwater-";
  private static final String SUFFIX = ".ring";

  /** What is left of the memory may be needed by others: a ring takes a quarter of it at most. */
  private static final int SHARE = 4;

  /** A ring that holds less is not worth it, unless no larger one was wanted. */
  private static final long LEAST_BYTES = 256 * 1024;

  private static final long SMALLEST_BYTES = 16 * 1024;
  private static final long LARGEST_BYTES = 256 * 1024 * 1024;

  /** Owners that live touch their rings far more often. */
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
   * A ring for a client that starts: in shared memory if there is room, else in its own, which the
   * log says.
   *
   * @param spool folder of the spool
   * @param bytes of records that are wanted
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
   * Makes a ring in shared memory.
   *
   * @param spool folder of the spool
   * @param wantedBytes of records; it may be fewer
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
            OwnerOnly.file(file))) {
      // Written, so that the pages are there: storing into one that cannot be had ends the process.
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

  /** The ring of an owner that is gone. */
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

  /** Removes a ring, once it is of no use. */
  void delete(String owner) {
    Path file = file(owner);
    try {
      free(file, () -> Files.deleteIfExists(file));
    } catch (IOException broken) {
      LOG.debug("{} cannot be removed", file, broken);
    }
  }

  /**
   * Puts a small ring in the place of the one that an owner who is gone has left, if any: its
   * records are on disk, and jobs that are killed while Kafka is away must not fill the memory up.
   * The small one is there whole or not at all.
   *
   * @param carrier an event that can be sent again to tell how far the owner had counted
   * @param note how all its events stand
   * @return the ring that is there now; empty if there is none
   */
  Optional<Ring> replace(
      String owner, Path spool, Optional<QueuedEvent> carrier, Ledger.Note note) {
    if (!exists()) {
      return Optional.empty();
    }
    Path file = file(owner);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
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
   * Gives the memory of a file back, after a change that takes away its name: otherwise it is used
   * until the garbage collector lets go of all mappings. The header stays, for an emit after the
   * end counts there.
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

  /** Says that the owner lives. */
  void touch(String owner) {
    try {
      Files.setLastModifiedTime(file(owner), FileTime.from(Instant.now()));
    } catch (IOException gone) {
      LOG.debug("{} cannot be touched", file(owner), gone);
    }
  }

  /**
   * Removes rings that nobody has touched for a day and that no client will ask for, because the
   * spool folder, or the owner's lock file in it, has been removed. Otherwise jobs that are killed,
   * each with a folder of its own, would fill the memory up.
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
  }

  private void sweep(Path file, String owner) throws IOException {
    Instant before = Instant.now().minus(ORPHANED);
    if (Files.isReadable(file)
        && Files.getLastModifiedTime(file).toInstant().isBefore(before)
        && find(owner).map(ring -> !Owner.isThere(ring.folder(), owner)).orElse(true)) {
      delete(owner);
    }
  }
}
