package dev.headwater.http.ingest;

import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.wire.Fingerprint;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to the events topic. An event is safe when all in-sync replicas have it. Retries
 * change nothing: the producer is idempotent, and an event that the sender repeats has the same
 * event id.
 */
public final class KafkaEventSink implements EventSink, AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final int DELIVERY_MILLIS = 10_000;
  private static final int REQUEST_MILLIS = 5_000;
  private static final int BLOCK_MILLIS = 5_000;
  private static final int LINGER_MILLIS = 1;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Function<LineageEvent, byte[]> encoder;

  /**
   * @param producer the producer to use; {@link #close} closes it
   * @param topic the topic of the events
   * @param encoder encodes an event for the topic; throws {@link RegistryUnavailableException} if
   *     the registry does not answer
   */
  public KafkaEventSink(
      Producer<byte[], byte[]> producer, String topic, Function<LineageEvent, byte[]> encoder) {
    this.producer = producer;
    this.topic = topic;
    this.encoder = encoder;
  }

  /**
   * Creates a sink that connects to Kafka; does not wait for Kafka.
   *
   * @param client the addresses and credentials for Kafka
   * @param largestEventBytes the largest encoded event
   */
  public static KafkaEventSink connect(
      Map<String, Object> client,
      String topic,
      Function<LineageEvent, byte[]> encoder,
      int largestEventBytes) {
    return new KafkaEventSink(producer(client, largestEventBytes), topic, encoder);
  }

  /**
   * Creates a producer that stores each record on all in-sync replicas, or reports a failure within
   * seconds.
   */
  public static Producer<byte[], byte[]> producer(
      Map<String, Object> client, int largestRecordBytes) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRecordBytes);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public CompletableFuture<Void> send(LineageEvent event, Optional<TraceParent> traceParent) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    try {
      byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
      producer.send(
          record(topic, key, encoder.apply(event), traceParent),
          (metadata, failure) -> {
            if (failure == null) {
              sent.complete(null);
            } else {
              sent.completeExceptionally(translate(failure));
            }
          });
    } catch (RegistryUnavailableException | KafkaException failure) {
      sent.completeExceptionally(translate(failure));
    } catch (IllegalStateException closed) {
      sent.completeExceptionally(new AwayException("This instance is stopping.", closed));
    }
    return sent;
  }

  @Override
  public long fingerprint(LineageEvent event) {
    try {
      return Fingerprint.of(encoder.apply(event));
    } catch (RegistryUnavailableException away) {
      throw translate(away);
    }
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, byte[] key, byte[] value, Optional<TraceParent> traceParent) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
    traceParent.ifPresent(known -> record.headers().add(TraceParent.HEADER, known.header()));
    return record;
  }

  static RuntimeException translate(Exception failure) {
    if (failure instanceof RecordTooLargeException) {
      return new RefusedException("the event is larger than Kafka takes", failure);
    }
    String away =
        failure instanceof RegistryUnavailableException
            ? "The schema registry does not answer."
            : "Kafka did not confirm the events.";
    return new AwayException(away, failure);
  }

  /** Waits up to 5 s for events that are being sent. */
  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
