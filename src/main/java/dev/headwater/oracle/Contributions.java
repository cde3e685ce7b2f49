package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The contributions of the events that count: what each event says of each asset that it makes or
 * documents. A RETRACT ends a contribution only at those assets that it lists among its outputs.
 */
final class Contributions {
  private final Map<UUID, LineageEvent> events = new LinkedHashMap<>();
  private final Map<UUID, Instant> arrivals = new LinkedHashMap<>();
  private final Set<Withdrawal> withdrawals = new HashSet<>();
  private final Map<Asset, List<LineageEvent>> all = new TreeMap<>();

  private record Withdrawal(UUID event, Asset asset) {}

  Contributions(List<Arrival> log, Moment moment) {
    for (Arrival arrival : moment.counted(log)) {
      LineageEvent event = arrival.event();
      events.put(event.eventId(), event);
      arrivals.put(event.eventId(), arrival.at());
      targets(event)
          .forEach(asset -> all.computeIfAbsent(asset, a -> new ArrayList<>()).add(event));
      event
          .retract()
          .ifPresent(
              retract ->
                  event
                      .outputs()
                      .forEach(
                          out -> withdrawals.add(new Withdrawal(retract.event(), out.asset()))));
    }
  }

  boolean contains(LineageEvent event) {
    return events.containsKey(event.eventId());
  }

  boolean isWithdrawn(LineageEvent event, Asset asset) {
    return withdrawals.contains(new Withdrawal(event.eventId(), asset));
  }

  Instant arrival(LineageEvent event) {
    return arrivals.get(event.eventId());
  }

  /** The assets that the event makes or documents; none for a RETRACT. */
  static Set<Asset> targets(LineageEvent event) {
    Set<Asset> targets = new TreeSet<>();
    if (event.type() == EventType.DOCUMENT) {
      targets.add(event.document().orElseThrow().target());
    } else if (event.type() != EventType.RETRACT) {
      event.outputs().stream().map(Output::asset).forEach(targets::add);
    }
    return targets;
  }

  /** The events that make or document this asset, retracted ones included. */
  List<LineageEvent> all(Asset asset) {
    return all.getOrDefault(asset, List.of());
  }

  /** The events that name this asset as an input, an output or a document's target. */
  List<LineageEvent> naming(Asset asset) {
    return events.values().stream()
        .filter(event -> event.type() != EventType.RETRACT)
        .filter(
            event ->
                targets(event).contains(asset)
                    || event.inputs().stream().anyMatch(in -> in.asset().equals(asset)))
        .toList();
  }

  /** The events with a live contribution at this asset. */
  List<LineageEvent> at(Asset asset) {
    return all(asset).stream().filter(event -> !isWithdrawn(event, asset)).toList();
  }

  /**
   * Every asset that an event names as an input, an output or a document's target, retracted or
   * not. A RETRACT names nothing, because it only repeats what its event names.
   */
  Set<Asset> named() {
    Set<Asset> named = new TreeSet<>();
    for (LineageEvent event : events.values()) {
      if (event.type() != EventType.RETRACT) {
        event.inputs().stream().map(Input::asset).forEach(named::add);
        named.addAll(targets(event));
      }
    }
    return named;
  }

  /** The live edges, one for each input of each live contribution. */
  Set<Expected.Edge> edges() {
    Set<Expected.Edge> edges = new HashSet<>();
    for (Asset target : named()) {
      for (LineageEvent event : at(target)) {
        for (Input input : event.inputs()) {
          edges.add(
              new Expected.Edge(
                  input.asset(), target, input.role(), event.type(), event, input.inferred()));
        }
      }
    }
    return edges;
  }
}
