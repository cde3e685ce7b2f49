package dev.headwater.bridge;

import dev.headwater.stream.Heartbeats;
import dev.headwater.stream.store.SpreadEvents;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What readers need to know of the bridge's tasks on this instance. Thread-safe. */
public final class BridgeProgress {
  private final ConcurrentMap<Integer, SpreadEvents> spreads = new ConcurrentHashMap<>();
  private final Heartbeats heartbeats = new Heartbeats();

  void begin(int partition, SpreadEvents ofTask) {
    spreads.put(partition, ofTask);
    beat(partition);
  }

  void beat(int partition) {
    heartbeats.beat(partition);
  }

  void end(int partition) {
    heartbeats.end(partition);
    spreads.remove(partition);
  }

  /** What readers need to know of the subjects of a partition whose events are still being made. */
  public SpreadEvents spreads(int partition) {
    return spreads.getOrDefault(partition, new SpreadEvents());
  }

  /** See {@link Heartbeats#beatWithin}. */
  public boolean hasBeatWithin(int partition, Duration limit) {
    return heartbeats.beatWithin(partition, limit);
  }
}
