package dev.headwater.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.bench.faults.Round.Sending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the events of a round at an even pace with lulls: for 6 of each 10 s, so that there are
 * moments of rest, in which more answers are complete. It sends each event until the broker
 * acknowledges it, even if the broker fails meanwhile. An acknowledged event is accepted and must
 * not be lost. All events have numbers, as the client adds them.
 */
final class Emission {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long CYCLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final long DELIVERY_MILLIS = 120_000;
  private static final String PRODUCER = "fault-run";

  private final String bootstrapServers;
  private final String topic;
  private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicLong numbered = new AtomicLong();

  /**
   * @param place the index of the event in its round
   */
  private record Numbered(Sending sending, long number, int place) {}

  /**
   * An event that was acknowledged.
   *
   * @param number its index in its round, from 0
   * @param millis the timestamp of its record
   * @param partition of its record
   * @param offset of its record
   */
  record Acknowledged(int number, long millis, int partition, long offset) {}

  /** The progress of sending a round. Thread-safe. */
  static final class Progress {
    private final List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Instant> begun = Collections.synchronizedList(new ArrayList<>());

    private void sends() {
      begun.add(Instant.now());
      sent.incrementAndGet();
    }

    /** When each event was first sent, by its index. */
    List<Instant> begun() {
      synchronized (begun) {
        return List.copyOf(begun);
      }
    }

    /** The events acknowledged so far, in the order of the acknowledgements. */
    List<Acknowledged> acknowledged() {
      synchronized (acknowledged) {
        return List.copyOf(acknowledged);
      }
    }

    /** The index of the first event that has not been sent. */
    int sent() {
      return sent.get();
    }
  }

  Emission(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  /** The ids of all events that were accepted, over all rounds. Thread-safe. */
  Set<UUID> accepted() {
    return Set.copyOf(accepted);
  }

  /** The number of acknowledged records, duplicates included. Thread-safe. */
  int acknowledged() {
    return acknowledged.get();
  }

  /**
   * Begins to send; the future completes when all events are accepted.
   *
   * @param progress is updated while it sends
   */
  CompletableFuture<Void> begin(List<Sending> sendings, long durationMillis, Progress progress) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                send(sendings, TimeUnit.MILLISECONDS.toNanos(durationMillis), progress);
                done.complete(null);
              } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
              }
            },
            "headwater-emission");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private void send(List<Sending> sendings, long durationNanos, Progress progress) {
    long begin = System.nanoTime();
    long deadline = begin + durationNanos + TimeUnit.MILLISECONDS.toNanos(2 * DELIVERY_MILLIS);
    Queue<Numbered> again = new ConcurrentLinkedQueue<>();
    AtomicInteger missing = new AtomicInteger(sendings.size());
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      int next = 0;
      while (missing.get() > 0) {
        if (System.nanoTime() > deadline) {
          throw new FaultRunException(missing + " events could not be sent");
        }
        long due = sendings.size() * busy(System.nanoTime() - begin) / busy(durationNanos);
        while (next < Math.min(due, sendings.size())) {
          Numbered first = new Numbered(sendings.get(next), numbered.incrementAndGet(), next);
          next++;
          progress.sends();
          send(producer, first, missing, again, progress);
        }
        for (Numbered failed = again.poll(); failed != null; failed = again.poll()) {
          send(producer, failed, missing, again, progress);
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** How much of the time since the beginning was not in a lull. */
  private static long busy(long nanos) {
    return nanos / CYCLE_NANOS * BUSY_NANOS + Math.min(nanos % CYCLE_NANOS, BUSY_NANOS);
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer,
      Numbered numbered,
      AtomicInteger missing,
      Queue<Numbered> again,
      Progress progress) {
    Sending sending = numbered.sending();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, sending.key(), sending.value());
    record.headers().add("headwater-producer", PRODUCER.getBytes(UTF_8));
    record.headers().add("headwater-sequence", Long.toString(numbered.number()).getBytes(UTF_8));
    try {
      producer.send(
          record,
          (written, failed) -> {
            if (failed == null) {
              accepted.add(sending.id());
              acknowledged.incrementAndGet();
              progress.acknowledged.add(
                  new Acknowledged(
                      numbered.place(),
                      written.timestamp(),
                      written.partition(),
                      written.offset()));
              missing.decrementAndGet();
            } else {
              again.add(numbered);
            }
          });
    } catch (KafkaException failed) {
      again.add(numbered);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            5,
            "request.timeout.ms",
            5_000,
            "delivery.timeout.ms",
            (int) DELIVERY_MILLIS,
            "max.block.ms",
            DELIVERY_MILLIS,
            "reconnect.backoff.max.ms",
            500L),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
