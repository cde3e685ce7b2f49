package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.query.freshness.Applied;
import dev.headwater.query.freshness.Stale;
import dev.headwater.query.peer.Copy;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.OneTask;
import dev.headwater.stream.Progress;
import dev.headwater.stream.ProgressOfTask;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.StateFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows which copies are read, and what is said of them. */
class StandbyCopiesTest {
  private static final int PARTITION = 3;
  private static final TopicPartition CHANGELOG = new TopicPartition("app-graph-changelog", 3);
  private static final Asset DATA = Asset.parse("dataset:lab:data@1");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final KeyValueStore<Bytes, byte[]> rows = Stores.inMemoryKeyValueStore("rows").get();
  private final Progress progress = new Progress();
  private final CopyPositions positions = new CopyPositions(System::nanoTime);
  private final FakeOffsets offsets = new FakeOffsets();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private Optional<ReadOnlyKeyValueStore<Bytes, byte[]>> store = Optional.of(rows);
  private Runnable whileTheStoreIsLookedUp = () -> {};

  private final StandbyCopies copies =
      new StandbyCopies(
          partition -> {
            whileTheStoreIsLookedUp.run();
            return store;
          },
          new StreamCodec((subject, schema) -> 1, id -> "", TopicNames.DEFAULT),
          progress,
          Policy.DEFAULT,
          positions,
          TopicNames.DEFAULT,
          offsets,
          new ChangelogTail(consumer));

  private static final class FakeOffsets implements StandbyCopies.Offsets {
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long end;
    private boolean away;
    private Runnable betweenTheTwo = () -> {};

    @Override
    public Map<TopicPartition, Long> committed() throws TimeoutException {
      if (away) {
        throw new TimeoutException();
      }
      Map<TopicPartition, Long> read = Map.copyOf(committed);
      betweenTheTwo.run();
      return read;
    }

