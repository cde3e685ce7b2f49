package dev.headwater.erasure;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Forgetting;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what stays on record of an event that is only about forgotten versions: its id and time, its
 * job and run, the names, sizes, digests and compositions of what it made, and the names of its
 * inputs. Nothing about origin or documentation stays, so the gate never passes such a version, nor
 * what is made of it later. The decision to forget is on record in the event. Thread-safe.
 */
public final class Forgotten {
  private final Set<Asset> versions;
  private final Selection.Unused selection;
  private final Instant now;

  /**
   * @param versions that are forgotten
   * @param selection who decided it, and why
   * @param now when
   */
  Forgotten(Set<Asset> versions, Selection.Unused selection, Instant now) {
    this.versions = Set.copyOf(versions);
    this.selection = selection;
    this.now = now;
  }

  Set<Asset> versions() {
    return versions;
  }

  /** What stays of an event; an equal one if it is about something else too. */
  LineageEvent apply(LineageEvent event) {
    Set<Asset> about = UnusedVersions.about(event);
    if (about.isEmpty() || !versions.containsAll(about)) {
      return event;
    }
    List<Decision> decisions = event.decisions();
    boolean decided = decisions.size() == 1 && decisions.get(0).id().equals(Forgetting.DECISION);
    if (decided && event.equals(without(event, event.agents(), decisions))) {
      return event; // forgotten earlier, by a decision that is on record
    }
    return without(event, List.of(decider()), List.of(decision()));
  }

  private static LineageEvent without(
      LineageEvent event, List<Agent> agents, List<Decision> decisions) {
    LineageEvent.Builder after =
        LineageEvent.builder(type(event))
            .eventId(event.eventId())
            .eventTime(event.eventTime())
            .producer(event.producer())
            .job(event.job())
            .run(event.run())
            .inputs(event.inputs().stream().map(Forgotten::reference).toList())
            .outputs(event.outputs().stream().map(Forgotten::output).toList())
            .inputsComplete(Completeness.INCOMPLETE)
            .agents(agents)
            .decisions(decisions);
    event.document().ifPresent(document -> after.document(document(document)));
    event.retract().ifPresent(after::retract);
    return after.build();
  }

  /** Only an event that makes something can say that inputs are missing. */
  private static EventType type(LineageEvent event) {
    return switch (event.type()) {
      case DOCUMENT, RETRACT -> event.type();
      case INGEST, CLEAN, TRANSFORM, SYNTHESIZE, TRAIN -> EventType.TRANSFORM;
    };
  }

  /** Nothing travels along this role. */
  private static Input reference(Input input) {
    return Input.of(input.asset(), Role.REFERENCE);
  }

  private static Document document(Document document) {
    return new Document(
        document.target(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Output output(Output output) {
    return new Output(
        output.asset(), output.records(), output.bytes(), output.sha256(), output.composition());
  }

  private Agent decider() {
    return new Agent(selection.decidedBy(), AgentType.PERSON, "DATA_STEWARD", "");
  }

  private Decision decision() {
    return new Decision(
        Forgetting.DECISION,
        DecisionKind.OTHER,
        "Unused since " + selection.since() + ". What stays on record?",
        "names, sizes, digests, compositions",
        selection.rationale(),
        List.of(selection.decidedBy()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(now));
  }
}
