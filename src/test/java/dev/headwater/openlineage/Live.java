package dev.headwater.openlineage;

import dev.headwater.app.OpenLineagePayloads;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Sends OpenLineage through a bridge, and tells what of its events is live, as the engine would.
 */
final class Live {
  private final Bridge bridge;
  private final EventReader reader;
  private final Map<String, byte[]> kept = new HashMap<>();
  final List<LineageEvent> sent = new ArrayList<>();

  Live() {
    this(false);
  }

  Live(boolean versions) {
    this.bridge = new Bridge(OpenLineagePayloads.INSTANCE, versions);
    this.reader = new EventReader(OpenLineagePayloads.INSTANCE, versions);
  }

  Live send(String json) {
    OpenLineageEvent event = reader.read(Json.parseForeign(json.getBytes(StandardCharsets.UTF_8)));
    // Through bytes each time, as it is kept between two records.
    Optional<Accumulation> known =
        Optional.ofNullable(kept.get(event.subject())).map(AccumulationJson::read);
    Bridge.Step step = bridge.accept(known, event);
    kept.put(event.subject(), AccumulationJson.write(step.after()));
    sent.addAll(step.events());
    return this;
  }

  /** Those of the events sent that are not retracted; an id that is used twice is a fault. */
  List<LineageEvent> events() {
    Map<UUID, LineageEvent> first = new LinkedHashMap<>();
    Set<UUID> retracted = new HashSet<>();
    for (LineageEvent event : sent) {
      LineageEvent other = first.putIfAbsent(event.eventId(), event);
      if (other != null) {
        throw new AssertionError("an id is used twice: " + other + " and " + event);
      }
      event.retract().map(Retract::event).ifPresent(retracted::add);
    }
    return first.values().stream()
        .filter(event -> event.type() != EventType.RETRACT)
        .filter(event -> !retracted.contains(event.eventId()))
        .toList();
  }

  /** What is live, without ids. */
  Set<String> content() {
    Set<String> content = new TreeSet<>();
    events()
        .forEach(event -> content.add(event.toString().replace(event.eventId().toString(), "id")));
    return content;
  }

  /** The only live event that makes {@code urn}. */
  LineageEvent making(String urn) {
    List<LineageEvent> found =
        events().stream()
            .filter(
                event ->
                    event.outputs().stream().map(Output::asset).anyMatch(a -> a.urn().equals(urn)))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " events make " + urn + ": " + events());
    }
    return found.get(0);
  }

  /** Edges as {@code from > to role}, those that are only inferred with a question mark. */
  Set<String> edges() {
    Set<String> edges = new TreeSet<>();
    for (LineageEvent event : events()) {
      for (Input input : event.inputs()) {
        for (String to : targets(event)) {
          edges.add(
              input.asset().urn()
                  + " > "
                  + to
                  + " "
                  + input.role()
                  + (input.inferred() ? "?" : ""));
        }
      }
    }
    return edges;
  }

  private static List<String> targets(LineageEvent event) {
    return event
        .document()
        .map(Document::target)
        .map(target -> List.of(target.urn()))
        .orElse(event.outputs().stream().map(output -> output.asset().urn()).toList());
  }
}
