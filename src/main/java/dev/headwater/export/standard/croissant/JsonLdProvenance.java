package dev.headwater.export.standard.croissant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.Nodes;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what W3C PROV has terms for, as JSON-LD: what an asset was derived from, the activities
 * that generated it, and whom it is attributed to.
 *
 * <p>An event has one time, and does not say whether its step started or ended then. An activity
 * therefore has {@code headwater:eventTime}, and no start or end.
 */
final class JsonLdProvenance {
  private JsonLdProvenance() {}

  /** Adds the provenance of the asset itself. */
  static void add(ObjectNode document, ExportFacts facts) {
    derivations(document, byTarget(facts).getOrDefault(facts.asset(), List.of()));
    Statements statements = new Statements(facts);
    Nodes.list(document, "prov:wasGeneratedBy", statements.makers(), JsonLdProvenance::activity);
    Nodes.list(
        document,
        "prov:wasAttributedTo",
        statements.makers().stream()
            .flatMap(event -> event.agents().stream())
            .map(agent -> new Party(agent.id(), agent.type()))
            .distinct()
            .toList(),
        JsonLdProvenance::agent);
  }

  /** The links by what they lead to. */
  static Map<Asset, List<Link>> byTarget(ExportFacts facts) {
    return facts.links().stream().collect(Collectors.groupingBy(Link::to));
  }

  /**
   * Adds what an asset was made from. An input in a role that carries nothing into the output, such
   * as a model that only filters, is {@code prov:wasInfluencedBy}, and not {@code
   * prov:wasDerivedFrom}.
   */
  static void derivations(ObjectNode node, List<Link> links) {
    derivation(
        node,
        "prov:wasDerivedFrom",
        "prov:qualifiedDerivation",
        links.stream().filter(link -> link.role().carries()).toList());
    derivation(
        node,
        "prov:wasInfluencedBy",
        "prov:qualifiedInfluence",
        links.stream().filter(link -> !link.role().carries()).toList());
  }

  private static void derivation(
      ObjectNode node, String plain, String qualified, List<Link> links) {
    Nodes.list(
        node, plain, links.stream().map(Link::from).distinct().toList(), JsonLdProvenance::entity);
    Nodes.list(node, qualified, links, JsonLdProvenance::qualified);
  }

  private static ObjectNode entity(Asset asset) {
    ObjectNode node = Nodes.object();
    node.put("@id", asset.urn());
    node.put("@type", type(asset.kind()));
    node.put("name", asset.name());
    asset.version().ifPresent(version -> node.put("version", version));
    return node;
  }

  private static ObjectNode qualified(Link link) {
    ObjectNode node = Nodes.object();
    node.put("@type", link.role().carries() ? "prov:Derivation" : "prov:EntityInfluence");
    node.set("prov:entity", reference(link.from()));
    node.put("headwater:role", link.role().name());
    node.put("headwater:activity", link.activity().name());
    node.put("headwater:run", link.run());
    if (link.inferred()) {
      node.put("headwater:inferred", true);
    }
    return node;
  }

  private static ObjectNode reference(Asset asset) {
    return Nodes.object().put("@id", asset.urn());
  }

  private static String type(AssetKind kind) {
    return switch (kind) {
      case DATASET -> "sc:Dataset";
      case MODEL -> "prov:Entity";
    };
  }

  static String activityId(LineageEvent event) {
    return "urn:uuid:" + event.eventId();
  }

  private static ObjectNode activity(LineageEvent event) {
    ObjectNode node = Nodes.object();
    node.put("@id", activityId(event));
    node.put("@type", "prov:Activity");
    node.put("headwater:activity", event.type().name());
    node.put("headwater:eventTime", event.eventTime().toString());
    node.put("headwater:jobNamespace", event.job().namespace());
    node.put("headwater:jobName", event.job().name());
    node.put("headwater:run", event.run());
    node.put("headwater:producer", event.producer());
    Nodes.list(
        node,
        "prov:used",
        event.inputs().stream().map(Input::asset).distinct().toList(),
        JsonLdProvenance::reference);
    Nodes.list(node, "prov:qualifiedUsage", event.inputs(), JsonLdProvenance::usage);
    Nodes.list(node, "prov:qualifiedAssociation", event.agents(), JsonLdProvenance::association);
    return node;
  }

  private static ObjectNode usage(Input input) {
    ObjectNode node = Nodes.object();
    node.put("@type", "prov:Usage");
    node.set("prov:entity", reference(input.asset()));
    node.put("headwater:role", input.role().name());
    Nodes.count(node, "headwater:records", input.records());
    Nodes.count(node, "headwater:bytes", input.bytes());
    Nodes.text(node, "headwater:sha256", input.sha256());
    if (input.inferred()) {
      node.put("headwater:inferred", true);
    }
    return node;
  }

  private static ObjectNode association(Agent agent) {
    ObjectNode node = Nodes.object();
    node.put("@type", "prov:Association");
    node.set("prov:agent", agent(new Party(agent.id(), agent.type())));
    node.put("headwater:role", agent.role());
    Nodes.text(node, "headwater:onBehalfOf", agent.onBehalfOf());
    return node;
  }

  /** An agent as PROV has it. Its id is given as it was stated: it may be a pseudonym. */
  private static ObjectNode agent(Party agent) {
    return Nodes.object()
        .put(
            "@type",
            switch (agent.type()) {
              case PERSON -> "prov:Person";
              case ORGANIZATION -> "prov:Organization";
              case SOFTWARE -> "prov:SoftwareAgent";
            })
        .put("identifier", agent.id());
  }

  /** An agent as schema.org has it. Events state no name of it. */
  static ObjectNode creator(Agent agent) {
    return Nodes.object()
        .put(
            "@type",
            switch (agent.type()) {
              case PERSON -> "sc:Person";
              case ORGANIZATION -> "sc:Organization";
              case SOFTWARE -> "sc:SoftwareApplication";
            })
        .put("identifier", agent.id());
  }

  /** Who takes part, without the part. */
  private record Party(String id, AgentType type) {}
}
