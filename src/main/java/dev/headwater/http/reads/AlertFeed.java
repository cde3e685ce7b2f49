package dev.headwater.http.reads;

import dev.headwater.model.Alert;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the alerts topic from its current end and passes every alert to all listeners. A listener
 * that is too slow is cut off, so it does not delay the others. Thread-safe; has one thread of its
 * own.
 */
public final class AlertFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);

  /** How many alerts a listener may be behind. */
  public static final int BEHIND = 1_000;

  /** How many of the latest alerts are kept for listeners that reconnect. */
  static final int KEPT = 10_000;

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> connect;
  private final String topic;
  private final Function<byte[], Alert> decoder;
  private final Set<Listener> listeners = new CopyOnWriteArraySet<>();
  private final Deque<Item> latest = new ArrayDeque<>();
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean attached;
  private volatile boolean closed;

  /**
   * @param id its partition and offset in the topic
   */
  public record Item(String id, Alert alert) {}

  /**
   * @param connect creates a consumer that reads committed records only and belongs to no group
   * @param topic the topic of the alerts
   * @param decoder decodes the record values; the feed logs and skips a value that it cannot decode
   */
  public AlertFeed(
      Supplier<Consumer<byte[], byte[]>> connect, String topic, Function<byte[], Alert> decoder) {
    this.connect = connect;
    this.topic = topic;
    this.decoder = decoder;
    this.thread = new Thread(this::follow, "headwater-alert-feed");
    thread.setDaemon(true);
  }

  /** Starts to follow the topic; does not wait for Kafka. */
  public void start() {
    thread.start();
  }

  /** Whether the feed will receive every alert from now on. */
  public boolean isAttached() {
    return attached;
  }

  /** How many listeners there are: open streams of alerts. */
  public int listeners() {
    return listeners.size();
  }

  /**
   * Adds a listener that gets alerts from now on.
   *
   * @param lastId the id of the last alert that the listener saw before it was cut off; "" if it is
   *     new
   */
  public Listener listen(String lastId) {
    synchronized (latest) {
      Listener listener = new Listener();
      if (!lastId.isEmpty()) {
        List<Item> missed = new ArrayList<>();
        boolean found = false;
        for (Item item : latest) {
          if (found) {
            missed.add(item);
          }
          found |= item.id().equals(lastId);
        }
        listener.gap = !found || missed.size() > BEHIND;
        if (!listener.gap) {
          listener.queue.addAll(missed);
        }
      }
      if (closed) {
        listener.cut = true;
      }
      listeners.add(listener);
      return listener;
    }
  }

  /** A consumer of the feed's alerts. Used by one thread. */
  public final class Listener implements AutoCloseable {
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(BEHIND);
    private volatile boolean cut;
    private boolean gap;

    /** Whether the listener may have missed alerts between the last one that it saw and now. */
    public boolean hasGap() {
      return gap;
    }

    /** The next alert; empty if none arrives within the time. */
    public Optional<Item> next(Duration patience) throws InterruptedException {
      return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Whether no alert will follow: the listener was cut off, or the feed is closed. */
    public boolean isOver() {
      return cut && queue.isEmpty();
    }

    private void offer(Item item) {
      if (!cut && !queue.offer(item)) {
        cut = true;
        listeners.remove(this);
      }
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }

  private void follow() {
    while (!closed) {
      try (Consumer<byte[], byte[]> connected = connect.get()) {
        consumer = connected;
        attach(connected);
        while (!closed) {
          connected.poll(POLL).forEach(this::take);
        }
      } catch (WakeupException stopping) {
        LOG.debug("the alert feed stops");
      } catch (KafkaException broken) {
        LOG.warn(
            "the alert feed is interrupted: {}; it goes on when Kafka answers",
            broken.getMessage());
        detach();
        pause();
      }
    }
  }

  private void attach(Consumer<byte[], byte[]> connected) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : connected.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    connected.assign(partitions);
    connected.seekToEnd(partitions);
    // The consumer looks up the end lazily; this call makes it look up the end now.
    partitions.forEach(connected::position);
    attached = !partitions.isEmpty();
    if (!attached) {
      throw new KafkaException("topic " + topic + " does not exist yet");
    }
  }

  /**
   * Cuts off all listeners: they miss the alerts that arrive during the interruption, so they have
   * to reconnect.
   */
  private void detach() {
    attached = false;
    synchronized (latest) {
      latest.clear();
      listeners.forEach(listener -> listener.cut = true);
      listeners.clear();
    }
  }

  private void pause() {
    synchronized (latest) {
      try {
        if (!closed) {
          latest.wait(AGAIN.toMillis());
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        closed = true;
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> row) {
    if (row.value() == null) {
      return;
    }
    Item item;
    try {
      item = new Item(row.partition() + "-" + row.offset(), decoder.apply(row.value()));
    } catch (RuntimeException undecodable) {
      LOG.warn(
          "no alert, or none of this version, at offset {} of {}-{}: {}",
          row.offset(),
          topic,
          row.partition(),
          undecodable.getMessage());
      return;
    }
    publish(item);
  }

  public void publish(Item item) {
    synchronized (latest) {
      latest.add(item);
      if (latest.size() > KEPT) {
        latest.remove();
      }
      listeners.forEach(listener -> listener.offer(item));
    }
  }

  /** Stops the feed and ends all listeners. Waits up to 5 s for its thread. */
  @Override
  public void close() {
    synchronized (latest) {
      closed = true;
      attached = false;
      listeners.forEach(listener -> listener.cut = true);
      listeners.clear();
      latest.notifyAll();
    }
    Consumer<byte[], byte[]> connected = consumer;
    if (connected != null) {
      connected.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
