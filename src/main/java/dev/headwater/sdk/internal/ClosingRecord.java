package dev.headwater.sdk.internal;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the record that closes the numbering of a client instance. Its number is the one after the
 * last, so it shows readers of the topic how many events the instance accepted.
 *
 * <p>Its event is a retraction of an event that does not exist, and names no asset. To every reader
 * of the topic it is a valid event that changes nothing. It names the job that an alert about the
 * missing events is about. It is small whatever the events are like, so that Kafka takes it after
 * it has refused an event for its size.
 */
public final class ClosingRecord {

  private static final Logger LOG = LoggerFactory.getLogger(ClosingRecord.class);
  private static final String CLIENT = "headwater-client";
  private static final String REASON = "closes the numbering of this client; retracts nothing";

  private ClosingRecord() {}

  /**
   * Creates the record.
   *
   * @param producer the instance
   * @param last the last number that it gave
   * @param job the job of its last event
   */
  public static QueuedEvent of(String producer, long last, Job job) {
    LineageEvent event =
        LineageEvent.builder(EventType.RETRACT)
            .eventId(id("closing", producer, last))
            .eventTime(Instant.EPOCH) // valid whatever the clock of this machine says
            .producer(CLIENT)
            .job(job)
            .run(producer)
            .retract(new Retract(id("nothing", producer, last), REASON))
            .build();
    return QueuedEvent.closing(
        producer, last, event.key().getBytes(StandardCharsets.UTF_8), EventAvro.encode(event));
  }

  /**
   * Creates the record of an instance of which only some event is known. If this version cannot
   * read the event, the record repeats it: the event is known already, or does no harm if it is
   * not.
   */
  public static QueuedEvent of(String producer, long last, byte[] key, byte[] avro) {
    Job job;
    try {
      job = EventAvro.decode(avro).job();
    } catch (RuntimeException unreadable) {
      LOG.debug("an event of the producer {} cannot be read", producer, unreadable);
      return QueuedEvent.closing(producer, last, key, avro);
    }
    return of(producer, last, job);
  }

  /** Returns the same id each time, because the record may be sent more than once. */
  private static UUID id(String what, String producer, long last) {
    return UUID.nameUUIDFromBytes(
        (what + " " + producer + " " + last).getBytes(StandardCharsets.UTF_8));
  }
}
