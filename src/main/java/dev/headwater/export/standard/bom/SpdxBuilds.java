package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Role;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds a build for every event that makes the asset, and its relationships. */
final class SpdxBuilds {
  private static final Set<Role> EVERY = EnumSet.allOf(Role.class);
  private static final Set<Role> TOOLS =
      EnumSet.of(Role.GENERATOR, Role.TRANSLATOR, Role.FILTER_MODEL, Role.ANNOTATOR_MODEL);
  private static final Set<Role> TRAINING_DATA = EnumSet.of(Role.SOURCE, Role.SEED);
  private static final String INFERRED =
      "Only inferred: each input of the run may have gone into each of its outputs.";

  private final BomFacts bom;
  private final SpdxGraph graph;
  private final List<Missing> missing;
  private final String asset;

  SpdxBuilds(BomFacts bom, SpdxGraph graph, List<Missing> missing) {
    this.bom = bom;
    this.graph = graph;
    this.missing = missing;
    this.asset = SpdxPackages.id(graph, bom.facts().asset());
  }

  void add() {
    bom.makers().forEach(this::build);
    if (!bom.makers().isEmpty()) {
      missing.add(
          new Missing(
              "build_Build invokedBy",
              "Events name agents and their roles, but have no field for who invoked the run."));
    }
  }

  private void build(LineageEvent event) {
    String name = "event:" + event.eventId();
    ObjectNode build = graph.add("build_Build", name);
    EventParts.put(build, "name", event.job().name());
    build.put("build_buildType", BomProperties.NAMESPACE + event.type());
    EventParts.put(build, "build_buildId", event.run());
    SpdxGraph.entries(build, "build_parameter", bom.parameters(event));
    SpdxGraph.extend(build, EventProperties.ofMaker(event, bom));

    inputs(event, graph.id(name));
    outputs(event, graph.id(name));
    tools(event, graph.id(name));
    for (Agent agent : event.agents()) {
      if (agent.type() != AgentType.SOFTWARE && Placeholder.counts(agent.id())) {
        relate(
            graph.id(name),
            "other",
            SpdxPackages.id(graph, agent),
            "The agent took part in the role of the extension.",
            new BomProperties().json("agents", EventParts.agent(agent)));
      }
    }
  }

  private void inputs(LineageEvent event, String build) {
    List<Asset> stated = BomFacts.inputs(event, false, EVERY);
    List<Asset> inferred = BomFacts.inputs(event, true, EVERY);
    Completeness completeness = bom.completeness(event);
    if (!stated.isEmpty() && !inferred.isEmpty() && completeness == Completeness.COMPLETE) {
      // Both together name all inputs, but neither of them does.
      completeness = Completeness.NO_ASSERTION;
    }
    graph.relate(build, "hasInput", ids(stated), completeness, "", details(event, false));
    graph.relate(build, "hasInput", ids(inferred), completeness, INFERRED, details(event, true));
    if (event.type() == EventType.TRAIN && bom.facts().asset().kind() == AssetKind.MODEL) {
      trainedOn(event, false, completeness);
      trainedOn(event, true, completeness);
    }
  }

  private void trainedOn(LineageEvent event, boolean inferred, Completeness completeness) {
    List<Asset> data =
        BomFacts.inputs(event, inferred, TRAINING_DATA).stream()
            .filter(one -> one.kind() == AssetKind.DATASET)
            .toList();
    graph.relate(
        asset,
        "trainedOn",
        ids(data),
        completeness,
        inferred ? INFERRED : "",
        new BomProperties().fact("eventId", event.eventId().toString()));
  }

  private static BomProperties details(LineageEvent event, boolean inferred) {
    BomProperties details = new BomProperties();
    event.inputs().stream()
        .filter(input -> input.inferred() == inferred)
        .forEach(input -> details.json("inputs", EventProperties.input(input)));
    return details;
  }

  private List<String> ids(List<Asset> assets) {
    return assets.stream().map(one -> SpdxPackages.id(graph, one)).toList();
  }

  private void outputs(LineageEvent event, String build) {
    BomProperties details = new BomProperties();
    event.outputs().stream()
        .filter(output -> output.asset().equals(bom.facts().asset()))
        .map((Output output) -> EventProperties.of(output))
        .forEach(details::all);
    relate(build, "hasOutput", asset, "The event may have other outputs.", details);
  }

  private void tools(LineageEvent event, String build) {
    Set<String> used = new HashSet<>();
    for (Input input : event.inputs()) {
      if (TOOLS.contains(input.role())) {
        String id = SpdxPackages.id(graph, input.asset());
        used.add(id);
        relate(build, "usesTool", id, input.inferred() ? INFERRED : "", EventProperties.of(input));
      }
    }
    for (Generator generator : bom.generators(event)) {
      String id = SpdxPackages.id(graph, bom, generator);
      String comment = isInferred(event, generator) ? INFERRED : "";
      if (used.add(id)) {
        BomProperties details =
            new BomProperties().json("synthesize.generators", EventParts.generator(generator));
        relate(build, "usesTool", id, comment, details);
      }
      BomProperties details = new BomProperties().fact("eventId", event.eventId().toString());
      relate(id, "generates", asset, comment, details);
    }
    for (Agent agent : event.agents()) {
      if (agent.type() == AgentType.SOFTWARE && Placeholder.counts(agent.id())) {
        relate(
            build,
            "usesTool",
            SpdxPackages.id(graph, agent),
            "",
            new BomProperties().json("agents", EventParts.agent(agent)));
      }
    }
  }

  /** Whether the generator is known only as an inferred input of the event. */
  private boolean isInferred(LineageEvent event, Generator generator) {
    String id = SpdxPackages.id(graph, bom, generator);
    return !bom.states(event, generator)
        && event.inputs().stream()
            .filter(input -> SpdxPackages.id(graph, input.asset()).equals(id))
            .anyMatch(Input::inferred);
  }

  private void relate(
      String from, String type, String to, String comment, BomProperties properties) {
    graph.relate(from, type, List.of(to), Completeness.NO_ASSERTION, comment, properties);
  }
}
