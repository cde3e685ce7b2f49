package dev.headwater.export.standard.bom;

import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import java.util.List;

/**
 * Adds a relationship for every edge between assets. None of them claims to be complete, because an
 * edge is known by itself.
 */
final class SpdxDerivation {
  private final BomFacts bom;
  private final SpdxGraph graph;

  SpdxDerivation(BomFacts bom, SpdxGraph graph) {
    this.bom = bom;
    this.graph = graph;
  }

  void add() {
    for (Link link : bom.facts().links()) {
      BomProperties details = new BomProperties().json("link", EventParts.link(link));
      String comment =
          link.inferred()
              ? "Only inferred from the inputs and outputs of a run; role " + link.role() + "."
              : "Role " + link.role() + ".";
      relate(link, link.role().carries() ? "descendantOf" : "other", comment, details);
      if (link.activity() == EventType.TRAIN
          && link.to().kind() == AssetKind.MODEL
          && link.from().kind() == AssetKind.DATASET
          && (link.role() == Role.SOURCE || link.role() == Role.SEED)
          && !link.to().equals(bom.facts().asset())) {
        relate(link, "trainedOn", comment, details);
      }
    }
  }

  private void relate(Link link, String type, String comment, BomProperties details) {
    graph.relate(
        SpdxPackages.id(graph, link.to()),
        type,
        List.of(SpdxPackages.id(graph, link.from())),
        Completeness.NO_ASSERTION,
        comment,
        details);
  }
}
