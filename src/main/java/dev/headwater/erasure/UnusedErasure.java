package dev.headwater.erasure;

import dev.headwater.backup.Part;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Party;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes the content of unused versions out of the events about them ({@link UnusedVersions}, {@link
 * Forgotten}). Not thread-safe.
 */
public final class UnusedErasure implements Rewriting {
  private final Selection.Unused selection;
  private final Instant now;
  private final AlertDecoder alerts;
  private final EventDecoder decoder;
  private final EventEncoder encoder;
  private final Optional<Set<Asset>> decided;
  private final Map<String, Set<Asset>> open = new HashMap<>();
  private final UnusedVersions versions;
  private Forgotten forgotten;
  private long unreadable;

  /**
   * @param now when the content goes
   * @param decided the versions that an earlier run of this erasure has found, if it has
   */
  public UnusedErasure(
      Selection.Unused selection,
      Instant now,
      AlertDecoder alerts,
      EventDecoder decoder,
      EventEncoder encoder,
      Optional<Set<Asset>> decided) {
    this.selection = selection;
    this.versions = new UnusedVersions(selection.since());
    this.now = now;
    this.alerts = alerts;
    this.decoder = decoder;
    this.encoder = encoder;
    this.decided = decided;
  }

  @Override
  public Set<Part> parts() {
    return Set.of(Part.EVENTS, Part.QUARANTINE);
  }

  /** A quarantined event may be sent again, so what it names is in use. */
  @Override
  public List<Part> learnsFrom() {
    return decided.isPresent() ? List.of() : List.of(Part.ALERTS, Part.QUARANTINE, Part.EVENTS);
  }

  @Override
  public void learn(Part part, ConsumerRecord<byte[], byte[]> record) {
    switch (part) {
      case ALERTS -> learnAlert(record);
      case QUARANTINE -> event(record).ifPresent(versions::takeUncounted);
      case EVENTS -> learnEvent(record);
      case OPENLINEAGE, OPENLINEAGE_STATE -> throw new IllegalArgumentException(part.label());
    }
  }

  private void learnEvent(ConsumerRecord<byte[], byte[]> record) {
    Optional<LineageEvent> event = event(record);
    if (event.isPresent()) {
      versions.take(event.get(), Instant.ofEpochMilli(record.timestamp()));
    } else {
      unreadable++;
    }
  }

  /** How many records of events could not be read, so that what they name does not count. */
  public long unreadable() {
    return unreadable;
  }

  /** The last record of an alert counts. */
  private void learnAlert(ConsumerRecord<byte[], byte[]> record) {
    String id = Arrays.toString(record.key());
    if (record.value() == null) {
      open.remove(id);
      return;
    }
    try {
      Alert alert = alerts.decode(record.value());
      if (alert.status() == AlertStatus.OPEN) {
        Set<Asset> named = new HashSet<>(alert.path());
        for (Party party : List.of(alert.subject(), alert.origin())) {
          if (party instanceof Asset asset) {
            named.add(asset);
          }
        }
        open.put(id, named);
      } else {
        open.remove(id);
      }
    } catch (UndecodableException | InvalidException foreign) {
      throw new ErasureException(
          "cannot read the alert at partition "
              + record.partition()
              + ", offset "
              + record.offset()
              + " of topic "
              + record.topic()
              + " ("
              + foreign.getMessage()
              + "), and what an open alert names has to stay",
          foreign);
    }
  }

  /** The versions whose content goes. After everything was learned. */
  public Set<Asset> forgotten() {
    if (forgotten == null) {
      open.values().forEach(named -> named.forEach(versions::alert));
      forgotten = new Forgotten(decided.orElseGet(versions::find), selection, now);
    }
    return forgotten.versions();
  }

  @Override
  public Outcome apply(Part part, ConsumerRecord<byte[], byte[]> record) {
    if (part == Part.EVENTS && !forgotten().isEmpty()) {
      Optional<LineageEvent> event = event(record);
      if (event.isPresent() && isOld(event.get(), record)) {
        LineageEvent after = forgotten.apply(event.get());
        if (!after.equals(event.get())) {
          return new Outcome(Outcome.Kind.ERASED, encoder.encode(after), record.headers());
        }
      }
    }
    return new Outcome(Outcome.Kind.UNCHANGED, record.value(), record.headers());
  }

  /** What came after the versions were chosen stays, whatever it is about. */
  private boolean isOld(LineageEvent event, ConsumerRecord<byte[], byte[]> record) {
    return event.eventTime().isBefore(selection.since())
        && Instant.ofEpochMilli(record.timestamp()).isBefore(selection.since());
  }

  private Optional<LineageEvent> event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? Optional.empty()
          : Optional.of(decoder.decode(record.value()));
    } catch (UndecodableException | InvalidException unreadable) {
      return Optional.empty();
    }
  }
}
