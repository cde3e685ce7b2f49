package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Role;
import dev.headwater.model.Train;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes the components of a CycloneDX document. */
final class CycloneDxComponents {
  private final BomFacts bom;
  private final List<Missing> missing;

  CycloneDxComponents(BomFacts bom, List<Missing> missing) {
    this.bom = bom;
    this.missing = missing;
  }

  static String ref(Asset asset) {
    return BomNames.ofUrn(asset.urn());
  }

  /** The component of a generator: that of the asset, if an event names the model as one. */
  static String ref(BomFacts bom, Generator generator) {
    return bom.assetOf(generator)
        .map(CycloneDxComponents::ref)
        .orElseGet(
            () ->
                "generator:"
                    + BomNames.ofText(generator.provider())
                    + ':'
                    + BomNames.ofText(generator.model())
                    + ':'
                    + BomNames.ofText(generator.revision()));
  }

  /** Adds the properties to an element, unless there are none. */
  static void extend(ObjectNode element, BomProperties properties) {
    if (!properties.isEmpty()) {
      ArrayNode list = element.putArray("properties");
      properties
          .list()
          .forEach(one -> list.addObject().put("name", one.name()).put("value", one.value()));
    }
  }

  private static ObjectNode start(Asset asset) {
    ObjectNode component = EventParts.object();
    component.put("type", asset.kind() == AssetKind.DATASET ? "data" : "machine-learning-model");
    return component;
  }

  private static void name(ObjectNode component, Asset asset) {
    component.put("group", asset.namespace());
    component.put("name", asset.name());
    asset.version().ifPresent(version -> component.put("version", version));
  }

  /** The component of the asset that the document is about. */
  ObjectNode asset() {
    AssetSummary summary = bom.facts().summary();
    ObjectNode component = start(summary.asset());
    component.put("bom-ref", ref(summary.asset()));
    people(component);
    name(component, summary.asset());
    if (summary.asset().version().isEmpty()) {
      require("metadata.component.version", "The URN of the asset has no version.");
    }
    require("metadata.component.supplier", "Events have no field for the supplier.");
    require("metadata.component.description", "Events have no field for a description.");
    if (BomNames.isSha256(summary.sha256())) {
      ObjectNode hash = component.putArray("hashes").addObject();
      hash.put("alg", "SHA-256");
      hash.put("content", summary.sha256());
    } else {
      require(
          "metadata.component.hashes",
          "No event states a SHA-256 of 64 hexadecimal digits in the field sha256 of its output.");
    }
    licenses(component);
    pedigree(component);
    if (summary.asset().kind() == AssetKind.MODEL) {
      modelCard(component);
    } else {
      ObjectNode data = component.putArray("data").addObject();
      data.put("type", "dataset");
      data.put("name", summary.asset().name());
    }
    extend(component, BomState.ofAsset(bom));
    return component;
  }

  private void require(String field, String reason) {
    missing.add(new Missing(field, reason));
  }

  private void people(ObjectNode component) {
    List<Agent> creators =
        bom.statements().creators().stream()
            .filter(agent -> Placeholder.counts(agent.id()))
            .toList();
    List<String> organizations = names(creators, AgentType.ORGANIZATION);
    List<String> persons = names(creators, AgentType.PERSON);
    // There is room for one manufacturer. Of several, none is the manufacturer more than another.
    if (organizations.size() == 1) {
      component.putObject("manufacturer").put("name", organizations.get(0));
    }
    if (!persons.isEmpty()) {
      ArrayNode authors = component.putArray("authors");
      persons.forEach(id -> authors.addObject().put("name", id));
    }
    if (creators.isEmpty()) {
      require(
          "metadata.component.authors",
          "No event that makes the asset names a person or an organization in the field agents.");
    }
  }

  private static List<String> names(List<Agent> agents, AgentType type) {
    return agents.stream().filter(one -> one.type() == type).map(Agent::id).distinct().toList();
  }

  private void licenses(ObjectNode component) {
    Ingest ingest = bom.statements().ingest();
    ArrayNode licenses = EventParts.array();
    license(licenses, ingest.declaredLicense(), "declared");
    license(licenses, ingest.concludedLicense(), "concluded");
    if (licenses.isEmpty()) {
      require(
          "metadata.component.licenses",
          "No event states one in the fields ingest.declaredLicense and ingest.concludedLicense.");
    } else {
      component.set("licenses", licenses);
    }
  }

