package dev.headwater.quarantine;

import static dev.headwater.quarantine.FakeQuarantine.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how quarantined records are listed, sent again and discarded, and what a crash leaves. */
class QuarantineTest {
  private static final Filter OPEN = new Filter("", "", Set.of(Status.OPEN, Status.UNKNOWN));
  private static final Filter ALL = new Filter("", "", Set.of());

  private final FakeQuarantine topic = new FakeQuarantine(3);
  private final Quarantine quarantine = topic.quarantine();

  private RecordId refused(int partition, String content, String reason) {
    return topic.refuse(partition, "events", topic.size(), bytes(content), reason);
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(item -> item.id().toString()).toList();
  }

  private List<Item> listed(Filter filter) {
    QuarantinePage page = quarantine.list(filter, "", 1_000);
    assertThat(page.complete()).isTrue();
    assertThat(page.next()).isEmpty();
    return page.items();
  }

  private Item item(RecordId id) {
    return quarantine.show(id).orElseThrow().item();
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Test
  void list_isOldestFirst_overAllPartitions() {
    refused(1, "a", "one");
    refused(0, "b", "two");
    refused(1, "c", "three");

    assertThat(ids(listed(OPEN))).containsExactly("1-0", "0-0", "1-1");
  }

  @Test
  void filter_selectsByTopicReasonAndStatus() {
    RecordId one = refused(0, "a", "job.name: is BLANK");
    topic.refuse(0, "openlineage", 4, bytes("b"), "is blank");
    RecordId gone = refused(0, "c", "other");
    quarantine.discard(gone, "ada", "a test");

    assertThat(ids(listed(new Filter("events", "Is Blank", Set.of())))).containsExactly("0-0");
    assertThat(ids(listed(OPEN))).containsExactly("0-0", "0-1");
    assertThat(ids(listed(new Filter("", "", Set.of(Status.DISCARDED))))).containsExactly("0-2");
    assertThat(item(one).status()).isEqualTo(Status.OPEN);
  }

  @Test
  void replay_sendsTheRecordAsItCame_andItArrivesNow() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("headwater-sequence", bytes("9"));
    RecordId id = topic.refuse(2, "events", 5, "key", bytes("content"), "why", headers);

    Item done = quarantine.replay(id, "ada").orElseThrow();

    assertThat(done.status()).isEqualTo(Status.REPLAYED);
    ProducerRecord<byte[], byte[]> sent = topic.sent.get(0);
    assertThat(topic.sent).hasSize(1);
    assertThat(sent.topic()).isEqualTo("events");
    assertThat(sent.key()).isEqualTo(bytes("key"));
    assertThat(sent.value()).isEqualTo(bytes("content"));
    assertThat(sent.timestamp()).isNull();
    assertThat(sent.partition()).isNull();
    assertThat(header(sent, "headwater-sequence")).isEqualTo("9");
    assertThat(header(sent, "headwater.replay.of")).isEqualTo("2-0");
    assertThat(header(sent, "headwater.replay.count")).isEqualTo("1");
    assertThat(header(sent, "headwater.reason")).isEmpty();
    assertThat(listed(OPEN)).isEmpty();
    // Said as it is kept, to the millisecond.
    assertThat(done.mark())
        .contains(new Mark(id, Mark.What.REPLAYED, FakeQuarantine.NOW, "ada", ""));
    assertThat(item(id).mark()).isEqualTo(done.mark());
  }

  @Test
  void replay_again_sendsNothing() {
    RecordId id = refused(0, "a", "why");
    quarantine.replay(id, "ada");

    assertThat(quarantine.replay(id, "bob").orElseThrow().mark().orElseThrow().by())
        .isEqualTo("ada");
    assertThat(topic.sent).hasSize(1);
  }

  @Test
  void commandsTopic_isNoDestination_becauseAConflictIsAnEvent() {
    quarantine.replay(topic.refuse(0, "graph", 3, bytes("e"), "conflict"), "ada");
    RecordHeaders rekeyed = new RecordHeaders();
    rekeyed.add("headwater.rekeyed", new byte[0]);
    quarantine.replay(
        topic.refuse(0, "openlineage", 3, "run:1", bytes("{}"), "bad", rekeyed), "ada");

    assertThat(topic.sent)
        .extracting(ProducerRecord::topic)
        .containsExactly("events", "openlineage");
    assertThat(topic.sent.get(1).headers().lastHeader("headwater.rekeyed")).isNull();
  }

