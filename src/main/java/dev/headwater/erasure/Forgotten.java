package dev.headwater.erasure;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.EventType;
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
 * job and run, the names, sizes, digests and compositions of what it made, and the names of those
 * of its inputs that are not forgotten. Nothing about origin or documentation stays, so the gate
 * never passes such a version, nor what is made of it later. The decision to forget is on record in
 * the event. Thread-safe.
 */
public final class Forgotten {
  /** The id of the decision in such an event. */
  public static final String DECISION = "headwater:forgotten";

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
    boolean again = event.decisions().stream().anyMatch(one -> one.id().equals(DECISION));
    boolean retraction = event.type() == EventType.RETRACT;
    LineageEvent.Builder after =
        LineageEvent.builder(retraction ? EventType.RETRACT : EventType.TRANSFORM)
            .eventId(event.eventId())
            .eventTime(event.eventTime())
            .producer(event.producer())
            .job(event.job())
            .run(event.run())
            .inputs(event.inputs().stream().filter(this::stays).map(Forgotten::reference).toList())
            .outputs(outputs(event))
            .inputsComplete(Completeness.INCOMPLETE)
            .agents(again ? event.agents() : List.of(decider()))
            .decisions(again ? event.decisions() : List.of(decision()));
    event.retract().ifPresent(after::retract);
    return after.build();
  }

  private boolean stays(Input input) {
    return !versions.contains(input.asset());
  }

  /** Nothing travels along this role. */
  private static Input reference(Input input) {
    return Input.of(input.asset(), Role.REFERENCE);
  }

  /**
   * A document becomes an event that made its target: only that can say that inputs are missing.
   */
  private static List<Output> outputs(LineageEvent event) {
    return event
        .document()
        .map(document -> List.of(Output.of(document.target())))
        .orElseGet(() -> event.outputs().stream().map(Forgotten::output).toList());
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
        DECISION,
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
