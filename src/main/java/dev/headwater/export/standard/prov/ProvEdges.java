package dev.headwater.export.standard.prov;

import static dev.headwater.export.standard.prov.ProvTerms.HEADWATER;

import dev.headwater.export.standard.prov.ProvDocument.Attribute;
import dev.headwater.export.standard.prov.ProvDocument.Kind;
import dev.headwater.model.Asset;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Collects the edges between the assets of a PROV document. Whether an edge is a derivation depends
 * on all the others, because derivations must not form a cycle. So {@link #write} comes last.
 */
final class ProvEdges {
  private record Edge(
      Asset output, Asset input, String activity, Role role, List<Attribute> attributes) {}

  private final ProvDocument document;
  private final List<Edge> edges = new ArrayList<>();

  ProvEdges(ProvDocument document) {
    this.document = document;
  }

  /** What the URN of an asset says. */
  List<Attribute> described(Asset asset) {
    String kind = asset.kind().name();
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(
        ProvTerms.type(HEADWATER + kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT)));
    attributes.add(ProvTerms.text("urn", asset.urn()));
    attributes.add(ProvTerms.text("namespace", asset.namespace()));
    attributes.add(ProvTerms.text("name", asset.name()));
    asset.version().ifPresent(version -> attributes.add(ProvTerms.text("version", version)));
    return attributes;
  }

  void describe(Asset asset) {
    document.element(Kind.ENTITY, ProvTerms.asset(asset), described(asset));
  }

  void used(String activity, Asset input, Role role, List<Attribute> attributes) {
    List<Attribute> all = new ArrayList<>(attributes);
    all.add(0, Attribute.name("prov:role", HEADWATER + role.name()));
    document.relation(Kind.USAGE, all, activity, ProvTerms.asset(input));
  }

  /**
   * Adds that an input went into an output.
   *
   * @param activity that did it; "" if a document states the edge
   */
  void made(Asset output, Asset input, String activity, Role role, List<Attribute> attributes) {
    edges.add(new Edge(output, input, activity, role, List.copyOf(attributes)));
  }

  /** Adds the edges to the document, as derivations or as influences. */
  void write() {
    Map<Asset, List<Asset>> carrying = new LinkedHashMap<>();
    for (Edge edge : edges) {
      if (edge.role().carries()) {
        carrying.computeIfAbsent(edge.output(), any -> new ArrayList<>()).add(edge.input());
      }
    }
    Map<Asset, Integer> groups = Cycles.groups(carrying);
    for (Edge edge : edges) {
      boolean cycle =
          edge.role().carries() && groups.get(edge.output()).equals(groups.get(edge.input()));
      List<Attribute> attributes = new ArrayList<>();
      attributes.add(ProvTerms.text("role", edge.role().name()));
      attributes.addAll(edge.attributes());
      String output = ProvTerms.asset(edge.output());
      String input = ProvTerms.asset(edge.input());
      if (edge.role().carries() && !cycle) {
        document.relation(Kind.DERIVATION, attributes, output, input, edge.activity());
      } else {
        attributes.add(Attribute.of(HEADWATER + "carries", edge.role().carries()));
        if (cycle) {
          attributes.add(Attribute.of(HEADWATER + "cycle", true));
        }
        if (!edge.activity().isEmpty()) {
          attributes.add(Attribute.name(HEADWATER + "activity", edge.activity()));
        }
        document.relation(Kind.INFLUENCE, attributes, output, input);
      }
    }
  }
}
