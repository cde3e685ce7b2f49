package dev.headwater.quarantine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends quarantined records again, and marks. Thread-safe. */
final class Outbound {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Origins origins;
  private final Duration sendTime;

  Outbound(Producer<byte[], byte[]> producer, String topic, Origins origins, Duration sendTime) {
    this.producer = producer;
    this.topic = topic;
    this.origins = origins;
    this.sendTime = sendTime;
  }

  /**
   * Sends a record to the topic that it came from, with its key, its content and its headers. It
   * has no timestamp of its own: a replay arrives now, so that {@code knownAt}, grace periods and
   * the limit on times in the future count from now.
   *
   * @throws QuarantineException.Refused if it can never be sent
   */
  Future<RecordMetadata> replay(Entry entry, ConsumerRecord<byte[], byte[]> row) {
    String destination = origins.destination(entry);
    if (row.headers().lastHeader(HeaderNames.PROCEED) != null) {
      throw new QuarantineException.Refused(
          "Record "
              + entry.id()
              + " only told a processor to go on; it is no event, and can only be discarded.");
    }
    Headers headers = new RecordHeaders();
    for (Header header : row.headers()) {
      if (!HeaderNames.NOT_ORIGINAL.contains(header.key())) {
        headers.add(header);
      }
    }
    headers.add(HeaderNames.REPLAY_OF, text(entry.id().toString()));
    headers.add(HeaderNames.REPLAY_COUNT, text(Integer.toString(entry.replays() + 1)));
    return send(new ProducerRecord<>(destination, null, row.key(), row.value(), headers));
  }

  /** The topic to which a record of that kind is sent. */
  String destination(Entry entry) {
    return origins.destination(entry);
  }

  /** Sends a mark to the partition of the record that it marks. */
  Future<RecordMetadata> mark(Mark mark) {
    Headers headers =
        new RecordHeaders()
            .add(HeaderNames.MARK_OF, text(mark.of().toString()))
            .add(HeaderNames.MARK_WHAT, text(mark.what().name()))
            .add(HeaderNames.MARK_AT, text(Long.toString(mark.at().toEpochMilli())))
            .add(HeaderNames.MARK_BY, text(mark.by()))
            .add(HeaderNames.MARK_REASON, text(mark.reason()));
    return send(
        new ProducerRecord<>(
            topic,
            mark.of().partition(),
            mark.at().toEpochMilli(),
            text(mark.of().toString()),
            null,
            headers));
  }

  /** Waits until Kafka has confirmed a record; returns what is wrong, "" if nothing is. */
  String outcome(Future<RecordMetadata> sent) {
    try {
      sent.get(sendTime.toMillis(), TimeUnit.MILLISECONDS);
      return "";
    } catch (ExecutionException failed) {
      return failed.getCause() instanceof RecordTooLargeException
          ? "it is larger than Kafka takes"
          : "Kafka did not confirm it";
    } catch (TimeoutException late) {
      return "Kafka did not confirm it within " + sendTime;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return "this instance is stopping";
    }
  }

  private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent) {
    try {
      return producer.send(sent);
    } catch (KafkaException | IllegalStateException failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
