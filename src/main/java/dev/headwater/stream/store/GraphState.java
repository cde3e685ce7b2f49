package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Change;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.Mark;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.State;
import dev.headwater.engine.Timer;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The processor's rows: what one record changes is kept aside and written at once by {@link
 * #flush}, so that a row that many steps touch reaches the store, and its changelog, once. Not
 * thread-safe.
 */
public final class GraphState extends RowView implements State {
  private final KeyValueStore<Bytes, byte[]> store;
  private final TreeMap<Bytes, byte[]> unwritten = new TreeMap<>();

  /**
   * @param store of one partition
   * @param events how events are kept in it
   */
  public GraphState(KeyValueStore<Bytes, byte[]> store, EventBytes events) {
    super(events);
    this.store = store;
  }

  @Override
  public void apply(Change change) {
    if (change instanceof Change.PutNode put) {
      unwritten.put(Keys.node(put.node().asset()), Rows.write(put.node()));
    } else if (change instanceof Change.PutMark put) {
      Mark mark = put.mark();
      unwritten.put(Keys.mark(mark.asset(), mark.eventId()), Rows.write(mark));
    } else if (change instanceof Change.PutContribution put) {
      Contribution row = put.contribution();
      unwritten.put(
          Keys.contribution(row.asset(), row.kind(), row.event().stamp()), Rows.write(row, events));
    } else if (change instanceof Change.PutInEdge put) {
      InEdge edge = put.edge();
      unwritten.put(Keys.inEdge(edge.to(), edge.from()), Rows.write(edge));
    } else if (change instanceof Change.PutOutEdge put) {
      OutEdge edge = put.edge();
      unwritten.put(Keys.outEdge(edge.from(), edge.to()), Rows.write(edge));
    } else if (change instanceof Change.PutExposure put) {
      Exposure exposure = put.exposure();
      unwritten.put(Keys.exposure(exposure.asset(), exposure.origin()), Rows.write(exposure));
    } else if (change instanceof Change.PutAlert put) {
      AlertState state = put.state();
      Alert alert = state.alert();
      unwritten.put(Keys.alert(alert.subject(), alert.rule(), alert.origin()), Rows.write(state));
    } else if (change instanceof Change.PutTimer put) {
      unwritten.put(key(put.timer()), Rows.write(put.timer()));
    }
  }

  /** Removes a timer that has fired. */
  public void remove(Timer timer) {
    unwritten.put(key(timer), null);
  }

  /** Remembers that the summary of {@code asset} is still to be published. */
  public void owe(Asset asset) {
    unwritten.put(Keys.owed(asset), new byte[0]);
  }

  /** Takes back {@link #owe}. */
  public void settle(Asset asset) {
    unwritten.put(Keys.owed(asset), null);
  }

  /** Writes what has changed; returns how many rows that were. */
  public int flush() {
    unwritten.forEach(store::put);
    int rows = unwritten.size();
    unwritten.clear();
    return rows;
  }

  @Override
  byte[] get(Bytes key) {
    byte[] changed = unwritten.get(key);
    return changed != null || unwritten.containsKey(key) ? changed : store.get(key);
  }

  @Override
  void scan(Bytes from, Bytes end, BiPredicate<Bytes, byte[]> visit) {
    Iterator<Map.Entry<Bytes, byte[]>> changed =
        unwritten.subMap(from, true, end, false).entrySet().iterator();
    try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, end)) {
      Map.Entry<Bytes, byte[]> nextChanged = next(changed);
      KeyValue<Bytes, byte[]> nextStored = next(stored, end);
      while (nextChanged != null || nextStored != null) {
        int order = order(nextChanged, nextStored);
        Bytes key = order <= 0 ? nextChanged.getKey() : nextStored.key;
        byte[] row = order <= 0 ? nextChanged.getValue() : nextStored.value;
        if (order <= 0) {
          nextChanged = next(changed);
        }
        if (order >= 0) {
          nextStored = next(stored, end);
        }
        if (row != null && !visit.test(key, row)) {
          return;
        }
      }
    }
  }

  private static int order(Map.Entry<Bytes, byte[]> changed, KeyValue<Bytes, byte[]> stored) {
    if (changed == null) {
      return 1;
    }
    return stored == null ? -1 : changed.getKey().compareTo(stored.key);
  }

  private static Map.Entry<Bytes, byte[]> next(Iterator<Map.Entry<Bytes, byte[]>> rows) {
    return rows.hasNext() ? rows.next() : null;
  }

  private static KeyValue<Bytes, byte[]> next(KeyValueIterator<Bytes, byte[]> rows, Bytes end) {
    if (!rows.hasNext()) {
      return null;
    }
    KeyValue<Bytes, byte[]> row = rows.next();
    return row.key.compareTo(end) < 0 ? row : null;
  }

  private static Bytes key(Timer timer) {
    return Keys.timer(timer.dueMillis(), timer.asset(), timer.origin());
  }
}
