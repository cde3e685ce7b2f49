package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.model.Agent;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Completeness;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Train;
import dev.headwater.model.TransformOperation;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Adds packages for assets and generators, agents, and licenses. */
final class SpdxPackages {
  private final BomFacts bom;
  private final SpdxGraph graph;
  private final List<Missing> missing;

  SpdxPackages(BomFacts bom, SpdxGraph graph, List<Missing> missing) {
    this.bom = bom;
    this.graph = graph;
    this.missing = missing;
  }

  /** The id of an asset's package. */
  static String id(SpdxGraph graph, Asset asset) {
    return graph.id(BomNames.ofUrn(asset.urn()));
  }

  /** The id of a generator's package: that of the asset, if an event names the model as one. */
  static String id(SpdxGraph graph, BomFacts bom, Generator generator) {
    return bom.assetOf(generator)
        .map(asset -> id(graph, asset))
        .orElseGet(() -> graph.id(name(generator)));
  }

  /** The id of an agent's element. */
  static String id(SpdxGraph graph, Agent agent) {
    return graph.id(name(agent));
  }

  private static String name(Generator generator) {
    return "generator:"
        + BomNames.ofText(generator.provider())
        + ':'
        + BomNames.ofText(generator.model())
        + ':'
        + BomNames.ofText(generator.revision());
  }

  private static String name(Agent agent) {
    return "agent:" + agent.type() + ':' + BomNames.ofText(agent.id());
  }

  void add() {
    asset();
    bom.others()
        .forEach(
            (asset, ancestor) -> {
              ObjectNode other = start(asset);
              other.put("comment", "Only its name and its state are in this document.");
              SpdxGraph.extend(other, BomState.ofOther(asset, ancestor));
            });
    for (LineageEvent event : bom.makers()) {
      bom.generators(event).forEach(this::generator);
    }
    bom.agents().forEach(this::agent);
    Ingest ingest = bom.statements().ingest();
    license("hasDeclaredLicense", "declaredLicense", ingest.declaredLicense());
    license("hasConcludedLicense", "concludedLicense", ingest.concludedLicense());
  }

  private ObjectNode start(Asset asset) {
    boolean isData = asset.kind() == AssetKind.DATASET;
    ObjectNode node =
        graph.add(isData ? "dataset_DatasetPackage" : "ai_AIPackage", BomNames.ofUrn(asset.urn()));
    node.put("name", asset.name());
    asset.version().ifPresent(version -> node.put("software_packageVersion", version));
    ObjectNode identifier = node.putArray("externalIdentifier").addObject();
    identifier.put("type", "ExternalIdentifier");
    identifier.put("externalIdentifierType", "other");
    identifier.put("identifier", asset.urn());
    node.put("software_primaryPurpose", isData ? "data" : "model");
    if (isData) {
      node.putArray("dataset_datasetType").add("noAssertion");
    }
    return node;
  }

  private void asset() {
    AssetSummary summary = bom.facts().summary();
    ObjectNode node = start(summary.asset());
    boolean isData = summary.asset().kind() == AssetKind.DATASET;
    String type = isData ? "dataset_DatasetPackage" : "ai_AIPackage";
    if (isData) {
      require(
          type + ".dataset_datasetType",
          "It is noAssertion, because events have no field for the type of data.");
    } else if (summary.asset().version().isEmpty()) {
      require(type + ".software_packageVersion", "The URN of the asset has no version.");
    }
    bom.statements()
        .latestMaker()
        .ifPresentOrElse(
            event -> node.put("builtTime", Spdx.seconds(event.eventTime())),
            () ->
                require(
                    type + ".builtTime",
                    "No event that makes the asset is on record, so there is no eventTime."));
    originators(node, type);
    if (BomNames.isSha256(summary.sha256())) {
      ObjectNode hash = node.putArray("verifiedUsing").addObject();
      hash.put("type", "Hash");
      hash.put("algorithm", "sha256");
      hash.put("hashValue", summary.sha256());
    } else {
      require(
          type + ".verifiedUsing",
          "No event states a SHA-256 of 64 hexadecimal digits in the field sha256 of its output.");
    }
    require(type + ".releaseTime", "Events have no field for the time of release.");
    require(
        type + ".software_downloadLocation",
        "Events have no field for the place to download the asset from; ingest.sourceUri is where"
            + " its data came from.");
    if (isData) {
      dataset(node);
    } else {
      require(type + ".suppliedBy", "Events have no field for the supplier.");
      model(node);
    }
    SpdxGraph.extend(node, BomState.ofAsset(bom));
  }

