package dev.headwater.backup;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends many records, and remembers the first failure. A record counts only if {@link #finish} has
 * returned. Not thread-safe.
 */
public final class RecordSender implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param clients settings of producers
   */
  public RecordSender(Map<String, Object> clients) {
    Map<String, Object> config = new HashMap<>(clients);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    // The topic says what is too large.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends a record. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    send(record, where -> {});
  }

  /**
   * Sends a record.
   *
   * @param confirmed receives its place when Kafka has it, on a thread of the producer
   */
  public void send(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> confirmed) {
    try {
      producer.send(
          record,
          (where, failed) -> {
            if (failed == null) {
              confirmed.accept(where);
            } else {
              failure.compareAndSet(null, failed);
            }
          });
    } catch (KafkaException failed) {
      failure.compareAndSet(null, failed);
    }
  }

  /** Whether a record is known to have failed. More records are of no use then. */
  public boolean hasFailed() {
    return failure.get() != null;
  }

  /**
   * Waits until Kafka has every record.
   *
   * @throws ExecutionException with the first failure
   */
  public void finish() throws ExecutionException {
    producer.flush();
    if (hasFailed()) {
      throw new ExecutionException(failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