  @Test
  void recordOfAForeignTopic_orOneThatIsNoEvent_isNotSent() {
    RecordId foreign = topic.refuse(0, "payments", 3, bytes("e"), "why");
    RecordHeaders proceed = new RecordHeaders();
    proceed.add("headwater.proceed", bytes("run:1"));
    RecordId noEvent = topic.refuse(0, "openlineage", 3, "run:1", new byte[0], "bad", proceed);

    for (RecordId id : List.of(foreign, noEvent)) {
      assertThatThrownBy(() -> quarantine.replay(id, "ada"))
          .isInstanceOf(QuarantineException.Refused.class)
          .hasMessageContaining("can only be discarded");
    }
    assertThat(topic.sent).isEmpty();
    assertThat(listed(OPEN)).hasSize(2);
  }

  @Test
  void refusedAgain_theNewRecordNamesTheOldOne_andTheListDoesNotGrow() {
    topic.refusal = record -> Optional.of("eventId: is taken");
    RecordId id = refused(0, "a", "eventId: is taken");
    refused(1, "b", "another");

    for (int i = 0; i < 5; i++) {
      List<Item> open = listed(new Filter("", "is taken", Set.of(Status.OPEN)));
      assertThat(open).hasSize(1);
      assertThat(open.get(0).entry().replays()).isEqualTo(i);
      quarantine.replay(open.get(0).id(), "ada");
    }

    assertThat(listed(OPEN)).hasSize(2);
    Item first = item(id);
    assertThat(first.status()).isEqualTo(Status.REPLAYED);
    Item next = item(first.returnedAs().orElseThrow());
    assertThat(next.entry().replayOf()).contains(id);
  }

  @Test
  void crashBetweenSendingAndMarking_leavesItOpen_andASecondReplayEndsIt() {
    RecordId id = refused(0, "a", "why");
    topic.failing = record -> record.topic().equals(FakeQuarantine.TOPIC);
    assertThatThrownBy(() -> quarantine.replay(id, "ada"))
        .isInstanceOf(QuarantineException.Away.class)
        .hasMessageContaining("was sent again, but the mark of it was not");
    topic.failing = record -> false;

    assertThat(item(id).status()).isEqualTo(Status.OPEN);
    quarantine.replay(id, "ada");
    assertThat(item(id).status()).isEqualTo(Status.REPLAYED);
    assertThat(topic.sent).hasSize(2);
    assertThat(topic.sent.get(0).value()).isEqualTo(topic.sent.get(1).value());
  }

  @Test
  void crashAfterSending_ofARecordThatComesBack_isSeenByItsSuccessor() {
    topic.refusal = record -> Optional.of("eventId: is taken");
    RecordId id = refused(0, "a", "eventId: is taken");
    topic.failing = record -> record.topic().equals(FakeQuarantine.TOPIC);
    assertThatThrownBy(() -> quarantine.replay(id, "ada"))
        .isInstanceOf(QuarantineException.Away.class);

    assertThat(item(id).status()).isEqualTo(Status.REPLAYED);
    assertThat(ids(listed(OPEN))).containsExactly("0-1");
  }

  @Test
  void twoReplaysAtTheSameTime_bringOneRecordBack() {
    topic.refusal = record -> Optional.of("eventId: is taken");
    RecordId id = refused(0, "a", "eventId: is taken");
    AtomicBoolean raced = new AtomicBoolean();
    // The first one has read that the record is open when the other one runs.
    topic.failing =
        record -> {
          if (record.topic().equals("events") && raced.compareAndSet(false, true)) {
            topic.quarantine().replay(id, "bob");
          }
          return false;
        };
    quarantine.replay(id, "ada");

    assertThat(topic.sent).hasSize(2);
    assertThat(listed(OPEN)).hasSize(1);
    Item returned = listed(OPEN).get(0);
    assertThat(returned.copies()).hasSize(1);
    quarantine.discard(returned.copies().get(0), "ada", "a test");
    assertThat(listed(OPEN)).isEmpty();
  }

  @Test
  void sameRecordAfterAReset_isACopy_andStaysDone() {
    RecordId id = topic.refuse(0, "events", 77, bytes("a"), "why");
    quarantine.replay(id, "ada");
    RecordId again = topic.refuse(0, "events", 77, bytes("a"), "why");
    RecordId other = topic.refuse(0, "events", 77, bytes("b"), "of a topic that was made anew");

    assertThat(ids(listed(OPEN))).containsExactly(other.toString());
    assertThat(item(id).copies()).containsExactly(again);
    assertThat(item(again).status()).isEqualTo(Status.REPLAYED);
  }

