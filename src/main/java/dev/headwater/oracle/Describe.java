package dev.headwater.oracle;

import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an event on one line, for a person who investigates a failing seed. */
final class Describe {
  private Describe() {}

  static String event(LineageEvent event) {
    StringBuilder line =
        new StringBuilder()
            .append(event.eventId())
            .append(" t=")
            .append(event.eventTime())
            .append(' ')
            .append(event.type());
    event.document().ifPresent(document -> line.append(' ').append(document));
    event.retract().ifPresent(retract -> line.append(" of ").append(retract.event()));
    event.synthesize().ifPresent(payload -> line.append(' ').append(payload));
    event
        .ingest()
        .ifPresent(
            ingest ->
                line.append(" synthetic=")
                    .append(ingest.containsSynthetic())
                    .append(" source=")
                    .append(
                        List.of(
                            ingest.sourceUri(),
                            ingest.collectionMethod(),
                            ingest.collectedFrom())));
    return line.append(' ')
        .append(event.inputsComplete())
        .append(' ')
        .append(
            event.inputs().stream()
                .map(
                    in ->
                        in.role()
                            + " "
                            + in.asset()
                            + (in.sha256().isEmpty() ? "" : "#" + in.sha256())
                            + (in.inferred() ? " inferred" : ""))
                .collect(Collectors.joining(", ", "[", "]")))
        .append(" -> ")
        .append(event.outputs().stream().map(out -> out.asset().urn()).toList())
        .append(" by ")
        .append(event.agents().stream().map(agent -> agent.type() + " " + agent.id()).toList())
        .toString();
  }
}
