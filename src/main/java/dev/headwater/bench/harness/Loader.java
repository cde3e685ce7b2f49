package dev.headwater.bench.harness;

import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends many events to the events topic as fast as possible, with the recommended keys. */
public final class Loader {
  private static final int THREADS = 2;

  private final Installation on;
  private final EventEncoder encoder;

  /**
   * What was sent.
   *
   * @param events the number of events
   * @param bytes of their values on the wire
   */
  public record Sent(long events, long bytes) {
    public Sent plus(Sent more) {
      return new Sent(events + more.events, bytes + more.bytes);
    }
  }

  public Loader(Installation on) {
    this.on = on;
    this.encoder = new EventEncoder(on.registry()::register, on.topics().events());
  }

  /** Sends the events of all blocks; returns when the broker has acknowledged them. */
  public Sent load(long blocks, LongFunction<List<LineageEvent>> block) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Sent>> parts = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        long first = thread;
        parts.add(threads.submit(() -> send(first, blocks, block)));
      }
      Sent sent = new Sent(0, 0);
      for (Future<Sent> part : parts) {
        sent = sent.plus(part.get());
      }
      return sent;
    } catch (ExecutionException failed) {
      throw new BenchException("events could not be sent: " + failed.getCause(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    } finally {
      threads.shutdownNow();
    }
  }

  private Sent send(long first, long blocks, LongFunction<List<LineageEvent>> block) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    long events = 0;
    long bytes = 0;
    try (Producer<byte[], byte[]> producer = producer()) {
      for (long number = first; number < blocks; number += THREADS) {
        for (LineageEvent event : block.apply(number)) {
          byte[] value = encoder.encode(event);
          producer.send(
              new ProducerRecord<>(
                  on.topics().events(), event.key().getBytes(StandardCharsets.UTF_8), value),
              (metadata, failed) -> failure.compareAndSet(null, failed));
          events++;
          bytes += value.length;
        }
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new BenchException("Kafka did not take an event: " + failure.get(), failure.get());
    }
    return new Sent(events, bytes);
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            on.bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