  private static void license(ArrayNode licenses, String text, String acknowledgement) {
    if (!Placeholder.counts(text)) {
      return;
    }
    String stripped = text.strip();
    if (LicenseText.isExpression(text) && !LicenseText.isId(stripped)) {
      licenses.addObject().put("expression", stripped).put("acknowledgement", acknowledgement);
    } else {
      boolean isId = LicenseText.isId(stripped);
      licenses
          .addObject()
          .putObject("license")
          .put(isId ? "id" : "name", isId ? stripped : text)
          .put("acknowledgement", acknowledgement);
    }
  }

  /** The components that the asset is a changed form of, as far as it is stated. */
  private void pedigree(ObjectNode component) {
    Asset asset = bom.facts().asset();
    ArrayNode ancestors = EventParts.array();
    bom.facts().links().stream()
        .filter(link -> link.to().equals(asset) && isChangedForm(link) && !link.inferred())
        .map(Link::from)
        .distinct()
        .forEach(
            from -> {
              ObjectNode ancestor = start(from);
              name(ancestor, from);
              ancestors.add(ancestor);
            });
    if (!ancestors.isEmpty()) {
      component.putObject("pedigree").set("ancestors", ancestors);
    }
  }

  private static boolean isChangedForm(Link link) {
    boolean isChange = link.activity() == EventType.CLEAN || link.activity() == EventType.TRANSFORM;
    return link.role() == Role.BASE_MODEL || (link.role() == Role.SOURCE && isChange);
  }

  private void modelCard(ObjectNode component) {
    ObjectNode card = EventParts.object();
    List<String> data =
        bom.makers().stream()
            .filter(event -> event.type() == EventType.TRAIN)
            .flatMap(event -> event.inputs().stream())
            .filter(input -> input.role() == Role.SOURCE || input.role() == Role.SEED)
            .filter(input -> input.asset().kind() == AssetKind.DATASET && !input.inferred())
            .map(input -> ref(input.asset()))
            .distinct()
            .toList();
    if (!data.isEmpty()) {
      ArrayNode datasets = card.putObject("modelParameters").putArray("datasets");
      data.forEach(ref -> datasets.addObject().put("ref", ref));
    }
    ObjectNode considerations = EventParts.object();
    EventParts.put(considerations, "users", uses(IntendedUse::users));
    EventParts.put(considerations, "useCases", uses(IntendedUse::description));
    if (!considerations.isEmpty()) {
      card.set("considerations", considerations);
    }
    if (!card.isEmpty()) {
      component.set("modelCard", card);
    }
  }

  private List<String> uses(Function<IntendedUse, String> field) {
    return bom.makers().stream()
        .flatMap(event -> event.train().stream())
        .map(Train::intendedUse)
        .flatMap(Optional::stream)
        .map(field)
        .distinct()
        .toList();
  }

  /** The components of all other assets, and of generators that are no asset. */
  ArrayNode others() {
    ArrayNode components = EventParts.array();
    bom.others()
        .forEach(
            (asset, ancestor) -> {
              ObjectNode component = start(asset);
              component.put("bom-ref", ref(asset));
              name(component, asset);
              extend(component, BomState.ofOther(asset, ancestor));
              components.add(component);
            });
    Set<String> refs = new HashSet<>();
    for (LineageEvent event : bom.makers()) {
      bom.generators(event).stream()
          .filter(generator -> bom.assetOf(generator).isEmpty())
          .filter(generator -> refs.add(ref(bom, generator)))
          .forEach(generator -> components.add(component(generator)));
    }
    return components;
  }

  private ObjectNode component(Generator generator) {
    ObjectNode component = EventParts.object();
    component.put("type", "machine-learning-model");
    component.put("bom-ref", ref(bom, generator));
    EventParts.put(component, "group", generator.provider());
    component.put("name", generator.model());
    EventParts.put(component, "version", generator.revision());
    extend(
        component,
        new BomProperties()
            .json("synthesize.generators", EventParts.generator(generator))
            .fact("state", "not known: no event names it as an asset"));
    return component;
  }
}
