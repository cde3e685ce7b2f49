package dev.headwater.notify;

import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.model.Alert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic with one consumer of a line's group, from the time it joins until it fails or the
 * line is closed. Used by the line's thread alone.
 *
 * <p>While a message is under way, or waits for the next attempt, the consumer is paused and goes
 * on polling, so that the line stays in its group however long the receiver is away.
 */
final class Reading implements ConsumerRebalanceListener, Courier.Pause {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOKUP = Duration.ofSeconds(30);
  private static final Duration COMMIT = Duration.ofSeconds(5);
  private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(500).toNanos();

  private final Line line;
  private final Line.Parts parts;
  private final Consumer<byte[], byte[]> consumer;
  private final Outlet outlet;
  private final Map<TopicPartition, Place> places = new HashMap<>();
  private Optional<Delivery> delivery = Optional.empty();
  private long committedNanos = System.nanoTime();

  Reading(Line line, Line.Parts parts, Consumer<byte[], byte[]> consumer) {
    this.line = line;
    this.parts = parts;
    this.consumer = consumer;
    this.outlet = parts.outlets().get();
  }

  void run() {
    consumer.subscribe(List.of(parts.topic()), this);
    while (!line.isClosed()) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
      for (TopicPartition partition : batch.partitions()) {
        take(partition, batch.records(partition));
      }
      endSurveys();
      sendDue();
      commitNowAndThen();
    }
    commit(places.values());
  }

  private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    Place place = places.get(partition);
    for (ConsumerRecord<byte[], byte[]> row : records) {
      // A delivery may take so long that another instance gets the partition meanwhile.
      if (place == null || places.get(partition) != place || line.isClosed()) {
        return;
      }
      if (!place.isSurveying()) {
        deliver(place, row);
      } else if (row.offset() < place.surveyEnd()) {
        survey(place, row);
      }
    }
  }

  private void survey(Place place, ConsumerRecord<byte[], byte[]> row) {
    Optional<Alert> decoded = decode(row, place.isSurveying());
    if (decoded.isEmpty()) {
      forgotten(place, row);
      return;
    }
    Alert alert = decoded.get();
    // Of what was there before the route, only what is open and matches at its beginning is sent.
    boolean followed = place.isAnnounced(alert.id()) && !place.isOpening(row.offset());
    if (!followed && !accepts(alert)) {
      place.forgotten(alert.id());
    } else {
      place.announced(alert, row.offset());
      if (row.offset() < place.start()) {
        outlet.recall(Notice.of(alert, Change.CHANGED, row, Optional.empty()));
      }
    }
  }

  private void forgotten(Place place, ConsumerRecord<byte[], byte[]> row) {
    place.forgotten(key(row));
    if (row.value() == null) {
      outlet.forgotten(key(row));
    }
  }

  private void deliver(Place place, ConsumerRecord<byte[], byte[]> row) {
    Optional<Alert> decoded = decode(row, place.isSurveying());
    if (decoded.isEmpty()) {
      forgotten(place, row);
      place.read(row.offset());
      return;
    }
    Alert alert = decoded.get();
    Optional<Change> change = place.change(alert, row.offset(), () -> accepts(alert));
    if (change.isEmpty()) {
      place.read(row.offset());
      return;
    }
    Runnable dealtWith =
        () -> {
          place.announced(alert, row.offset());
          place.read(row.offset());
        };
    Optional<Message> message =
        outlet.take(Notice.of(alert, change.get(), row, parts.owners().of(alert)));
    if (message.isEmpty()) {
      dealtWith.run();
    } else {
      send(new Delivery(message.get(), Optional.of(place), dealtWith), true);
    }
  }

  private boolean accepts(Alert alert) {
    RouteFilter filter = parts.filter();
    return filter.concerns(alert)
        && (filter.owners().isEmpty() || filter.acceptsOwners(parts.owners().of(alert)));
  }

  private void sendDue() {
    for (Optional<Message> due = outlet.due(parts.clock().instant());
        due.isPresent() && !line.isClosed();
        due = outlet.due(parts.clock().instant())) {
      send(new Delivery(due.get(), Optional.empty(), () -> {}), outlet.dueMustArrive());
    }
  }

  private void send(Delivery sent, boolean mustArrive) {
    delivery = Optional.of(sent);
    Courier.Outcome outcome = parts.courier().deliver(sent.message, mustArrive, this);
    delivery = Optional.empty();
    if (outcome != Courier.Outcome.STOPPED) {
      sent.end(outcome == Courier.Outcome.ACCEPTED);
    }
    consumer.resume(consumer.assignment());
  }

  @Override
  public boolean goOn() {
    if (line.isClosed()) {
      settle();
      return false;
    }
    consumer.pause(consumer.assignment());
    consumer.poll(Duration.ZERO);
    commitNowAndThen();
    return delivery.filter(sent -> sent.stopped).isEmpty();
  }

  @Override
  public void rest(Duration time) {
    line.rest(time);
  }

  /** Waits for the request under way. */
  private void settle() {
    if (delivery.isPresent() && parts.courier().settle(parts.settling())) {
      delivery.get().end(true);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    if (assigned.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(Set.copyOf(assigned), LOOKUP);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(assigned, LOOKUP);
    Map<TopicPartition, Long> ends = consumer.endOffsets(assigned, LOOKUP);
    for (TopicPartition partition : assigned) {
      long beginning = beginnings.get(partition);
      Place place =
          new Place(
              partition, Optional.ofNullable(found.get(partition)), beginning, ends.get(partition));
      places.put(partition, place);
      consumer.seek(partition, place.isSurveying() ? beginning : place.start());
    }
    if (delivery.isPresent()) {
      consumer.pause(assigned);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    // The next owner must not send a later state before this one has arrived.
    settle();
    commit(revoked.stream().map(places::get).filter(Objects::nonNull).toList());
    forget(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    forget(lost);
  }

  private void forget(Collection<TopicPartition> gone) {
    delivery.ifPresent(
        sent ->
            sent.stopped |=
                sent.place.map(Place::partition).map(gone::contains).orElse(outlet.holdsBack()));
    for (TopicPartition partition : gone) {
      places.remove(partition);
      outlet.forget(partition);
    }
  }

  private void endSurveys() {
    for (Place place : places.values()) {
      if (place.isSurveying() && consumer.position(place.partition()) >= place.surveyEnd()) {
        place.surveyed();
        consumer.seek(place.partition(), place.start());
      }
    }
  }

  private void commitNowAndThen() {
    if (System.nanoTime() - committedNanos < COMMIT_EVERY_NANOS || outlet.holdsBack()) {
      return;
    }
    committedNanos = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> positions = positions(places.values());
    if (!positions.isEmpty()) {
      consumer.commitAsync(
          positions,
          (committed, failed) -> {
            if (failed == null) {
              committed.forEach(this::committed);
            } else {
              LOG.debug("{} could not commit: {}", parts.name(), failed.getMessage());
            }
          });
    }
  }

  private void commit(Collection<Place> of) {
    Map<TopicPartition, OffsetAndMetadata> positions = positions(of);
    if (!positions.isEmpty() && !outlet.holdsBack()) {
      consumer.commitSync(positions, COMMIT);
      positions.forEach(this::committed);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> positions(Collection<Place> of) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (Place place : of) {
      place.toCommit().ifPresent(position -> positions.put(place.partition(), position));
    }
    return positions;
  }

  private void committed(TopicPartition partition, OffsetAndMetadata position) {
    Place place = places.get(partition);
    if (place != null) {
      place.committed(position.offset());
    }
  }

  private Optional<Alert> decode(ConsumerRecord<byte[], byte[]> row, boolean isSurveying) {
    if (row.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parts.decoder().apply(row.value()));
    } catch (UndecodableException undecodable) {
      if (!isSurveying) {
        parts.counts().undecodable().increment();
        LOG.warn(
            "{} skips offset {} of {}, which is no alert, or none of this version: {}",
            parts.name(),
            row.offset(),
            new TopicPartition(row.topic(), row.partition()),
            undecodable.getMessage());
      }
      return Optional.empty();
    }
  }

  /** A message under way. */
  private final class Delivery {
    private final Message message;
    private final Optional<Place> place;
    private final Runnable dealtWith;
    private boolean stopped;
    private boolean ended;

    /**
     * @param place of the alert; empty for what is due
     */
    Delivery(Message message, Optional<Place> place, Runnable dealtWith) {
      this.message = message;
      this.place = place;
      this.dealtWith = dealtWith;
    }

    void end(boolean accepted) {
      if (!ended) {
        ended = true;
        dealtWith.run();
        outlet.delivered(accepted);
      }
    }
  }

  /** The id of an alert whose value is gone: the record's key. */
  private static String key(ConsumerRecord<byte[], byte[]> row) {
    return row.key() == null ? "" : new String(row.key(), StandardCharsets.UTF_8);
  }
}
