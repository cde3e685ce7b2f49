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
 * What each event still says about each asset that it makes or documents. The first event of an id
 * stands; a RETRACT ends a contribution where it lists the asset among its outputs, and nowhere
 * else.
 */
final class Contributions {
  private final Map<UUID, LineageEvent> events = new LinkedHashMap<>();
  private final Map<UUID, Instant> arrivals = new LinkedHashMap<>();
  private final Set<Withdrawal> withdrawals = new HashSet<>();
  private final Map<Asset, List<LineageEvent>> live = new TreeMap<>();

  private record Withdrawal(UUID event, Asset asset) {}

  Contributions(List<Arrival> log) {
    for (Arrival arrival : log) {
      events.putIfAbsent(arrival.event().eventId(), arrival.event());
      arrivals.putIfAbsent(arrival.event().eventId(), arrival.at());
    }
    for (LineageEvent event : events.values()) {
      event
          .retract()
          .ifPresent(
              retract ->
                  event
                      .outputs()
                      .forEach(
                          out -> withdrawals.add(new Withdrawal(retract.event(), out.asset()))));
    }
    for (LineageEvent event : events.values()) {
      for (Asset target : targets(event)) {
        if (!withdrawals.contains(new Withdrawal(event.eventId(), target))) {
          live.computeIfAbsent(target, asset -> new ArrayList<>()).add(event);
        }
      }
    }
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

  /** The events with a live contribution at this asset. */
  List<LineageEvent> at(Asset asset) {
    return live.getOrDefault(asset, List.of());
  }

  /** Every asset that an event other than a RETRACT names, live or not. */
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
