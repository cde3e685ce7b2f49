package dev.headwater.simulation;

import dev.headwater.query.freshness.Stale;
import dev.headwater.query.peer.Copy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Copies of the partitions of a simulation, and owners that are away at random. A copy takes over
 * some of the rows that its owner has committed, in any order, so that its rows belong to different
 * moments.
 */
final class LaggingCopies {
  private final Random random;
  private final Simulation simulation;
  private final List<KeyValueStore<Bytes, byte[]>> copies = new ArrayList<>();
  private final boolean[] away;

  LaggingCopies(Random random, Simulation simulation) {
    this.random = random;
    this.simulation = simulation;
    this.away = new boolean[simulation.partitions()];
    for (int p = 0; p < simulation.partitions(); p++) {
      copies.add(Stores.inMemoryKeyValueStore("copy").get());
    }
  }

  /** An owner may leave or come back, and a copy may load something. */
  void step() {
    int partition = random.nextInt(away.length);
    away[partition] = random.nextInt(3) == 0;
    load(random.nextInt(away.length));
  }

  boolean isAway(int partition) {
    return away[partition];
  }

  /** All owners are there again. */
  void comeBack() {
    Arrays.fill(away, false);
  }

  Optional<Copy> copy(int partition) {
    return Optional.of(
        new Copy(simulation.reads(partition, copies.get(partition)), new Stale(1, 1)));
  }

  private void load(int partition) {
    KeyValueStore<Bytes, byte[]> copy = copies.get(partition);
    Map<Bytes, byte[]> committed = simulation.committedRows(partition);
    List<Bytes> behind = new ArrayList<>();
    for (Bytes key : new TreeSet<>(committed.keySet())) {
      if (!Arrays.equals(copy.get(key), committed.get(key))) {
        behind.add(key);
      }
    }
    try (KeyValueIterator<Bytes, byte[]> rows = copy.all()) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        if (!committed.containsKey(row.key)) {
          behind.add(row.key);
        }
      }
    }
    Collections.shuffle(behind, random);
    int loaded = random.nextInt(3) == 0 ? behind.size() : random.nextInt(behind.size() + 1);
    behind.subList(0, loaded).forEach(key -> copy.put(key, committed.get(key)));
  }
}
