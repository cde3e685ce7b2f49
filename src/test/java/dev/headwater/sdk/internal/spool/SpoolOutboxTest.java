package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows what a {@link SpoolOutbox} does while its client runs: it delivers each event once, also
 * when memory, spool or disk are full, and leaves only what is not delivered.
 */
@Timeout(300)
class SpoolOutboxTest extends SpoolFixture {

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

    List<Long> delivered = new ArrayList<>();
    while (delivered.size() < 20_000) {
      delivered.addAll(client.deliver(20_000 - delivered.size()));
    }

    emitting.join();
    assertThat(delivered).doesNotHaveDuplicates().containsExactlyInAnyOrder(numbers(1, 20_000));
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

    // The event that was taken above has no outcome yet.
    assertThat(delivered).doesNotHaveDuplicates().hasSize(149);
  }

  @Test
  void promptDelivery_forcesNothing() throws Exception {
    // So long that a busy machine delivers within it, and less than the test takes.
    Client client = new Client(MEMORY, DISK, Duration.ofSeconds(1));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    while (System.nanoTime() < end) {
      client.emitAllOf(1, 200);
      client.deliver(1);
    }

    assertThat(disk.forced()).isZero();
  }

  @Test
  void aDiskThatHasRoomAgain_takesWhatIsInMemory() throws Exception {
    disk.fill();
    Client client = client();
    client.emitAllOf(50, 200);
    await().atMost(LONG).until(() -> client.outbox.next(Duration.ZERO).isPresent());
    disk.makeRoom();

    client.awaitWritten(100);

    assertThat(client.deliver(1_000)).hasSize(49);
  }

  @Test
  void anEventThatIsLargerThanTheRing_isDroppedAndCounted() throws Exception {
    Client client = client();
    client.emit(1, 100);
    client.emit(1, (int) MEMORY);

    assertThat(client.ledger.counts()).isEqualTo(new Ledger.Counts(2, 0, 0, 1, 0));
    assertThat(client.deliver(1)).containsExactly(1L);
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

  @Test
  void whatIsOfferedAfterTheEnd_isDropped_andTheCallerTellsOfIt() throws Exception {
    Client client = client();
    assertThat(client.outbox.offer(new byte[4], new byte[(int) MEMORY]))
        .isEqualTo(Outbox.Offer.FULL);
    assertThat(client.ledger.takeDropped()).isEqualTo(1);
    client.outbox.close();

    assertThat(client.outbox.offer(new byte[4], new byte[4])).isEqualTo(Outbox.Offer.CLOSED);

    assertThat(client.ledger.takeDropped()).isZero();
    assertThat(client.ledger.counts().dropped()).isEqualTo(2);
  }
}
