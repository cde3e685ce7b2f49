package dev.headwater.export.standard.bom;

import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.export.standard.facts.LeftOut;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of assets, and what a document lacks, as properties. */
final class BomState {
  private BomState() {}

  /** Properties of the asset that the document is about. */
  static BomProperties ofAsset(BomFacts bom) {
    AssetSummary summary = bom.facts().summary();
    BomProperties properties =
        new BomProperties()
            .fact("urn", summary.asset().urn())
            .fact("synthetic", summary.synthetic().name())
            .fact("documentation", summary.documentation().name());
    for (Condition condition : summary.missing()) {
      properties.fact("missing", condition.text());
    }
    properties
        .fact("inputsComplete", summary.inputsComplete().name())
        .count("records", summary.records())
        .count("bytes", summary.bytes())
        .text("sha256", summary.sha256());
    summary
        .composition()
        .forEach(one -> properties.json("composition", EventParts.composition(one)));
    summary.ingest().ifPresent(one -> properties.all(EventProperties.of("ingest.", one)));
    return properties
        .json("attributes", EventParts.texts(summary.attributes()))
        .all(ofOtherEvents(bom));
  }

  /** What the summary says of events that are not in the lists: their agents and decisions. */
  private static BomProperties ofOtherEvents(BomFacts bom) {
    AssetSummary summary = bom.facts().summary();
    List<LineageEvent> read =
        Stream.concat(bom.makers().stream(), bom.documents().stream()).toList();
    Set<UUID> ids = read.stream().map(LineageEvent::eventId).collect(Collectors.toSet());
    BomProperties properties = new BomProperties();
    summary.producedBy().stream()
        .filter(one -> !ids.contains(one.eventId()))
        .forEach(one -> properties.json("producedBy", EventParts.production(one)));
    summary.agents().stream()
        .filter(one -> read.stream().noneMatch(event -> event.agents().contains(one)))
        .forEach(one -> properties.json("agents", EventParts.agent(one)));
    summary.decisions().stream()
        .filter(one -> read.stream().noneMatch(event -> event.decisions().contains(one)))
        .forEach(one -> properties.json("decisions", EventParts.decision(one)));
    return properties;
  }

  /** Properties of another asset; {@code ancestor} is empty if it is only named. */
  static BomProperties ofOther(Asset asset, Optional<Ancestor> ancestor) {
    BomProperties properties = new BomProperties().fact("urn", asset.urn());
    ancestor.ifPresent(one -> properties.fact("distance", Integer.toString(one.distance())));
    Optional<State> known = ancestor.flatMap(Ancestor::state);
    if (known.isEmpty()) {
      return properties.fact(
          "state", "not known: whether it is synthetic, and whether it is documented");
    }
    State state = known.get();
    properties
        .fact("synthetic", state.synthetic().name())
        .fact("documentation", state.documentation().name());
    for (Condition condition : state.missing()) {
      properties.fact("missing", condition.text());
    }
    return properties.fact("originKnown", Boolean.toString(state.originKnown()));
  }

  /** What the document lacks: because it was not read, and because nobody states it. */
  static BomProperties ofDocument(ExportFacts facts, List<Missing> missing) {
    BomProperties properties = new BomProperties();
    LeftOut.of(facts).forEach(sentence -> properties.fact("leftOut", sentence));
    missing.forEach(one -> properties.fact("notStated", one.field() + ": " + one.reason()));
    return properties;
  }
}