  private void originators(ObjectNode node, String type) {
    List<String> ids =
        bom.statements().creators().stream()
            .filter(agent -> Placeholder.counts(agent.id()))
            .map(agent -> id(graph, agent))
            .distinct()
            .toList();
    if (ids.isEmpty()) {
      require(
          type + ".originatedBy",
          "No event that makes the asset names a person or an organization in the field agents.");
    } else {
      ArrayNode all = node.putArray("originatedBy");
      ids.forEach(all::add);
    }
  }

  private void require(String field, String reason) {
    missing.add(new Missing(field, reason));
  }

  private void dataset(ObjectNode node) {
    Ingest ingest = bom.statements().ingest();
    bom.facts().summary().bytes().ifPresent(bytes -> node.put("dataset_datasetSize", bytes));
    String process = ingest.collectionMethod();
    EventParts.put(node, "dataset_dataCollectionProcess", process);
    EventParts.put(node, "dataset_intendedUse", ingest.intendedUse());
    EventParts.put(
        node,
        "dataset_dataPreprocessing",
        bom.makers().stream()
            .flatMap(event -> event.clean().stream())
            .flatMap(clean -> clean.filters().stream())
            .map(CleanFilter::name)
            .distinct()
            .toList());
    EventParts.put(
        node,
        "dataset_anonymizationMethodUsed",
        bom.makers().stream()
            .flatMap(event -> event.transform().stream())
            .filter(one -> one.operation().equals(Optional.of(TransformOperation.ANONYMIZE)))
            .map(one -> one.codeRef())
            .distinct()
            .toList());
    // Without personal data there is no sensitive personal data. The reverse is not known.
    if (ingest.personalData() != Answer.UNKNOWN) {
      node.put(
          "dataset_hasSensitivePersonalInformation",
          ingest.personalData() == Answer.NO ? "no" : "noAssertion");
    }
  }

  private void model(ObjectNode node) {
    Optional<Train> latest =
        bom.makers().stream().flatMap(event -> event.train().stream()).findFirst();
    latest.ifPresent(
        train -> {
          EventParts.put(node, "ai_informationAboutTraining", train.stage());
          train
              .intendedUse()
              .ifPresent(
                  use -> EventParts.put(node, "ai_informationAboutApplication", use.description()));
          TreeMap<String, String> parameters = new TreeMap<>(train.hyperparameters());
          parameters.values().removeIf(value -> !Placeholder.counts(value));
          SpdxGraph.entries(node, "ai_hyperparameter", parameters);
        });
  }

  private void generator(Generator generator) {
    if (bom.assetOf(generator).isPresent() || graph.has(name(generator))) {
      return;
    }
    ObjectNode node = graph.add("ai_AIPackage", name(generator));
    node.put("name", generator.model());
    EventParts.put(node, "software_packageVersion", generator.revision());
    node.put("software_primaryPurpose", "model");
    node.put("comment", "A generator that events name, but not as an asset.");
    SpdxGraph.extend(
        node,
        new BomProperties()
            .json("synthesize.generators", EventParts.generator(generator))
            .fact("state", "not known: no event names it as an asset"));
  }

  private void agent(Agent agent) {
    if (graph.has(name(agent))) {
      return;
    }
    String type =
        switch (agent.type()) {
          case PERSON -> "Person";
          case ORGANIZATION -> "Organization";
          case SOFTWARE -> "Tool";
        };
    graph.add(type, name(agent)).put("name", agent.id());
  }

  private void license(String relationshipType, String field, String text) {
    if (!Placeholder.counts(text)) {
      require(relationshipType, "No event states it in the field ingest." + field + ".");
      return;
    }
    boolean isExpression = LicenseText.isExpression(text);
    String hash = BomNames.uuid(text);
    String name = "license:" + hash;
    if (!graph.has(name)) {
      ObjectNode node = graph.add("simplelicensing_LicenseExpression", name);
      String reference = "LicenseRef-" + hash;
      node.put("simplelicensing_licenseExpression", isExpression ? text.strip() : reference);
      if (!isExpression) {
        ObjectNode stated =
            graph.add("simplelicensing_SimpleLicensingText", "license-text:" + hash);
        stated.put("simplelicensing_licenseText", text);
        stated.put("comment", "What the event states about the license; not the license itself.");
        SpdxGraph.entry(
            node.putArray("simplelicensing_customIdToUri"),
            reference,
            graph.id("license-text:" + hash));
      }
    }
    graph.relate(
        id(graph, bom.facts().asset()),
        relationshipType,
        List.of(graph.id(name)),
        Completeness.NO_ASSERTION,
        "",
        new BomProperties());
  }
}