    @Override
    public Map<TopicPartition, Long> ends(Set<TopicPartition> changelogs) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      changelogs.forEach(one -> ends.put(one, end));
      return ends;
    }
  }

  @AfterEach
  void close() {
    copies.close();
  }

  /** The owner commits, and the changelog ends here by then. */
  private void committed(long events, long graph, long end) {
    offsets.committed.put(new TopicPartition("headwater.events", PARTITION), events);
    offsets.committed.put(new TopicPartition("headwater.graph", PARTITION), graph);
    offsets.end = end;
    consumer.updateBeginningOffsets(Map.of(CHANGELOG, 0L));
    consumer.updateEndOffsets(Map.of(CHANGELOG, end));
  }

  private void begin(long from) {
    positions.onUpdateStart(CHANGELOG, GraphTopology.STORE, from);
  }

  private void loaded(long lastOffset) {
    positions.onBatchLoaded(
        CHANGELOG, GraphTopology.STORE, new TaskId(0, 3), lastOffset, 1, lastOffset + 1);
  }

  private Optional<Copy> copy() {
    return copies.apply(PARTITION);
  }

  @Test
  void copy_isReadOnlyWhenItIsKnownWhatItReflects() {
    begin(0);
    assertThat(copy()).isEmpty();
    committed(5, 6, 10);
    copies.look();
    assertThat(copy()).isEmpty();

    loaded(9);

    Copy known = copy().orElseThrow();
    assertThat(known.reads().applied()).isEqualTo(new Applied(5, 6));
    assertThat(known.stale().behindOffsets()).isZero();
  }

  /** What is committed between the two questions may be before that end, and is not counted. */
  @Test
  void offsets_areThoseBeforeTheEnd() {
    begin(0);
    committed(5, 6, 10);
    offsets.betweenTheTwo = () -> committed(7, 8, 12);
    copies.look();
    loaded(9);
    assertThat(copy()).isEmpty(); // the end is that of the later commit
    loaded(11);

    assertThat(copy().orElseThrow().reads().applied()).isEqualTo(new Applied(5, 6));
  }

  @Test
  void copyFallsBehind_andSaysSo() {
    begin(0);
    committed(5, 6, 10);
    copies.look();
    loaded(9);
    committed(9, 9, 30);
    copies.look();

    Copy known = copy().orElseThrow();
    assertThat(known.reads().applied()).isEqualTo(new Applied(5, 6));
    assertThat(known.stale().behindOffsets()).isEqualTo(20);
  }

  @Test
  void brokerThatDoesNotAnswer_leavesTheLagGrowing() {
    begin(10);
    committed(5, 6, 10);
    copies.look();
    Stale before = copy().orElseThrow().stale();
    offsets.away = true;

    long until = System.nanoTime() + 5_000_000;
    while (System.nanoTime() < until) {
      copies.look();
    }

    assertThat(copy().orElseThrow().stale().behindMillis()).isGreaterThan(before.behindMillis());
  }

  /** Markers of transactions take offsets, and no copy ever loads them. */
  @Test
  void markersAtTheEnd_areLookedThrough_onceTheCopyStandsStill() {
    begin(10);
    committed(5, 6, 12);
    copies.look();
    assertThat(copy()).isEmpty();

    // The mock has no markers, so a consumer at the end stands for one that has passed them.
    consumer.schedulePollTask(() -> consumer.seek(CHANGELOG, 12));
    copies.look();

    assertThat(copy().orElseThrow().stale().behindOffsets()).isZero();
  }

  @Test
  void recordBeforeTheEnd_isNotLookedThrough() {
    begin(10);
    committed(5, 6, 12);
    copies.look();
    consumer.schedulePollTask(
        () -> consumer.addRecord(new ConsumerRecord<>(CHANGELOG.topic(), 3, 10, null, null)));
    copies.look();

    assertThat(copy()).isEmpty();
  }

  @Test
  void partitionOfThisInstance_isNoCopy() {
    begin(10);
    committed(5, 6, 10);
    copies.look();
    assertThat(copy()).isPresent();

    ProgressOfTask.begin(progress, PARTITION);

    assertThat(copy()).isEmpty();
  }

  /** An instance of another version owns the partition during an update. */
  @Test
  void copyInAnotherFormat_isNotRead() {
    begin(10);
    committed(5, 6, 10);
    copies.look();
    for (int format : new int[] {StateFormat.VERSION - 1, StateFormat.VERSION + 1}) {
      rows.put(
          Bytes.wrap(new byte[] {'V'}), ByteBuffer.allocate(Integer.BYTES).putInt(format).array());
      assertThat(copy()).as("format %d", format).isEmpty();
    }
    rows.put(
        Bytes.wrap(new byte[] {'V'}),
        ByteBuffer.allocate(Integer.BYTES).putInt(StateFormat.VERSION).array());
    assertThat(copy()).isPresent();
    rows.delete(Bytes.wrap(new byte[] {'V'}));
    rows.put(Bytes.wrap(new byte[] {'N'}), new byte[0]);
    assertThat(copy()).as("rows that do not say").isEmpty();
  }

  @Test
  void copyThatIsPromotedWhileItsStoreIsLookedUp_isNotRead() {
    begin(10);
    committed(5, 6, 10);
    copies.look();
    whileTheStoreIsLookedUp = () -> ProgressOfTask.begin(progress, PARTITION);

    assertThat(copy()).isEmpty();
  }

  @Test
  void copyThatBeginsAnewWhileItsStoreIsLookedUp_isNotRead() {
    begin(10);
    committed(5, 6, 10);
    copies.look();
    whileTheStoreIsLookedUp =
        () -> {
          begin(0);
          positions.note(PARTITION, new Applied(5, 6), 0, 0);
        };

    assertThat(copy()).isEmpty();
  }

  @Test
  void storeThatIsClosed_isNotRead() {
    begin(10);
    committed(5, 6, 10);
    copies.look();
    store = Optional.empty();

    assertThat(copy()).isEmpty();
  }

  /** Its rows are then older than what was known of the copy. */
  @Test
  void promotedCopyWhoseTaskRestoresAnew_isNotRead() {
    begin(0);
    committed(5, 6, 10);
    copies.look();
    loaded(9);
    positions.onUpdateSuspended(CHANGELOG, GraphTopology.STORE, 9, 10, SuspendReason.PROMOTED);
    positions.onRestoreStart(CHANGELOG, GraphTopology.STORE, 10, 12);
    assertThat(copy()).isPresent();

    positions.onRestoreStart(CHANGELOG, GraphTopology.STORE, 0, 12);

    assertThat(copy()).isEmpty();
  }

  @Test
  void rowsOfACopy_areRead() {
    try (OneTask owner = new OneTask(Policy.DEFAULT, NOW)) {
      owner.send(
          OneTask.event(EventType.INGEST, NOW).outputs(List.of(OneTask.output(DATA))).build(), NOW);
      owner.eachRow(rows::put);
    }
    begin(10);
    committed(5, 6, 10);
    copies.look();

    assertThat(copy().orElseThrow().reads().state(DATA)).isPresent();
    assertThat(copy().orElseThrow().reads().assets("", 10)).containsExactly(DATA);
  }

  @Test
  void committedOfOtherTopics_countsAsNothing() {
    begin(10);
    offsets.committed.put(new TopicPartition("headwater.events", PARTITION + 1), 99L);
    offsets.end = 10;
    copies.look();

    assertThat(copy().orElseThrow().reads().applied()).isEqualTo(new Applied(0, 0));
  }
}
