package dev.headwater.sdk.internal;

import dev.headwater.model.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Sends events to one Kafka topic in the registry's wire format.
 *
 * <p>The topic must exist before the producer asks for it. On a broker that creates topics on
 * demand, the producer's request would create it, with another number of partitions and another
 * retention than the graph needs.
 */
public final class KafkaTransport implements Transport {

  /** The servers that the transport connects to. Each call is one attempt, bounded in time. */
  public interface Connections extends AutoCloseable {

    /** Returns the id under which the registry holds the event schema. */
    int schemaId() throws UnavailableException;

    /** Returns if the topic exists, and throws otherwise. */
    void requireTopic(String topic) throws UnavailableException, InterruptedException;

    Producer<byte[], byte[]> producer() throws UnavailableException;

    @Override
    void close();
  }

  /** Puts the wire format's header before an event. */
  public interface Framing {
    byte[] frame(int schemaId, byte[] avro);
  }

  /** The header that names the client instance; UTF-8. */
  public static final String PRODUCER_HEADER = "headwater-producer";

  /** The header with the event's number among all that this instance accepted; decimal. */
  public static final String SEQUENCE_HEADER = "headwater-sequence";

  private final String topic;
  private final Connections connections;
  private final Framing framing;
  private Optional<Integer> schemaId = Optional.empty();
  private volatile Optional<Producer<byte[], byte[]>> producer = Optional.empty();

  public KafkaTransport(String topic, Connections connections, Framing framing) {
    this.topic = topic;
    this.connections = connections;
    this.framing = framing;
  }

  @Override
  public void open() throws UnavailableException, InterruptedException {
    if (producer.isPresent()) {
      return;
    }
    connections.requireTopic(topic);
    if (schemaId.isEmpty()) {
      schemaId = Optional.of(connections.schemaId());
    }
    producer = Optional.of(connections.producer());
  }

  @Override
  public void send(QueuedEvent event, Outcome outcome) {
    Producer<byte[], byte[]> current =
        producer.orElseThrow(() -> new IllegalStateException("send before open"));
    byte[] value = framing.frame(schemaId.orElseThrow(), event.avro());
    try {
      current.send(
          new ProducerRecord<>(topic, null, event.recordKey(), value, headers(event)),
          (metadata, exception) -> {
            if (exception == null) {
              outcome.delivered();
            } else {
              report(exception, outcome);
            }
          });
    } catch (ApiException | InterruptException e) {
      report(e, outcome);
    } catch (KafkaException | IllegalStateException e) {
      // The producer itself has failed and accepts nothing more; the next attempt opens another
      // one.
      producer = Optional.empty();
      current.close(Duration.ZERO);
      outcome.tryAgain(reason(e));
    }
  }

  private static List<Header> headers(QueuedEvent event) {
    List<Header> headers = new ArrayList<>();
    headers.add(
        new RecordHeader(PRODUCER_HEADER, event.producer().getBytes(StandardCharsets.UTF_8)));
    headers.add(
        new RecordHeader(
            SEQUENCE_HEADER, Long.toString(event.sequence()).getBytes(StandardCharsets.UTF_8)));
    event
        .traceParent()
        .ifPresent(known -> headers.add(new RecordHeader(TraceParent.HEADER, known.header())));
    return headers;
  }

  private static void report(Exception exception, Outcome outcome) {
    boolean passing =
        exception instanceof RetriableException
            || exception instanceof InterruptException
            // Kafka reports this for a batch that a closing or failed producer drops.
            || !(exception instanceof ApiException);
    if (passing) {
      outcome.tryAgain(reason(exception));
    } else {
      outcome.refused(reason(exception));
    }
  }

  private static String reason(Exception exception) {
    return exception.getClass().getSimpleName() + ": " + exception.getMessage();
  }

  @Override
  public void close() {
    producer.ifPresent(current -> current.close(Duration.ZERO));
    producer = Optional.empty();
    connections.close();
  }
}
