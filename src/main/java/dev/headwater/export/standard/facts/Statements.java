package dev.headwater.export.standard.facts;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What several standards ask for, taken from the facts of one asset. Placeholders do not count. */
public final class Statements {
  private final ExportFacts facts;
  private final Ingest ingest;

  public Statements(ExportFacts facts) {
    this.facts = facts;
    this.ingest = facts.summary().ingest().orElse(Ingest.EMPTY);
  }

  /** How it was collected; an empty one if nobody says so. */
  public Ingest ingest() {
    return ingest;
  }

  /** The license that was concluded, or else declared; "" if none is stated. */
  public String license() {
    return Stream.of(ingest.concludedLicense(), ingest.declaredLicense())
        .filter(Placeholder::counts)
        .findFirst()
        .orElse("");
  }

  /** The events that make the asset, the latest first. */
  public List<LineageEvent> makers() {
    return Stream.of(facts.syntheses(), facts.trainings(), facts.others())
        .flatMap(list -> list.items().stream())
        .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
        .toList();
  }

  /** The event that made the asset as it is now; empty if none is on record. */
  public Optional<LineageEvent> latestMaker() {
    return makers().stream().findFirst();
  }

  /** The people and organizations among the agents of the events that make it, each once. */
  public List<Agent> creators() {
    return makers().stream()
        .flatMap(event -> event.agents().stream())
        .filter(agent -> agent.type() != AgentType.SOFTWARE)
        .distinct()
        .toList();
  }

  /** The organizations on whose behalf, or which themselves, made the asset. */
  public List<String> organizations() {
    Set<String> organizations = new LinkedHashSet<>();
    for (LineageEvent event : makers()) {
      for (Agent agent : event.agents()) {
        if (agent.type() == AgentType.ORGANIZATION) {
          organizations.add(agent.id());
        }
        if (Placeholder.counts(agent.onBehalfOf())) {
          organizations.add(agent.onBehalfOf());
        }
      }
    }
    return List.copyOf(organizations);
  }
}
