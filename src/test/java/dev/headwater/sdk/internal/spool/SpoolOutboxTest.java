package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One outbox after the other on one folder, as clients of processes that come and go. */
@Timeout(300)
class SpoolOutboxTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long MEMORY = 64 * 1024;
  private static final long DISK = 64 * 1024 * 1024;

  @TempDir private Path folder;

  private final List<Client> clients = new ArrayList<>();
  private ForgetfulDisk disk = new ForgetfulDisk();
  private int names;

  @AfterEach
  void end() {
    clients.forEach(client -> client.outbox.end(LONG));
  }

  /** An outbox, its ledger, and what a client does with both. */
  private final class Client {
    final String name = "client-" + ++names + "-" + UUID.randomUUID();
    final Ledger ledger = new Ledger();
    final SpoolOutbox outbox;

    Client(long memoryBytes, long diskBytes, Duration sync) throws IOException {
      outbox =
          SpoolOutbox.open(
              name,
              new SpoolOutbox.Options(folder, diskBytes, sync.toNanos(), memoryBytes),
              disk,
              ledger);
      clients.add(this);
    }

    /** Emits events whose bytes tell their number, {@code bytes} each. */
    void emit(int events, int bytes) {
      for (int i = 0; i < events; i++) {
        long sequence = ledger.accept();
        if (outbox.offer(new QueuedEvent(name, sequence, new byte[4], content(sequence, bytes)))
            == Outbox.Offer.FULL) {
          ledger.drop(sequence);
        }
      }
    }

    /** Emits until there is no room on disk, and more than memory takes then. */
    void fillUp(long diskBytes) {
      while (outbox.diskBytes() < diskBytes - 1_000) {
        emit(20, 200);
      }
      emit(2_000, 200);
    }

    void emitAllOf(int events, int bytes) {
      for (int i = 0; i < events; i++) {
        long sequence = ledger.accept();
        QueuedEvent event = new QueuedEvent(name, sequence, new byte[4], content(sequence, bytes));
        while (outbox.offer(event) != Outbox.Offer.TAKEN) {
          Thread.onSpinWait();
        }
      }
    }

    /** Delivers up to so many; returns their numbers. */
    List<Long> deliver(int most) throws InterruptedException {
      List<Long> delivered = new ArrayList<>();
      while (delivered.size() < most) {
        // A busy machine may not write anything for a while.
        Optional<QueuedEvent> next = outbox.next(Duration.ofSeconds(3));
        if (next.isEmpty()) {
          break;
        }
        QueuedEvent event = next.get();
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

    void awaitWritten(long events) {
      await().atMost(LONG).until(() -> outbox.diskBytes() >= events * 100);
    }

    /** What kill -9 does: nothing is written any more, and the lock is gone. */
    Client kill() {
      outbox.abandon();
      clients.remove(this);
      return this;
    }
  }

  private Client client() throws IOException {
    return new Client(MEMORY, DISK, Duration.ofMillis(50));
  }

  private static byte[] content(long sequence, int length) {
    byte[] content = new byte[length];
    new Random(sequence).nextBytes(content);
    return content;
  }

  private static Long[] numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private List<Path> segments() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(Segment.SUFFIX)).toList();
  }

  @Test
  void events_areDelivered_andLeaveNothingBehind() throws Exception {
    Client client = client();
    client.emit(10, 100);

    assertThat(client.deliver(10)).containsExactly(numbers(1, 10));

    assertThat(client.ledger.awaitSettled(LONG)).isTrue();
    assertThat(client.outbox.end(LONG)).isEqualTo(new Outbox.Remainder(0, List.of()));
    assertThat(files()).isEmpty();
  }

  @Test
  void moreThanMemoryHolds_goesToDiskAndComesBack() throws Exception {
    Client client = client();

    client.emitAllOf(5_000, 200);
    assertThat(client.outbox.diskBytes()).isGreaterThan(MEMORY);

    assertThat(new TreeSet<>(client.deliver(10_000))).containsExactly(numbers(1, 5_000));
    assertThat(client.ledger.awaitSettled(LONG)).isTrue();
  }

  @Test
  void whileItIsRead_moreIsWritten_andEachIsDeliveredOnce() throws Exception {
    Client client = client();
    Thread emitting = new Thread(() -> client.emitAllOf(20_000, 300));
    emitting.start();

    List<Long> delivered = client.deliver(20_000);

    emitting.join();
    assertThat(delivered).doesNotHaveDuplicates().hasSize(20_000);
    assertThat(delivered).allMatch(number -> number >= 1 && number <= 20_000);
  }

  @Test
  void killedClient_isDeliveredByTheNext_butForWhatWasDelivered() throws Exception {
    Client killed = client();
    killed.emitAllOf(2_000, 200);
    killed.awaitWritten(2_000);
    List<Long> before = killed.deliver(700);
    await()
        .atMost(LONG)
        .until(() -> settledOnDisk(killed.name) >= before.size()); // written a moment later
    killed.kill();

    Client next = client();
    List<Long> after = next.deliver(5_000);

    assertThat(after).doesNotContainAnyElementsOf(before).hasSize(2_000 - before.size());
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(1_300, 1_300, 0, 0, 1_300));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  private long settledOnDisk(String name) throws IOException {
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

  @Test
  void closedClient_leavesExactlyItsRemainder() throws Exception {
    Client first = client();
    first.emitAllOf(1_000, 100);
    first.deliver(400);

    assertThat(first.outbox.end(LONG)).isEqualTo(new Outbox.Remainder(600, List.of()));

    Client second = client();
    assertThat(second.deliver(100)).hasSize(100);
    assertThat(second.outbox.end(LONG)).isEqualTo(new Outbox.Remainder(500, List.of()));
    Client third = client();
    assertThat(third.deliver(1_000)).hasSize(500);
    assertThat(third.ledger.counts().recovered()).isEqualTo(500);
    third.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  @Test
  void livingClients_shareTheFolder_andKeepTheirHandsOffEachOther() throws Exception {
    Client one = client();
    one.emitAllOf(100, 100);
    one.awaitWritten(100);
    Client other = client();
    other.emitAllOf(50, 100);

    assertThat(other.deliver(1_000)).hasSize(50);
    assertThat(one.deliver(1_000)).hasSize(100);
    assertThat(other.ledger.counts().recovered()).isZero();
  }

  @Test
  void aFullSpool_thenAFullMemory_thenDrops_andGoesOnWhenThereIsRoom() throws Exception {
    Client client = new Client(MEMORY, 256 * 1024, Duration.ofMillis(50));

    client.emit(10_000, 400);
    await().atMost(LONG).until(() -> client.ledger.counts().dropped() > 0);

    assertThat(client.outbox.diskBytes()).isLessThanOrEqualTo(256 * 1024);
    long dropped = client.ledger.counts().dropped();
    List<Long> delivered = client.deliver(20_000);
    assertThat(delivered).doesNotHaveDuplicates().hasSize((int) (10_000 - dropped));
    assertThat(client.ledger.awaitSettled(LONG)).isTrue();
    client.emitAllOf(10, 400);
    assertThat(client.deliver(100)).hasSize(10);
  }

  @Test
  void aDiskThatIsFull_costsNothingThatMemoryHolds_andIsTriedAgain() throws Exception {
    Client client = client();
    client.emitAllOf(50, 100);
    client.awaitWritten(50);
    disk.fill();
    client.emitAllOf(50, 100);
    await().atMost(LONG).until(() -> client.outbox.next(Duration.ZERO).isPresent());
    disk.makeRoom();
    client.emitAllOf(50, 100);

    List<Long> delivered = client.deliver(1_000);

    // The one that was taken above is still under way.
    assertThat(delivered).doesNotHaveDuplicates().hasSize(149);
  }

  @Test
  void powerFailure_losesNothingThatWasUnsettledForLongerThanTheSync() throws Exception {
    Client client = new Client(MEMORY, DISK, Duration.ofMillis(20));
    client.emitAllOf(500, 200);
    client.awaitWritten(500);
    long written = client.outbox.diskBytes();
    await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> disk.forced() >= written);
    client.kill();

    disk.failPower();

    assertThat(client().deliver(1_000)).containsExactlyInAnyOrder(numbers(1, 500));
  }

  @Test
  void aSyncOfZero_forcesBeforeAnythingIsSent() throws Exception {
    Client client = new Client(MEMORY, DISK, Duration.ZERO);
    client.emitAllOf(20, 200);
    assertThat(client.outbox.next(LONG)).isPresent();
    client.kill();

    disk.failPower();

    assertThat(client().deliver(100)).isNotEmpty();
  }

  @Test
  void promptDelivery_forcesNothing() throws Exception {
    Duration sync = Duration.ofMillis(100);
    Duration slowest;
    long forced;
    do { // on a busy machine this thread may itself be kept waiting for longer than the sync
      long forcedBefore = disk.forced();
      slowest = slowestDelivery(new Client(MEMORY, DISK, sync), sync.multipliedBy(5));
      forced = disk.forced() - forcedBefore;
    } while (slowest.compareTo(sync.dividedBy(2)) > 0);

    assertThat(forced).isZero();
  }

  /** Emits and delivers one event after another for a while; returns what the slowest took. */
  private static Duration slowestDelivery(Client client, Duration time) throws Exception {
    long slowestNanos = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < time.toNanos()) {
      long from = System.nanoTime();
      client.emitAllOf(1, 200);
      client.deliver(1);
      slowestNanos = Math.max(slowestNanos, System.nanoTime() - from);
    }
    return Duration.ofNanos(slowestNanos);
  }

  @Test
  void aCorruptRecord_isNeverDelivered_andIsCounted() throws Exception {
    Client killed = client();
    killed.emitAllOf(100, 200);
    killed.awaitWritten(200);
    killed.kill();
    flip(segments().get(0), 4 + 10 * (8 + 13 + 4 + 200) + 100);

    Client next = client();

    assertThat(next.deliver(1_000)).hasSize(99).doesNotContain(11L);
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(100, 99, 0, 1, 100));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
  }

  @Test
  void whatAKilledClientHadInMemoryOnly_isCounted() throws Exception {
    Client killed = new Client(MEMORY, 128 * 1024, Duration.ofMillis(50));
    killed.fillUp(128 * 1024);
    List<Long> before = killed.deliver(50);
    long dropped = killed.ledger.counts().dropped();
    assertThat(dropped).isPositive();
    await().atMost(LONG).until(() -> settledOnDisk(killed.name) >= dropped + before.size());
    killed.kill();

    Client next = client();
    List<Long> after = next.deliver(10_000);

    assertThat(after).isNotEmpty().doesNotContainAnyElementsOf(before);
    long lost = killed.ledger.counts().accepted() - dropped - before.size() - after.size();
    assertThat(lost).isPositive();
    assertThat(next.ledger.counts())
        .isEqualTo(
            new Ledger.Counts(after.size() + lost, after.size(), 0, lost, after.size() + lost));
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsCountedAsLost_isNotCountedAgainByTheNextHeir() throws Exception {
    Client killed = new Client(MEMORY, 128 * 1024, Duration.ofMillis(50));
    killed.fillUp(128 * 1024);
    killed.kill();
    Client heir = client();
    long delivered = heir.deliver(10).size();
    assertThat(heir.ledger.counts().dropped()).isPositive();
    heir.outbox.end(LONG);

    Client next = client();
    delivered += next.deliver(10_000).size();

    assertThat(next.ledger.counts().dropped()).isZero();
    assertThat(delivered + killed.ledger.counts().dropped() + heir.ledger.counts().dropped())
        .isEqualTo(killed.ledger.counts().accepted());
  }

  @Test
  void aRecordThatWasCutOff_endsTheSegmentAndHarmsNothingBeforeIt() throws Exception {
    Client killed = client();
    killed.emitAllOf(100, 200);
    killed.awaitWritten(200);
    killed.kill();
    Path segment = segments().get(0);
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(file.length() - 50);
    }

    Client next = client();

    assertThat(next.deliver(1_000)).containsExactly(numbers(1, 99));
    assertThat(next.ledger.counts().dropped()).as("where there is shared memory").isEqualTo(1);
  }

  @Test
  void aLengthThatCannotBe_isNotBelieved() throws Exception {
    Client killed = client();
    killed.emitAllOf(100, 200);
    killed.awaitWritten(200);
    killed.kill();
    flip(segments().get(0), 4 + 10 * (8 + 13 + 4 + 200));

    Client next = client();

    assertThat(next.deliver(1_000)).containsExactly(numbers(1, 10));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
  }

  @Test
  void corruptionUnderALivingClient_isCountedToo() throws Exception {
    Client client = client();
    client.emitAllOf(3_000, 200);
    client.awaitWritten(6_000);
    flip(segments().get(0), 4 + 2_000 * (8 + 13 + 4 + 200) + 100);

    assertThat(client.deliver(10_000)).hasSize(2_999).doesNotContain(2_001L);
    assertThat(client.ledger.awaitSettled(LONG)).isTrue();
    assertThat(client.ledger.counts().dropped()).isEqualTo(1);
  }

  @Test
  void retriedEvents_comeAgain() throws Exception {
    Client client = client();
    client.emitAllOf(2, 100);
    QueuedEvent first = client.outbox.next(LONG).orElseThrow();

    client.outbox.retry(first);

    assertThat(client.outbox.next(LONG)).containsSame(first);
  }

  @Test
  void theFolder_isForItsOwnerAlone() throws Exception {
    folder = folder.resolve("new");
    Client client = client();
    client.emitAllOf(1, 100);
    client.awaitWritten(1);

    assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
    for (Path file : files()) {
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 0x40);
    }
  }
}
