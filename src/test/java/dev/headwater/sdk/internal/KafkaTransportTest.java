package dev.headwater.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.codec.wire.WireFormat;
import dev.headwater.model.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Shows what the transport sends to Kafka, which errors lead to another attempt, and when it
 * replaces its producer. Uses Kafka's {@code MockProducer}.
 */
class KafkaTransportTest {

  private final Servers servers = new Servers();
  private final KafkaTransport transport =
      new KafkaTransport("headwater.events", servers, WireFormat::frame);
  private final List<String> outcomes = new ArrayList<>();

  @Test
  void send_framesTheEventAndReportsTheAcknowledgement() throws Exception {
    MockProducer<byte[], byte[]> producer = servers.offer(false);
    transport.open();

    transport.send(new QueuedEvent("worker-1", 5, new byte[] {7}, new byte[] {1, 2}), outcome());

    var record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("headwater.events");
    assertThat(record.key()).containsExactly(7);
    assertThat(record.value()).containsExactly(0, 0, 0, 0, 42, 1, 2);
    assertThat(record.headers())
        .extracting(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly(tuple("headwater-producer", "worker-1"), tuple("headwater-sequence", "5"));
    assertThat(outcomes).isEmpty();
    producer.completeNext();
    assertThat(outcomes).containsExactly("delivered");
  }

  @Test
  void send_takesTheTraceOutOfTheStoredKey() throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    byte[] recordKey = "dataset:lab:d".getBytes(StandardCharsets.UTF_8);
    MockProducer<byte[], byte[]> producer = servers.offer(true);
    transport.open();

    for (byte[] key :
        List.of(TracedKey.of(recordKey, TraceParent.parse(trace)), recordKey, new byte[0])) {
      transport.send(new QueuedEvent("worker-1", 5, key, new byte[] {1}), outcome());
    }

    assertThat(producer.history())
        .extracting(
            record -> new String(record.key(), StandardCharsets.UTF_8),
            record ->
                Optional.ofNullable(record.headers().lastHeader("traceparent"))
                    .map(header -> new String(header.value(), StandardCharsets.UTF_8)))
        .containsExactly(
            tuple("dataset:lab:d", Optional.of(trace)),
            tuple("dataset:lab:d", Optional.empty()),
            tuple("", Optional.empty()));
  }

  @Test
  void send_passingErrorsAreTriedAgain_othersRefused() throws Exception {
    MockProducer<byte[], byte[]> producer = servers.offer(false);
    transport.open();

    for (RuntimeException error :
        List.of(
            new TimeoutException("expired"),
            new NotEnoughReplicasException("1 of 2"),
            new KafkaException("Producer is closed forcefully."),
            new RecordTooLargeException("7 MB"))) {
      transport.send(new QueuedEvent("worker-1", 5, new byte[0], new byte[0]), outcome());
      producer.errorNext(error);
    }

    assertThat(outcomes)
        .containsExactly(
            "again TimeoutException: expired",
            "again NotEnoughReplicasException: 1 of 2",
            "again KafkaException: Producer is closed forcefully.",
            "refused RecordTooLargeException: 7 MB");
  }

  @Test
  void send_producerThatFailedForGood_isReplaced() throws Exception {
    MockProducer<byte[], byte[]> broken = servers.offer(false);
    broken.sendException = new KafkaException("Cannot perform send because at least one failed");
    MockProducer<byte[], byte[]> next = servers.offer(true);
    transport.open();

    transport.send(new QueuedEvent("worker-1", 5, new byte[0], new byte[0]), outcome());
    transport.open();
    transport.send(new QueuedEvent("worker-1", 5, new byte[0], new byte[0]), outcome());

    assertThat(broken.closed()).isTrue();
    assertThat(next.history()).hasSize(1);
    assertThat(outcomes).last().isEqualTo("delivered");
    assertThat(servers.registrations).as("the schema's id does not change").isEqualTo(1);
  }

  @Test
  void open_doesNotAskForAProducerBeforeTheTopicIsThere() {
    servers.topicExists = false;

    assertThatThrownBy(transport::open).isInstanceOf(UnavailableException.class);

    assertThat(servers.producersAskedFor).isZero();
  }

  @Test
  void close_dropsWhatIsUnderWay() throws Exception {
    MockProducer<byte[], byte[]> producer = servers.offer(false);
    transport.open();

    transport.close();

    assertThat(producer.closed()).isTrue();
    assertThat(servers.closed).isTrue();
  }

  private Transport.Outcome outcome() {
    return new Transport.Outcome() {
      @Override
      public void delivered() {
        outcomes.add("delivered");
      }

      @Override
      public void tryAgain(String reason) {
        outcomes.add("again " + reason);
      }

      @Override
      public void refused(String reason) {
        outcomes.add("refused " + reason);
      }
    };
  }

  private static final class Servers implements KafkaTransport.Connections {
    private final Deque<MockProducer<byte[], byte[]>> producers = new ArrayDeque<>();
    private boolean topicExists = true;
    private boolean closed;
    private int registrations;
    private int producersAskedFor;

    MockProducer<byte[], byte[]> offer(boolean acknowledgeAtOnce) {
      MockProducer<byte[], byte[]> producer =
          new MockProducer<>(
              acknowledgeAtOnce, null, new ByteArraySerializer(), new ByteArraySerializer());
      producers.add(producer);
      return producer;
    }

    @Override
    public int schemaId() {
      registrations++;
      return 42;
    }

    @Override
    public void requireTopic(String topic) throws UnavailableException {
      if (!topicExists) {
        throw new UnavailableException("no topic " + topic, null);
      }
    }

    @Override
    public Producer<byte[], byte[]> producer() {
      producersAskedFor++;
      return producers.remove();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
