package dev.headwater.app.reset;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.stream.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Held by at most one process that deletes the derived state, or hands it over. The holder is the
 * member of a consumer group that has the first partition of the events; it reads nothing. While
 * the holder does not look ({@link #keeps}), it does not give the partition away: the group waits
 * for it, for an hour. If it dies, the lock is free after {@link #SESSION}. Not thread-safe.
 */
public final class ResetLock implements AutoCloseable {
  public static final Duration SESSION = Duration.ofSeconds(30);

  /** For how long the holder may work without a look. */
  private static final Duration LONGEST_WORK = Duration.ofHours(1);

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int HEARTBEATS_PER_SESSION = 10;
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private boolean held;

  /** Whether the group has said who has the partition, and does not decide anew. */
  private boolean decided;

  /** Connects; it does not ask for the lock yet. */
  public ResetLock(Settings settings) {
    TopicNames names = settings.topics();
    this.consumer = new Connections(settings).reader(config(group(settings)));
    TopicPartition first = new TopicPartition(names.events(), 0);
    consumer.subscribe(
        List.of(names.events()),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            held = partitions.contains(first);
            decided = true;
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            held = false;
            decided = false;
          }
        });
  }

  /** The name of the group. */
  static String group(Settings settings) {
    return settings.text(Setting.APPLICATION_ID) + ".reset";
  }

  private static Map<String, Object> config(String group) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, null); // another process may have the same
    // With the other protocol, the broker would give the partition of a busy holder away.
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(RangeAssignor.class.getName()));
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
    config.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        (int) SESSION.toMillis() / HEARTBEATS_PER_SESSION);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_WORK.toMillis());
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    return config;
  }

  /**
   * Asks for the lock, and returns whether this process has it. It is kept until {@link #close}. To
   * wait for it, ask again and again, with little in between.
   *
   * @param patience how long to wait
   */
  public boolean tryHold(Duration patience) throws InterruptedException {
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (!held && System.nanoTime() - deadline < 0) {
        consumer.poll(LOOK);
      }
      return held;
    } catch (InterruptException stopped) {
      throw new InterruptedException("stopped while waiting for the lock of a reset");
    }
  }

  /**
   * Looks whether this process still has the lock. It may lose it by that look, if another process
   * asks for it; until the next look, it does not. Returns false, too, if the group does not decide
   * within {@link #SESSION}.
   */
  public boolean keeps() throws InterruptedException {
    try {
      long deadline = System.nanoTime() + SESSION.toNanos();
      do {
        consumer.poll(LOOK);
      } while (!decided && System.nanoTime() - deadline < 0);
      return held;
    } catch (InterruptException stopped) {
      throw new InterruptedException("stopped while holding the lock of a reset");
    }
  }

  /** Gives the lock away at once, also in a thread that was interrupted. */
  @Override
  public void close() {
    boolean stopping = Thread.interrupted();
    try {
      consumer.close(CloseOptions.timeout(CLOSE));
    } finally {
      if (stopping) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
