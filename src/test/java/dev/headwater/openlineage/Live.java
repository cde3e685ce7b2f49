package dev.headwater.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.stream.OpenLineagePayloads;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Sends OpenLineage events through a bridge, and returns which of the resulting events are live, as
 * the engine would decide.
 */
final class Live {
  private final Bridge bridge;
  private final EventReader reader;
  final Map<String, MapMemory> kept = new HashMap<>();
  final List<LineageEvent> sent = new ArrayList<>();
  private final boolean slowly;

  Live() {
    this(false);
  }

  Live(boolean versions) {
    this(versions, 100_000, false);
  }

  /**
   * @param step the most that one step of the bridge does
   * @param slowly whether work that is left waits: one step of it runs before the next event of the
   *     same subject. Otherwise each event is finished at once
   */
  Live(boolean versions, long step, boolean slowly) {
    this.bridge = new Bridge(OpenLineagePayloads.INSTANCE, versions, Integer.MAX_VALUE, step);
    this.reader = new EventReader(OpenLineagePayloads.INSTANCE, versions);
    this.slowly = slowly;
  }

  private final Set<String> unfinished = new TreeSet<>();

  Live send(String json) {
    OpenLineageEvent event = reader.read(Json.parseForeign(json.getBytes(StandardCharsets.UTF_8)));
    if (slowly && unfinished.remove(event.subject())) {
      proceed(event.subject());
    }
    MapMemory memory = kept.computeIfAbsent(event.subject(), any -> new MapMemory());
    take(event.subject(), bridge.accept(memory, event, 1, false));
    if (!slowly) {
      finish();
    }
    return this;
  }

  private void take(String subject, Bridge.Step step) {
    kept.get(subject).apply(step.rows());
    sent.addAll(step.events());
    if (step.more()) {
      assertThat(unfinished.add(subject)).as("it is not gone on with twice").isTrue();
    }
  }

  private void proceed(String subject) {
    Bridge.Step step =
        bridge.proceed(
            kept.get(subject),
            tooMuch -> {
              throw tooMuch;
            });
    assertThat(step.unfinished()).isEqualTo(step.more());
    take(subject, step);
  }

  /** Runs all steps that are left. */
  Live finish() {
    while (!unfinished.isEmpty()) {
      String subject = unfinished.iterator().next();
      unfinished.remove(subject);
      proceed(subject);
    }
    return this;
  }

  /**
   * Returns the events that were sent and are not retracted.
   *
   * @throws AssertionError if an id was used twice
   */
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

  /**
   * Returns the live events without ids and times, because the same content at another time counts
   * as equal.
   */
  List<String> content() {
    return events().stream()
        .map(
            event ->
                event
                    .toString()
                    .replace(event.eventId().toString(), "id")
                    .replace("eventTime=" + event.eventTime(), "eventTime=any"))
        .sorted()
        .toList();
  }

  /** Returns the only live event that makes {@code urn}. */
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

  /**
   * Returns the live edges as {@code from > to role}, with a question mark after an inferred one.
   */
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