  @Test
  void discard_needsNoSecondTime_andTheFirstReasonStands() {
    RecordId id = refused(1, "a", "why");
    quarantine.discard(id, "ada", "not ours");
    int size = topic.size();

    Item again = quarantine.discard(id, "bob", "another").orElseThrow();

    assertThat(again.mark().orElseThrow().reason()).isEqualTo("not ours");
    assertThat(topic.size()).isEqualTo(size);
    assertThat(topic.quarantine().show(id).orElseThrow().item().status())
        .as("as another instance sees it")
        .isEqualTo(Status.DISCARDED);
  }

  @Test
  void discard_isTakenBackByAReplay_andAReplayByNothing() {
    RecordId id = refused(0, "a", "why");
    quarantine.discard(id, "ada", "a mistake");
    quarantine.replay(id, "ada");

    assertThat(item(id).status()).isEqualTo(Status.REPLAYED);
    assertThatThrownBy(() -> quarantine.discard(id, "ada", "too late"))
        .isInstanceOf(QuarantineException.Refused.class)
        .hasMessageContaining("was sent again");
    assertThat(item(id).status()).isEqualTo(Status.REPLAYED);
  }

  @Test
  void mark_isInThePartitionOfItsRecord_behindIt() {
    RecordId id = refused(2, "a", "why");
    quarantine.discard(id, "ada", "a test");

    assertThat(topic.row(new RecordId(2, 1)).headers().lastHeader("headwater.mark.of").value())
        .isEqualTo(bytes("2-0"));
    topic.deleteBefore(2, 1);
    assertThat(listed(ALL)).isEmpty();
    assertThat(quarantine.show(id)).isEmpty();
    assertThat(quarantine.show(new RecordId(2, 1))).as("a mark is no record").isEmpty();
  }

  @Test
  void foreignHeaders_neitherMarkARecordNorHideIt() {
    RecordId id = refused(0, "a", "why");
    RecordHeaders forged = new RecordHeaders();
    forged.add("headwater.mark.of", bytes("0-0"));
    forged.add("headwater.mark.what", bytes("DISCARDED"));
    forged.add("headwater.replay.of", bytes("0-0"));
    topic.refuse(0, "events", 9, "k", bytes("another content"), "why", forged);
    RecordHeaders elsewhere = new RecordHeaders();
    elsewhere.add("headwater.mark.of", bytes("0-0"));
    elsewhere.add("headwater.mark.what", bytes("DISCARDED"));
    topic.append(1, 0, null, null, elsewhere);

    assertThat(item(id).status()).isEqualTo(Status.OPEN);
    assertThat(listed(OPEN)).hasSize(2);
  }

  @Test
  void replayAll_sendsTheOpenOnesThatMatch_once_inTheirOrder() {
    topic.refusal = record -> Optional.of("schema: unknown");
    for (int i = 0; i < 7; i++) {
      refused(i % 3, "c" + i, i == 4 ? "other" : "schema: unknown");
    }
    quarantine.discard(new RecordId(0, 0), "ada", "a test");

    Replayed first = quarantine.replayAll("events", "SCHEMA", 4, "ada");

    assertThat(first.more()).isTrue();
    assertThat(first.complete()).isTrue();
    assertThat(topic.sent)
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("c1", "c2", "c3", "c5");
    assertThat(first.records()).allMatch(one -> one.problem().isEmpty());
    assertThat(quarantine.replayAll("events", "other", 4, "ada").more()).isFalse();
  }

  @Test
  void replayAll_goesOnAfterOneThatCannotBeSent() {
    refused(0, "a", "why");
    topic.refuse(0, "payments", 3, bytes("b"), "why");
    refused(0, "c", "why");

    Replayed done = quarantine.replayAll("", "", 10, "ada");

    assertThat(topic.sent).hasSize(2);
    assertThat(done.records())
        .filteredOn(one -> !one.problem().isEmpty())
        .singleElement()
        .satisfies(one -> assertThat(one.id()).isEqualTo(new RecordId(0, 1)));
    assertThat(ids(listed(OPEN))).containsExactly("0-1");
  }

  @Test
  void kafkaAway_isSaid_andNothingIsListed() {
    RecordId id = refused(0, "a", "why");
    topic.away = true;

    assertThatThrownBy(() -> quarantine.list(OPEN, "", 10))
        .isInstanceOf(QuarantineException.Away.class);
    assertThatThrownBy(() -> quarantine.show(id)).isInstanceOf(QuarantineException.Away.class);
    topic.away = false;
    assertThat(quarantine.list(OPEN, "", 10).items()).as("the turns were given back").hasSize(1);
    topic.failing = record -> true;
    assertThatThrownBy(() -> quarantine.replay(id, "ada"))
        .isInstanceOf(QuarantineException.Away.class)
        .hasMessageContaining("may not have been sent");
    assertThat(item(id).status()).isEqualTo(Status.OPEN);
  }

