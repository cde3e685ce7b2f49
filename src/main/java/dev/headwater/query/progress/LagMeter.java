package dev.headwater.query.progress;

import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far the processors are behind: every second, and every 250 ms while a read waits to
 * be caught up. Thread-safe.
 */
public final class LagMeter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LagMeter.class);
  private static final Duration FRESH = Duration.ofMillis(250);
  private static final long EVERY_MILLIS = 1_000;

  private final Watermarks watermarks;
  private final ScheduledThreadPoolExecutor thread;
  private final Map<Feed.Place, Watermarks.Waiting> oldest = new HashMap<>();
  private boolean measuring;
  private long measuredAtNanos = System.nanoTime() - FRESH.toNanos();
  private volatile Lag latest = Lag.UNKNOWN;
  private volatile Map<Feed.Place, Long> waiting = Map.of();
  private volatile long answeredAtNanos = System.nanoTime();

  /**
   * @param watermarks whose {@code next} nothing else calls
   */
  public LagMeter(Watermarks watermarks) {
    this.watermarks = watermarks;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "headwater-lag");
              made.setDaemon(true);
              return made;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.scheduleWithFixedDelay(this::refresh, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** How long ago Kafka last answered; less than 2 s while it does. */
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - answeredAtNanos);
  }

  /** How many events of these partitions the processors had not read at the latest measurement. */
  public long events(Collection<Integer> partitions) {
    Map<Feed.Place, Long> now = waiting;
    return partitions.stream()
        .mapToLong(partition -> now.getOrDefault(new Feed.Place(Feed.EVENTS, partition), 0L))
        .sum();
  }

  /**
   * How many records of each feed the processors have not applied, over all partitions; empty if
   * the latest measurement failed, or if there is none yet.
   */
  public Map<Feed, Long> records() {
    Map<Feed.Place, Long> now = waiting;
    if (!latest.isKnown()) {
      return Map.of();
    }
    Map<Feed, Long> records = new EnumMap<>(Feed.class);
    for (Feed feed : Feed.values()) {
      records.put(feed, 0L);
    }
    now.forEach((place, count) -> records.merge(place.feed(), count, Long::sum));
    return records;
  }

  /** The latest measurement; {@link Lag#UNKNOWN} if it failed, or if there is none yet. */
  public Lag latest() {
    return latest;
  }

  /** Starts a measurement, unless one is running or the latest is less than 250 ms old. */
  synchronized void refresh() {
    boolean old = System.nanoTime() - measuredAtNanos >= FRESH.toNanos();
    if (old && !measuring && !thread.isShutdown()) {
      measuring = true;
      thread.execute(this::measure);
    }
  }

  private void measure() {
    Lag lag = Lag.UNKNOWN;
    try {
      lag = read();
    } catch (UnavailableException away) {
      LOG.debug("cannot tell how far the processors are behind: {}", away.getMessage());
    } catch (RuntimeException unexpected) {
      LOG.warn("cannot tell how far the processors are behind", unexpected);
    }
    latest = lag;
    synchronized (this) {
      measuredAtNanos = System.nanoTime();
      measuring = false;
    }
  }

  private Lag read() {
    Offsets committed = watermarks.committed();
    Offsets ends = watermarks.ends();
    answeredAtNanos = System.nanoTime();
    Map<Feed.Place, Long> counts = new HashMap<>();
    long events = 0;
    long oldestMillis = Long.MAX_VALUE;
    for (Feed feed : Feed.values()) {
      for (int partition = 0; partition < ends.of(feed).size(); partition++) {
        long from = committed.of(feed).get(partition);
        long end = ends.of(feed).get(partition);
        Optional<Watermarks.Waiting> first = first(new Feed.Place(feed, partition), from, end);
        if (first.isPresent()) {
          counts.put(new Feed.Place(feed, partition), end - first.get().offset());
          events += feed == Feed.GRAPH ? 0 : end - first.get().offset();
          oldestMillis = Math.min(oldestMillis, first.get().millis());
        }
      }
    }
    waiting = counts;
    return oldestMillis == Long.MAX_VALUE
        ? Lag.NONE
        : new Lag(events, Math.max(1, System.currentTimeMillis() - oldestMillis));
  }

  private Optional<Watermarks.Waiting> first(Feed.Place place, long from, long end) {
    if (from >= end) {
      return Optional.empty();
    }
    Watermarks.Waiting known = oldest.get(place);
    if (known != null && known.offset() >= from && known.offset() < end) {
      return Optional.of(known);
    }
    Watermarks.Next next = watermarks.next(place, from, end);
    next.record().ifPresent(waiting -> oldest.put(place, waiting));
    // An open transaction delays the records after it. Nothing shows how long ago it began.
    return next.record()
        .or(
            () ->
                next.decided()
                    ? Optional.empty()
                    : Optional.of(new Watermarks.Waiting(from, System.currentTimeMillis())));
  }

  /** Stops measuring. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
