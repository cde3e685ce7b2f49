package dev.headwater.openlineage;

import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Takes one OpenLineage event after the other and says which events of ours follow: new ones for
 * what has come to be known, retractions of what is superseded or was made by a run that failed.
 *
 * <p>What is live in the end depends on which events came and not on their order. The ids of our
 * events are made of subject, target and how many there were for it before, so that the same events
 * in the same order, as after a crash, give the same ids.
 */
public final class Bridge {
  private static final UUID ANY = new UUID(0, 0);

  private final Translation translation;

  /**
   * @param payloads reads our own facets
   * @param versions whether version facets make assets of their own
   */
  public Bridge(Payloads payloads, boolean versions) {
    this.translation = new Translation(new PayloadFacets(payloads), versions);
  }

  /**
   * What follows from an event.
   *
   * @param after to be kept for the next event of the subject
   * @param events to be sent, in order
   */
  public record Step(Accumulation after, List<LineageEvent> events) {
    public Step {
      events = List.copyOf(events);
    }
  }

  /**
   * Takes an event.
   *
   * @param known what was kept of its subject
   * @throws InvalidException if together with what is known it passes a limit of our events
   */
  public Step accept(Optional<Accumulation> known, OpenLineageEvent event) {
    Accumulation before = known.orElseGet(() -> Accumulation.before(event));
    Accumulation merged = before.with(event);
    SortedMap<String, LineageEvent> was = events(before);
    SortedMap<String, LineageEvent> is = events(merged);
    SortedMap<String, Integer> generations = new TreeMap<>(before.generations());
    List<LineageEvent> changes = new ArrayList<>();
    TreeSet<String> changed = new TreeSet<>();
    TreeSet<String> targets = new TreeSet<>(was.keySet());
    targets.addAll(is.keySet());
    for (String target : targets) {
      LineageEvent old = was.get(target);
      if (old != null && !old.equals(is.get(target))) {
        changes.add(retraction(before, target, old, event));
      }
      if (is.containsKey(target) && !is.get(target).equals(old)) {
        generations.merge(target, 1, Integer::sum);
        changed.add(target);
      }
    }
    Accumulation after = merged.withGenerations(generations);
    SortedMap<String, LineageEvent> named =
        translation.events(after.standing(), target -> id(after, target, "event"));
    changed.forEach(target -> changes.add(named.get(target)));
    return new Step(after, changes);
  }

  /** With the same id for all, so that they can be compared by what they say. */
  private SortedMap<String, LineageEvent> events(Accumulation accumulation) {
    return translation.events(accumulation.standing(), target -> ANY);
  }

  private static UUID id(Accumulation accumulation, String target, String what) {
    return Digest.uuid(
        List.of(
            "openlineage",
            accumulation.subject(),
            target,
            accumulation.generations().getOrDefault(target, 0).toString(),
            what));
  }

  private static LineageEvent retraction(
      Accumulation before, String target, LineageEvent old, OpenLineageEvent cause) {
    String reason =
        cause.state().ends() && cause.state() != RunState.COMPLETE
            ? "OpenLineage: the run ended with " + cause.state()
            : "OpenLineage: superseded by a later event";
    return LineageEvent.builder(EventType.RETRACT)
        .eventId(id(before, target, "retraction"))
        .eventTime(cause.eventTime())
        .producer(old.producer())
        .job(old.job())
        .run(old.run())
        .inputs(old.inputs())
        .outputs(
            old.document()
                .map(Document::target)
                .map(asset -> List.of(Output.of(asset)))
                .orElse(old.outputs()))
        .retract(new Retract(id(before, target, "event"), reason))
        .build();
  }
}
