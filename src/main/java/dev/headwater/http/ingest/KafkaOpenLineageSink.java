package dev.headwater.http.ingest;

import dev.headwater.model.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Sends OpenLineage events to their topic. The key is the event's subject, so that the bridge need
 * not send the event on to another partition.
 */
public final class KafkaOpenLineageSink implements OpenLineageSink, AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final String topic;

  private KafkaOpenLineageSink(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /**
   * Creates a sink that connects to Kafka; does not wait for Kafka.
   *
   * @param client the addresses and credentials for Kafka
   */
  public static KafkaOpenLineageSink connect(
      Map<String, Object> client, String topic, int largestRecordBytes) {
    return new KafkaOpenLineageSink(KafkaEventSink.producer(client, largestRecordBytes), topic);
  }

  @Override
  public CompletableFuture<Void> send(
      String subject, byte[] json, Optional<TraceParent> traceParent) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    try {
      producer.send(
          KafkaEventSink.record(topic, subject.getBytes(StandardCharsets.UTF_8), json, traceParent),
          (metadata, failure) -> {
            if (failure == null) {
              sent.complete(null);
            } else {
              sent.completeExceptionally(KafkaEventSink.translate(failure));
            }
          });
    } catch (KafkaException failure) {
      sent.completeExceptionally(KafkaEventSink.translate(failure));
    } catch (IllegalStateException closed) {
      sent.completeExceptionally(new EventSink.AwayException("This instance is stopping.", closed));
    }
    return sent;
  }

  /** Waits up to 5 s for events that are being sent. */
  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
