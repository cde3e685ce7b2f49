package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The records of a history, by the assets that they are about, so that many answers about it can be
 * judged. Immutable, so that it is thread-safe.
 */
public final class RecordIndex {
  private final Map<Asset, List<LineageEvent>> at = new HashMap<>();
  private final Map<Asset, List<LineageEvent>> naming = new HashMap<>();
  private final Map<Asset, Set<Asset>> madeFrom = new HashMap<>();
  private final Map<Withdrawal, List<LineageEvent>> withdrawals = new HashMap<>();
  private final List<LineageEvent> retractions = new ArrayList<>();
  private final Map<UUID, Span> spans = new HashMap<>();

  private record Withdrawal(UUID event, Asset asset) {}

  private record Span(Instant earliest, Instant latest) {}

  /**
   * A record that was sent.
   *
   * @param event what it says; records of the same id say the same
   * @param earliest when it was first sent
   * @param latest the timestamp of the record that was acknowledged
   */
  public record Sent(LineageEvent event, Instant earliest, Instant latest) {}

  public RecordIndex(List<Sent> records) {
    for (Sent sent : records) {
      LineageEvent event = sent.event();
      boolean again = spans.containsKey(event.eventId());
      spans.merge(event.eventId(), new Span(sent.earliest(), sent.latest()), RecordIndex::together);
      if (!again) {
        add(event);
      }
    }
  }

  private static Span together(Span one, Span other) {
    return new Span(
        one.earliest().isBefore(other.earliest()) ? one.earliest() : other.earliest(),
        one.latest().isAfter(other.latest()) ? one.latest() : other.latest());
  }

  private void add(LineageEvent event) {
    if (event.type() == EventType.RETRACT) {
      retractions.add(event);
      UUID retracted = event.retract().orElseThrow().event();
      for (Output output : event.outputs()) {
        put(withdrawals, new Withdrawal(retracted, output.asset()), event);
      }
      return;
    }
    Set<Asset> named = new TreeSet<>(Contributions.targets(event));
    for (Asset target : Contributions.targets(event)) {
      put(at, target, event);
      for (Input input : event.inputs()) {
        madeFrom.computeIfAbsent(input.asset(), from -> new TreeSet<>()).add(target);
        named.add(input.asset());
      }
    }
    named.forEach(asset -> put(naming, asset, event));
  }

  private static <K> void put(Map<K, List<LineageEvent>> map, K key, LineageEvent event) {
    map.computeIfAbsent(key, any -> new ArrayList<>()).add(event);
  }

  /** The events that make or document the asset, retracted ones included. */
  List<LineageEvent> at(Asset asset) {
    return at.getOrDefault(asset, List.of());
  }

  /** The events that name the asset as an input, an output or a document's target. */
  List<LineageEvent> naming(Asset asset) {
    return naming.getOrDefault(asset, List.of());
  }

  /** The assets that some event makes or documents with this asset as an input. */
  Set<Asset> madeFrom(Asset asset) {
    return madeFrom.getOrDefault(asset, Set.of());
  }

  /** The retractions that end what the event says of the asset. */
  List<LineageEvent> withdrawals(LineageEvent event, Asset asset) {
    return withdrawals.getOrDefault(new Withdrawal(event.eventId(), asset), List.of());
  }

  /** All retractions. */
  List<LineageEvent> retractions() {
    return retractions;
  }

  /** The event has not arrived before this. */
  Instant earliest(LineageEvent event) {
    return spans.get(event.eventId()).earliest();
  }

  /** All records of the event have arrived by this, if they have been acknowledged. */
  Instant latest(LineageEvent event) {
    return spans.get(event.eventId()).latest();
  }
}
