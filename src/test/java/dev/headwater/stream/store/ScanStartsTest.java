package dev.headwater.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Seeds;
import dev.headwater.engine.Change;
import dev.headwater.engine.Timer;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.OriginKind;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;

/**
 * Shows that a task takes the first rows from the front, and that no scan starts before the rows
 * that were taken. It compares random operations with sorted sets, and records where scans start.
 */
class ScanStartsTest {

  @Test
  void takingFromTheFront_takesWhatIsFirst() {
    Seeds.forEach(300, ScanStartsTest::takeFromTheFront);
  }

  private static void takeFromTheFront(Random random) {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    ScanStarts fronts = new ScanStarts();
    GraphState state = new GraphState(store, null, fronts, new Flushes());
    GraphReader reader = new GraphReader(store, null, fronts, new Flushes());
    TreeSet<Timer> timers =
        new TreeSet<>(Comparator.comparing(timer -> Bytes.wrap(ScanStartsTest.key(timer).get())));
    TreeSet<Bytes> held = new TreeSet<>();
    List<Timer> writtenTimers = List.of();
    int writtenHeld = 0;
    for (int step = 0; step < 200; step++) {
      if (random.nextBoolean()) {
        state.shareScanStarts();
      }
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          Timer timer = timer(random.nextInt(500), random.nextInt(20));
          state.apply(new Change.PutTimer(timer));
          timers.add(timer);
        }
        case 2 -> {
          int now = random.nextInt(500);
          int limit = 1 + random.nextInt(5);
          List<Timer> due =
              timers.stream().filter(timer -> timer.dueMillis() <= now).limit(limit).toList();
          assertThat(state.takeTimersDue(now, limit)).isEqualTo(due);
          due.forEach(timers::remove);
        }
        case 3 -> {
          Asset subject = asset(random.nextInt(50));
          state.apply(hold(subject));
          held.add(heldKey(subject));
        }
        case 4 -> {
          int limit = 1 + random.nextInt(5);
          List<Bytes> first = held.stream().limit(limit).toList();
          assertThat(state.takeHeld(limit).stream().map(each -> Keys.held(each.key())))
              .containsExactlyElementsOf(first);
          first.forEach(held::remove);
        }
        default -> {
          state.flush(0);
          writtenTimers = List.copyOf(timers);
          writtenHeld = held.size();
        }
      }
      assertThat(reader.timersDue(1_000, 1_000)).containsExactlyElementsOf(writtenTimers);
      assertThat(reader.countHeld(1_000)).isEqualTo(writtenHeld);
    }
  }

  /** Between the flush that deletes its row and the end of the transaction, a timer is no row. */
  @Test
  void timerThatIsTaken_isUnderWay_untilTheTransactionEnds() {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    ScanStarts fronts = new ScanStarts();
    GraphState state = new GraphState(store, null, fronts, new Flushes());
    GraphReader reader = new GraphReader(store, null, fronts, new Flushes());
    state.apply(new Change.PutTimer(timer(700, 1)));
    state.flush(0);
    assertThat(state.takeTimersDue(699, 10)).isEmpty();
    assertThat(reader.areTimersUnderWay()).isFalse();

    state.takeTimersDue(700, 10);
    assertThat(reader.areTimersUnderWay()).isTrue();
    state.flush(700);
    assertThat(reader.timersDue(1_000, 10)).isEmpty();
    assertThat(reader.areTimersUnderWay()).isTrue();

    state.committed();
    assertThat(reader.areTimersUnderWay()).isFalse();
  }

  @Test
  void timerThatRecurs_isNotWaitedFor() {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    ScanStarts fronts = new ScanStarts();
    GraphState state = new GraphState(store, null, fronts, new Flushes());
    state.apply(
        new Change.PutTimer(new Timer(7, new GraphCommand.ReviewGaps(new ProducerInstance("p")))));
    state.flush(0);

    assertThat(state.takeTimersDue(7, 10)).hasSize(1);
    assertThat(fronts.areTimersUnderWay()).isFalse();
  }

  /**
   * After a restart, nothing is written, and yet the tombstones of before are not scanned again.
   */
  @Test
  void readersOfAQuietTask_beginWhereItDoes() {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    GraphState before = new GraphState(store, null, new ScanStarts(), new Flushes());
    before.apply(new Change.PutTimer(timer(700, 1)));
    before.flush(0);
    ScanStarts fronts = new ScanStarts();
    GraphState after = new GraphState(store, null, fronts, new Flushes());

    assertThat(after.takeTimersDue(500, 10)).isEmpty();
    assertThat(after.takeHeld(10)).isEmpty();
    after.shareScanStarts();

    assertThat(fronts.shownTimerMillis()).isEqualTo(700);
    assertThat(fronts.shownHeld()).isEqualTo(Keys.end(Keys.tag(Keys.HELD)));
    after.apply(hold(asset(1)));
    after.shareScanStarts();
    after.flush(0);
    assertThat(new GraphReader(store, null, fronts, new Flushes()).countHeld(10)).isOne();
  }

  @Test
  void noLookBeginsBeforeWhatWasTaken() {
    Seeds.forEach(20, ScanStartsTest::assertNoLookBeginsBeforeWhatWasTaken);
  }

  private static void assertNoLookBeginsBeforeWhatWasTaken(Random random) {
    List<Bytes> looks = new ArrayList<>();
    KeyValueStore<Bytes, byte[]> store =
        new InMemoryKeyValueStore("rows") {
          @Override
          public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            looks.add(from);
            return super.range(from, to);
          }
        };
    ScanStarts fronts = new ScanStarts();
    GraphState state = new GraphState(store, null, fronts, new Flushes());
    for (int number = 0; number < 100; number++) {
      state.apply(new Change.PutTimer(timer(1 + number, number)));
      state.apply(hold(asset(number)));
    }
    state.flush(0);
    int taken = state.takeTimersDue(1 + random.nextInt(90), 100).size();
    int released = state.takeHeld(1 + random.nextInt(90)).size();
    state.flush(0);
    List<Bytes> left = keys(store);
    left.removeIf(key -> key.get()[0] == Keys.FORMAT);
    looks.clear();

    new GraphReader(store, null, fronts, new Flushes()).timersDue(1_000, 1);
    new GraphReader(store, null, fronts, new Flushes()).countHeld(1);
    state.takeTimersDue(taken + 1, 1);
    state.takeHeld(1);

    assertThat(left).hasSize(200 - taken - released);
    Bytes firstTimer = left.stream().filter(key -> key.get()[0] == Keys.TIMER).findFirst().get();
    assertThat(looks.get(0)).isGreaterThan(Keys.timersFrom(taken)).isLessThanOrEqualTo(firstTimer);
    assertThat(looks.get(1))
        .isLessThanOrEqualTo(left.get(0))
        .isGreaterThan(heldBefore(left, held()));
    assertThat(looks.get(2)).isGreaterThan(Keys.timersFrom(taken));
  }

  @Test
  void aTaskThatBegins_findsWhatIsThere() {
    InMemoryKeyValueStore store = new InMemoryKeyValueStore("rows");
    GraphState before = new GraphState(store, null, new ScanStarts(), new Flushes());
    before.apply(new Change.PutTimer(timer(7, 1)));
    before.apply(hold(asset(1)));
    before.flush(0);
    GraphState after = new GraphState(store, null, new ScanStarts(), new Flushes());
    assertThat(after.takeTimersDue(6, 10)).isEmpty();
    assertThat(after.takeTimersDue(7, 10)).hasSize(1);
    assertThat(after.takeHeld(10)).hasSize(1);
  }

  private static List<Bytes> held() {
    List<Bytes> all = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      all.add(heldKey(asset(number)));
    }
    all.sort(Comparator.naturalOrder());
    return all;
  }

  /** Returns the key of the last alert that was taken from the front. */
  private static Bytes heldBefore(List<Bytes> left, List<Bytes> all) {
    return all.get(all.indexOf(left.get(0)) - 1);
  }

  private static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        keys.add(row.key);
      }
    }
    return keys;
  }

  private static Asset asset(int number) {
    return Asset.of(AssetKind.DATASET, "lab", "corpus-" + number);
  }

  private static Timer timer(long dueMillis, int number) {
    Asset asset = asset(number);
    return new Timer(
        dueMillis, new GraphCommand.Review(asset, new Origin(asset, OriginKind.UNKNOWN)));
  }

  private static Bytes key(Timer timer) {
    GraphCommand.Review review = (GraphCommand.Review) timer.command();
    return Keys.timer(timer.dueMillis(), review.target(), review.origin());
  }

  private static Change.HoldAlert hold(Asset subject) {
    return new Change.HoldAlert(key(subject), Optional.empty());
  }

  private static Bytes heldKey(Asset subject) {
    return Keys.held(key(subject));
  }

  private static AlertKey key(Asset subject) {
    return new AlertKey(subject, RuleName.UNDOCUMENTED_SYNTHETIC, subject);
  }
}