  @Test
  void scanThatReturnsNothingInTime_isAnError_andNoEmptyList() {
    refused(0, "a", "why");
    topic.recordsAPoll = 0;
    topic.beforePoll = () -> topic.nanos += FakeQuarantine.LIMITS.time().toNanos();

    assertThatThrownBy(() -> quarantine.list(OPEN, "", 10))
        .isInstanceOf(QuarantineException.Away.class)
        .hasMessageContaining("returned nothing");
  }

  /** What a scan is bounded in. */
  enum Bound {
    RECORDS,
    BYTES,
    KEPT,
    TIME
  }

  private Quarantine bounded(Bound bound) {
    ScanLimits most = FakeQuarantine.LIMITS;
    topic.recordsAPoll = 3;
    topic.beforePoll = () -> topic.nanos += bound == Bound.TIME ? most.time().toNanos() / 2 : 0;
    return topic.quarantine(
        new ScanLimits(
            bound == Bound.RECORDS ? 5 : most.records(),
            bound == Bound.BYTES ? 500 : most.bytes(),
            bound == Bound.KEPT ? 5 : most.kept(),
            most.time()));
  }

  @ParameterizedTest
  @EnumSource(Bound.class)
  void boundedScan_listsEverything_byItsCursor_andSaysWhatItDoesNotKnow(Bound bound) {
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      expected.add(refused(i % 3, "c" + i, "why").toString());
    }
    quarantine.discard(new RecordId(0, 0), "ada", "its mark is far behind it");
    Quarantine small = bounded(bound);

    List<String> seen = new ArrayList<>();
    String from = "";
    boolean complete = true;
    int pages = 0;
    do {
      QuarantinePage page = small.list(OPEN, from, 4);
      seen.addAll(ids(page.items()));
      complete &= page.complete();
      from = page.next();
      assertThat(++pages).isLessThan(100);
    } while (!from.isEmpty());

    boolean marksAreRead = bound == Bound.KEPT;
    if (marksAreRead) {
      expected.remove("0-0");
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(complete).isFalse();
    assertThat(small.list(OPEN, "", 1).complete()).isEqualTo(marksAreRead);
    if (!marksAreRead) {
      assertThat(small.list(OPEN, "", 1).items().get(0).status()).isEqualTo(Status.UNKNOWN);
      assertThat(small.replayAll("", "", 10, "ada").records())
          .as("what may be discarded is not sent")
          .isEmpty();
    }
  }

  @Test
  void recordInATopicThatIsTooLong_isStillShownWithItsMark() {
    RecordId id = refused(0, "a", "why");
    quarantine.discard(id, "ada", "a test");
    for (int i = 0; i < 30; i++) {
      refused(1, "c" + i, "why");
    }

    assertThat(bounded(Bound.RECORDS).show(id).orElseThrow().item().status())
        .isEqualTo(Status.DISCARDED);
  }

  @Test
  void recordWhoseMarksAreOutOfReach_isNotSent() {
    RecordId id = refused(0, "a", "why");
    for (int i = 0; i < 30; i++) {
      refused(0, "c" + i, "why");
    }

    assertThatThrownBy(() -> bounded(Bound.RECORDS).replay(id, "ada"))
        .isInstanceOf(QuarantineException.Away.class)
        .hasMessageContaining("quarantine.scan.records");
    assertThat(topic.sent).isEmpty();
  }

  /** Whatever the size of the pages and whatever arrives meanwhile, each record is listed once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void pages_listEachRecordOnce_whileOthersArrive(long seed) {
    Random random = new Random(seed);
    Set<String> before = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      before.add(refused(random.nextInt(3), "c" + i, "why").toString());
    }
    topic.recordsAPoll = 1 + random.nextInt(20);
    List<String> seen = new ArrayList<>();
    String from = "";
    do {
      QuarantinePage page = quarantine.list(ALL, from, 1 + random.nextInt(9));
      seen.addAll(ids(page.items()));
      from = page.next();
      if (random.nextBoolean()) {
        refused(random.nextInt(3), "later" + topic.size(), "why");
      }
    } while (!from.isEmpty());

    assertThat(seen).as("seed " + seed).doesNotHaveDuplicates().containsAll(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "-1", "1-", "01-2", "1-02", "1-2-3", "a-b", "1-9999999999999999999"})
  void id_ofAnotherForm_isNone(String text) {
    assertThat(RecordId.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a", "a1", "a1:2,", "a1:2;3:4", "f-1:2", "a1:2,3", "a999999:1"})
  void place_ofAnotherForm_isAnError(String text) {
    assertThatThrownBy(() -> quarantine.list(ALL, text, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
