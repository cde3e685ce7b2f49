package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows that the events of a client that is gone are delivered by the next client, or counted as
 * lost. Simulates kills, power failures, full disks and damaged files.
 */
@Timeout(300)
class KilledClientTest extends SpoolFixture {

  @Test
  void killedClient_isDeliveredByTheNext_butForWhatWasDelivered() throws Exception {
    Client killed = client();
    killed.emitAllOf(2_000, 200);
    killed.awaitWritten(2_000);
    List<Long> before = killed.deliver(700);
    await()
        .atMost(LONG)
        .until(() -> settledOnDisk(killed.name) >= before.size()); // the note is written later
    killed.kill();

    Client next = client();
    List<Long> after = next.deliver(5_000);

    assertThat(after).doesNotContainAnyElementsOf(before).hasSize(2_000 - before.size());
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(1_300, 1_300, 0, 0, 1_300));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  @Test
  void powerFailure_losesNothingThatWasUnsettledForLongerThanTheSync() throws Exception {
    Client client = new Client(MEMORY, DISK, Duration.ofMillis(20));
    client.emitAllOf(500, 200);
    client.awaitWritten(500);
    long written = client.outbox.diskBytes();
    await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> disk.forced() >= written);
    client.kill();

    failPower();

    assertThat(client().deliver(1_000)).containsExactlyInAnyOrder(numbers(1, 500));
  }

  @Test
  void aSyncOfZero_forcesBeforeAnythingIsSent() throws Exception {
    Client client = new Client(MEMORY, DISK, Duration.ZERO);
    client.emitAllOf(20, 200);
    assertThat(client.outbox.next(LONG)).isPresent();
    client.kill();

    failPower();

    assertThat(client().deliver(100)).isNotEmpty();
  }

  @Test
  void aCorruptRecord_isNeverDelivered_andIsCounted() throws Exception {
    Client killed = client();
    killed.emitAllOf(100, 200);
    killed.awaitWritten(225);
    killed.kill();
    flip(segments().get(0), 4 + 10 * (8 + 13 + 4 + 200) + 100);

    Client next = client();

    assertThat(next.deliver(1_000)).hasSize(99).doesNotContain(11L);
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(100, 99, 0, 1, 100));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
  }

  @Test
  void whatIsNotWrittenWhenTheProcessIsKilled_isDelivered() throws Exception {
    disk.fill();
    Client killed = client();
    killed.emit(10, 200);
    killed.kill();
    assertThat(diskBytes()).isZero();
    disk.makeRoom();

    Client next = client();

    assertThat(next.deliver(100)).containsExactly(numbers(1, 10));
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(10, 10, 0, 0, 10));
    assertThat(next.outbox.takeFound()).containsExactly(new Outbox.Found(killed.name, 10, 0));
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void aFullSpool_losesNothingToAKill() throws Exception {
    Client killed = new Client(MEMORY, 128 * 1024, Duration.ofMillis(50));
    killed.fillUp(128 * 1024);
    List<Long> before = killed.deliver(50);
    long dropped = killed.ledger.counts().dropped();
    assertThat(dropped).isPositive();
    killed.kill();

    Client next = client();
    List<Long> after = next.deliver(10_000);

    TreeSet<Long> delivered = new TreeSet<>(before);
    delivered.addAll(after);
    assertThat(delivered).hasSize((int) (killed.ledger.counts().accepted() - dropped));
    assertThat(next.ledger.counts().dropped()).isZero();
    assertThat(next.closings).as("the last ones were dropped").containsExactly(closing(killed));
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  @Test
  void onAFullDisk_whatIsDeliveredFromMemory_isNotTakenForLost() throws Exception {
    disk.fill();
    Client killed = client();
    for (int i = 0; i < 20; i++) {
      killed.emitAllOf(100, 200);
      assertThat(killed.deliver(100)).hasSize(100);
    }
    killed.emitAllOf(5, 200);
    killed.kill();
    disk.makeRoom();

    Client next = client();
    next.deliver(10_000);

    assertThat(next.ledger.counts().dropped()).isZero();
    assertThat(next.ledger.counts().recovered()).isBetween(5L, 205L);
  }

  @Test
  void withoutSharedMemory_whatIsWrittenIsDelivered_andTheRestIsAsTheNotesTell() throws Exception {
    shared = shared.resolve("none");
    Client killed = client();
    killed.emitAllOf(2_000, 200);
    killed.awaitWritten(4_500);
    killed.kill();

    Client next = client();

    assertThat(next.deliver(5_000)).containsExactly(numbers(1, 2_000));
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(2_000, 2_000, 0, 0, 2_000));
  }

  @Test
  void whenTheMachineWentDown_whatIsOnDiskIsDelivered() throws Exception {
    Client killed = client();
    killed.emitAllOf(100, 200);
    killed.awaitWritten(225);
    killed.kill();
    failPowerOfMemory();

    Client next = client();

    assertThat(next.deliver(500)).containsExactly(numbers(1, 100));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void whatIsLost_isNotCountedAgainByTheNextHeir_norIsWhatTheFirstDelivered() throws Exception {
    Client killed = client();
    killed.emitAllOf(3_000, 200);
    killed.awaitWritten(6_000);
    killed.kill();
    flip(segments().get(0), 4 + 10 * (8 + 13 + 4 + 200) + 100);
    Client heir = client();
    List<Long> first = heir.deliver(2_900);
    assertThat(heir.ledger.counts().dropped()).isEqualTo(1);
    assertThat(heir.outbox.takeFound()).containsExactly(new Outbox.Found(killed.name, 2_999, 1));
    heir.kill();

    Client next = client();
    List<Long> second = next.deliver(10_000);

    assertThat(next.ledger.counts().dropped()).isZero();
    TreeSet<Long> delivered = new TreeSet<>(first);
    delivered.addAll(second);
    assertThat(delivered).hasSize(2_999);
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  @Test
  void anHeirThatIsKilledAfterItDeletedSegments_leavesNothingThatLooksLost() throws Exception {
    Client killed = new Client(1024 * 1024, 1024 * 1024, Duration.ofMillis(50));
    killed.emitAllOf(3_000, 200);
    killed.awaitWritten(6_000);
    killed.kill();
    long segmentsBefore = segments().size();
    assertThat(segmentsBefore).isGreaterThan(3);
    Client heir = client();
    List<Long> first = heir.deliver(2_000);
    await().atMost(LONG).until(() -> segments().size() < segmentsBefore);
    heir.kill();

    Client next = client();
    List<Long> second = next.deliver(10_000);

    assertThat(next.ledger.counts().dropped()).isZero();
    TreeSet<Long> delivered = new TreeSet<>(first);
    delivered.addAll(second);
    assertThat(delivered).containsExactly(numbers(1, 3_000));
  }

  @Test
  void aRingThatTheDiskCannotTake_isDeliveredFromWhereItIs() throws Exception {
    disk.fill();
    Client killed = client();
    killed.emit(100, 200);
    killed.kill();

    Client next = client();

    assertThat(next.deliver(1)).containsExactly(1L);
    assertThat(next.outbox.diskBytes()).isZero();
    assertThat(next.deliver(1_000)).containsExactly(numbers(2, 100));
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(100, 100, 0, 0, 100));
    assertThat(next.outbox.takeFound()).containsExactly(new Outbox.Found(killed.name, 100, 0));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void aRingThatTheDiskCannotTake_isDeliveredBesideTheSegmentsOfItsOwner() throws Exception {
    Client killed = client();
    killed.emitAllOf(500, 200);
    killed.awaitWritten(1_125);
    disk.fill();
    killed.emit(50, 200);
    killed.kill();
    long accepted = killed.ledger.counts().accepted();

    Client next = client();

    assertThat(next.deliver(1_000)).containsExactly(numbers(1, accepted));
    assertThat(next.ledger.counts())
        .isEqualTo(new Ledger.Counts(accepted, accepted, 0, 0, accepted));
  }

  @Test
  void anHeirThatIsKilledWhileItDeliversFromARing_leavesTheRest_andNothingIsCountedTwice()
      throws Exception {
    disk.fill();
    Client killed = client();
    killed.emit(100, 200);
    killed.kill();
    Client heir = client();
    List<Long> first = heir.deliver(40);
    heir.emit(5, 200);
    heir.kill();

    Client next = client();
    List<Long> second = next.deliver(1_000);

    assertThat(first).containsExactly(numbers(1, 40));
    assertThat(second).contains(numbers(41, 100));
    assertThat(next.ledger.counts().dropped()).isZero();
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void anHeirThatEndsWhileItDeliversFromARing_leavesWhatIsNotDelivered() throws Exception {
    disk.fill();
    Client killed = client();
    killed.emit(100, 200);
    killed.kill();
    Client heir = client();
    assertThat(heir.deliver(40)).hasSize(40);
    assertThat(heir.outbox.end(LONG)).isEqualTo(new Outbox.Remainder(60, List.of()));

    Client next = client();

    assertThat(next.deliver(1_000)).containsExactly(numbers(41, 100));
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(60, 60, 0, 0, 60));
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void aDamagedEventInARing_isCountedAsDropped_andEndsWhatCanBeReadThere() throws Exception {
    disk.fill();
    Client killed = client();
    killed.emit(100, 200);
    killed.kill();
    try (Stream<Path> rings = Files.list(shared)) {
      flip(rings.findFirst().orElseThrow(), Ring.RECORDS_AT + 50 * 240 + 100);
    }

    Client next = client();
    List<Long> delivered = next.deliver(1_000);

    assertThat(delivered).isNotEmpty().hasSizeLessThan(100).doesNotHaveDuplicates();
    assertThat(next.ledger.counts())
        .isEqualTo(new Ledger.Counts(100, delivered.size(), 0, 100 - delivered.size(), 100));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
  }

  @Test
  void aClientWhoseLastEventsWereDropped_tellsHowFarItHadCounted() throws Exception {
    Client client = client();
    client.emit(1, 100);
    client.emit(1, (int) MEMORY);
    client.deliver(1);
    client.outbox.close();

    QueuedEvent closing = client.tellEnd();

    assertThat(client.ledger.awaitSettled(Duration.ZERO)).as("it is waited for").isFalse();
    assertThat(client.outbox.next(LONG)).contains(closing);
    client.outbox.settle(closing);
    assertThat(client.ledger.awaitSettled(LONG)).isTrue();
    assertThat(client.outbox.end(LONG)).isEqualTo(new Outbox.Remainder(0, List.of()));
    assertThat(files()).isEmpty();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void whatNobodyCouldBeToldAtTheEnd_theNextClientTells() throws Exception {
    Client client = client();
    client.emit(1, 100);
    client.emit(1, (int) MEMORY);
    client.deliver(1);
    client.outbox.close();
    client.tellEnd();
    assertThat(client.outbox.end(LONG)).isEqualTo(new Outbox.Remainder(0, List.of()));

    Client next = client();
    assertThat(next.deliver(1)).isEmpty();

    assertThat(next.closings).containsExactly(closing(client));
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(0, 0, 0, 0, 0));
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  @Test
  void ofAClientWithoutRoomForAnyEvent_theNextClientTellsToo() throws Exception {
    Client client = client();
    client.emit(3, (int) MEMORY);
    client.outbox.close();
    client.tellEnd();
    client.outbox.end(LONG);

    Client next = client();
    QueuedEvent closing = next.outbox.next(LONG).orElseThrow();

    assertThat(closing.isClosing()).isTrue();
    assertThat(closing.sequence()).isEqualTo(4);
    assertThat(EventAvro.decode(closing.avro()).job()).isEqualTo(JOB);
  }

  @Test
  void whoseLastEventIsRefusedAfterTheKill_isToldTo() throws Exception {
    Client killed = client();
    killed.emit(5, 100);
    killed.kill();

    Client next = client();
    assertThat(next.deliver(4)).hasSize(4);
    QueuedEvent last = next.outbox.next(LONG).orElseThrow();
    last.refuse();
    next.ledger.settleRecovered(0, 1, 0);
    next.outbox.settle(last);
    next.deliver(1);

    assertThat(next.closings).containsExactly(closing(killed));
    next.outbox.end(LONG);
    assertThat(files()).isEmpty();
  }

  @Test
  void ofAKilledClientWhoseLastEventIsRefused_theClosingRecordDoesNotRepeatIt() throws Exception {
    Client killed = client();
    LineageEvent event =
        LineageEvent.builder(EventType.INGEST)
            .eventId(UUID.randomUUID())
            .eventTime(Instant.now())
            .producer("https://git.example/x@1")
            .job(JOB)
            .run("r1")
            .outputs(List.of(Output.of(Asset.of(AssetKind.DATASET, "lab", "raw", "1"))))
            .build();
    killed.outbox.offer(new byte[4], EventAvro.encode(event));
    killed.kill();

    Client next = client();
    QueuedEvent last = next.outbox.next(LONG).orElseThrow();
    last.refuse();
    next.ledger.settleRecovered(0, 1, 0);
    next.outbox.settle(last);

    QueuedEvent closing = next.outbox.next(LONG).orElseThrow();
    assertThat(closing.isClosing()).isTrue();
    assertThat(EventAvro.decode(closing.avro()).type()).isEqualTo(EventType.RETRACT);
    assertThat(EventAvro.decode(closing.avro()).job()).isEqualTo(JOB);
  }

  @Test
  void whoseLastEventTurnsOutToBeUnreadable_isToldTo() throws Exception {
    Client killed = client();
    killed.emitAllOf(3_000, 200);
    killed.awaitWritten(6_000);
    killed.kill();
    Client next = client();
    List<Long> delivered = next.deliver(1);
    Path segment = segments().get(segments().size() - 1);
    flip(segment, Files.size(segment) - 100);

    delivered.addAll(next.deliver(10_000));

    assertThat(delivered).hasSize(2_999);
    assertThat(next.closings).containsExactly(closing(killed));
  }

  @Test
  void aClosingRecordThatWasNotAcknowledged_isSentByTheNextHeir() throws Exception {
    Client killed = client();
    killed.emit(1, 100);
    killed.deliver(1);
    killed.emit(1, (int) MEMORY);
    killed.kill();
    Client heir = client();
    assertThat(heir.outbox.next(LONG).orElseThrow().isClosing()).isTrue();
    heir.kill();

    Client next = client();
    next.deliver(1);

    assertThat(next.closings).containsExactly(closing(killed));
  }

  @Test
  void ofAnyNumberOfKilledClients_littleStaysInSharedMemory() throws Exception {
    for (int i = 0; i < 20; i++) {
      Client killed = client();
      killed.emit(5, 100);
      killed.outbox.next(Duration.ZERO); // takes over what the previous client left
      killed.kill();
    }
    long bytes = 0;
    try (Stream<Path> rings = Files.list(shared)) {
      for (Path ring : rings.toList()) {
        bytes += Files.size(ring);
      }
    }
    assertThat(bytes).isLessThan(20 * Ring.bytes(1_000) + Ring.bytes(MEMORY));

    Client next = client();
    assertThat(next.deliver(1_000)).hasSize(100);
    assertThat(next.ledger.counts()).isEqualTo(new Ledger.Counts(100, 100, 0, 0, 100));
  }

  @Test
  void whoseLastEventIsStillToBeDelivered_needsNoClosingRecord() throws Exception {
    Client killed = client();
    killed.emit(5, 100);
    killed.kill();

    Client next = client();

    assertThat(next.deliver(100)).hasSize(5);
    assertThat(next.closings).isEmpty();
  }

  @Test
  void aRecordThatWasCutOff_endsTheSegmentAndHarmsNothingBeforeIt() throws Exception {
    Client killed = client();
    killed.emitAllOf(100, 200);
    killed.awaitWritten(225);
    killed.kill();
    Path segment = segments().get(0);
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(file.length() - 50);
    }

    Client next = client();

    assertThat(next.deliver(1_000)).containsExactly(numbers(1, 99));
    assertThat(next.ledger.counts().dropped()).isEqualTo(1);
  }

  @Test
  void aLengthThatCannotBe_isNotBelieved() throws Exception {
    Client killed = client();
    killed.emitAllOf(100, 200);
    killed.awaitWritten(225);
    killed.kill();
    flip(segments().get(0), 4 + 10 * (8 + 13 + 4 + 200));

    Client next = client();

    assertThat(next.deliver(1_000)).containsExactly(numbers(1, 10));
    assertThat(next.ledger.awaitSettled(LONG)).isTrue();
  }
}
