package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many events a client has accepted, and dropped of them, kept where it outlives the process
 * without any input or output: in a page of shared memory ({@code /dev/shm}). Storing a number
 * there is storing it in memory, so that an emitting thread may do it.
 *
 * <p>A page of a file on a disk would not do. Storing into it waits for the disk now and then, when
 * the kernel is writing that page back.
 *
 * <p>Where there is no shared memory, nothing is kept, and what a killed process had in memory only
 * is known as of its last note in the spool.
 */
final class SharedCounts {

  /** As it was last told. */
  record Counts(long accepted, long dropped) {}

  private static final Logger LOG = LoggerFactory.getLogger(SharedCounts.class);
  private static final int BYTES = 2 * Long.BYTES;
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private SharedCounts() {}

  private static Path file(String owner) {
    return SHARED_MEMORY.resolve("headwater-" + owner + ".counts");
  }

  /** What a client is to tell; goes nowhere if there is no shared memory. */
  static Ledger.Tally create(String owner) {
    ByteBuffer counts = map(owner);
    return (accepted, dropped) -> {
      counts.putLong(0, accepted);
      counts.putLong(Long.BYTES, dropped);
    };
  }

  private static ByteBuffer map(String owner) {
    Path file = file(owner);
    if (Files.isDirectory(SHARED_MEMORY)) {
      try (FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OwnerOnly.file(file))) {
        // Written, so that the page is there: storing into one that cannot be had ends the process.
        channel.write(ByteBuffer.allocate(BYTES));
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES).order(ByteOrder.nativeOrder());
      } catch (IOException unusable) {
        LOG.debug("{} cannot be used", file, unusable);
      }
    }
    return ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
  }

  /** What an owner that is gone had got to; empty if it is not known. */
  static Optional<Counts> read(String owner) {
    Path file = file(owner);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer counts = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
      return channel.read(counts) == BYTES
          ? Optional.of(new Counts(counts.getLong(0), counts.getLong(Long.BYTES)))
          : Optional.empty();
    } catch (IOException unusable) {
      LOG.debug("{} cannot be read", file, unusable);
      return Optional.empty();
    }
  }

  /** Removes it, once it is of no use. */
  static void delete(String owner) {
    try {
      Files.deleteIfExists(file(owner));
    } catch (IOException broken) {
      LOG.debug("{} cannot be removed", file(owner), broken);
    }
  }
}
