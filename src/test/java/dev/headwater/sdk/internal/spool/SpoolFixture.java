package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.model.Job;
import dev.headwater.sdk.internal.ClosingRecord;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Base of tests with several outboxes on one folder, as clients of processes that start and end.
 */
abstract class SpoolFixture {

  static final Duration LONG = Duration.ofSeconds(60);
  static final Job JOB = new Job("pipelines", "nightly");
  static final long MEMORY = 64 * 1024;
  static final long DISK = 64 * 1024 * 1024;

  @TempDir Path folder;

  /** Used in place of the folder of shared memory. */
  @TempDir Path shared;

  private final List<Client> clients = new ArrayList<>();
  Destination destination = Destination.of("k:9092", "headwater.events");
  ForgetfulDisk disk = new ForgetfulDisk();
  private int names;

  @AfterEach
  void end() {
    clients.forEach(client -> client.outbox.end(LONG));
  }

  /** An outbox, its ledger, and the operations of a client on both. */
  final class Client {
    final String name = "client-" + ++names + "-" + UUID.randomUUID();
    final Ledger ledger = new Ledger();
    final List<String> closings = new ArrayList<>();
    final SpoolOutbox outbox;

    Client(long memoryBytes, long diskBytes, Duration sync) throws IOException {
      outbox =
          SpoolOutbox.open(
              name,
              new SpoolOutbox.Options(folder, destination, diskBytes, sync.toNanos(), memoryBytes),
              new SpoolOutbox.Storage(disk, new SharedMemory(shared)),
              ledger);
      clients.add(this);
    }

    /**
     * Emits events of {@code bytes} bytes each. The number of an event determines its bytes, so
     * that {@link #deliver} can check them.
     */
    void emit(int events, int bytes) {
      for (int i = 0; i < events; i++) {
        outbox.offer(new byte[4], content(ledger.emitted() + 1, bytes));
      }
    }

    /** Emits until the disk has no room, and then more than fits into memory. */
    void fillUp(long diskBytes) {
      while (outbox.diskBytes() < diskBytes - 1_000) {
        emit(20, 200);
      }
      emit(2_000, 200);
    }

    void emitAllOf(int events, int bytes) {
      for (int i = 0; i < events; i++) {
        byte[] content = content(ledger.emitted() + 1, bytes);
        while (!outbox.hasRoomFor(new byte[4], content)) {
          Thread.onSpinWait();
        }
        assertThat(outbox.offer(new byte[4], content)).isEqualTo(Outbox.Offer.TAKEN);
      }
    }

    /** Delivers at most {@code most} events and returns their numbers. */
    List<Long> deliver(int most) throws InterruptedException {
      List<Long> delivered = new ArrayList<>();
      while (delivered.size() < most) {
        // On a busy machine, the outbox may write nothing for a while.
        boolean settled = ledger.awaitSettled(Duration.ZERO);
        Optional<QueuedEvent> next = outbox.next(settled ? Duration.ZERO : Duration.ofSeconds(3));
        if (next.isEmpty()) {
          break;
        }
        QueuedEvent event = next.get();
        if (event.isClosing()) {
          closings.add(event.producer() + " " + event.sequence());
          outbox.settle(event);
          continue;
        }
        assertThat(event.avro()).isEqualTo(content(event.sequence(), event.avro().length));
        delivered.add(event.sequence());
        if (event.producer().equals(name)) {
          ledger.deliver(event.sequence());
        } else {
          ledger.settleRecovered(1, 0, 0);
        }
        outbox.settle(event);
      }
      return delivered;
    }

    /** Queues the closing record, as a client does that closes. */
    QueuedEvent tellEnd() {
      assertThat(ledger.isEndUnseen()).isTrue();
      QueuedEvent closing = ClosingRecord.of(name, ledger.emitted(), JOB);
      outbox.tellEnd(closing);
      return closing;
    }

    void awaitWritten(long events) {
      await().atMost(LONG).until(() -> outbox.diskBytes() >= events * 100);
    }

    /**
     * Ends the client as {@code kill -9} does: it writes nothing any more and its lock is released.
     */
    Client kill() {
      outbox.abandon();
      clients.remove(this);
      return this;
    }
  }

  Client client() throws IOException {
    return new Client(MEMORY, DISK, Duration.ofMillis(50));
  }

  static byte[] content(long sequence, int length) {
    byte[] content = new byte[length];
    new Random(sequence).nextBytes(content);
    return content;
  }

  static Long[] numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  List<Path> segments() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(Segment.SUFFIX)).toList();
  }

  long settledOnDisk(String name) throws IOException {
    long[] settled = {0};
    for (Path file : segments()) {
      if (file.getFileName().toString().startsWith(name + "-")) {
        SegmentReader.read(
            file,
            0,
            Files.size(file),
            Long.MAX_VALUE,
            new SegmentReader.Visitor() {
              @Override
              public void event(long sequence, byte[] key, byte[] avro) {}

              @Override
              public void note(Ledger.Note note) {
                settled[0] =
                    note.settled().stream().mapToLong(one -> one.last() - one.first() + 1).sum();
              }

              @Override
              public void corrupt() {}

              @Override
              public void unreadable(long bytes) {}
            });
      }
    }
    return settled[0];
  }

  long diskBytes() throws IOException {
    long bytes = 0;
    for (Path segment : segments()) {
      bytes += Files.size(segment);
    }
    return bytes;
  }

  static String closing(Client client) {
    return client.name + " " + (client.ledger.emitted() + 1);
  }

  void failPowerOfMemory() throws IOException {
    try (Stream<Path> files = Files.list(shared)) {
      for (Path ring : files.toList()) {
        Files.delete(ring);
      }
    }
  }

  void failPower() throws IOException {
    disk.failPower();
    failPowerOfMemory();
  }

  static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 0x40);
    }
  }
}
