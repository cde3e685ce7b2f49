package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.PrettyJson;
import dev.headwater.model.AssetKind;
import dev.headwater.model.LineageEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes SPDX 3.0.1 as JSON-LD. Where each kind of fact goes:
 *
 * <ul>
 *   <li>The asset: a {@code dataset_DatasetPackage} or an {@code ai_AIPackage}, the root element.
 *       Other assets and generators: packages too, with only their name and their state.
 *   <li>An event that makes the asset: a {@code build_Build}. Its parameters are {@code
 *       build_parameter}. Relationships {@code hasInput}, {@code hasOutput} and {@code usesTool}
 *       lead to packages and tools.
 *   <li>Derivation: {@code descendantOf} for every edge along which exposures travel, {@code
 *       trainedOn} from a model to its data, {@code generates} from a generator to its data.
 *   <li>Whether an event names all its inputs: {@code completeness} of {@code hasInput}.
 *   <li>Licenses: {@code hasDeclaredLicense}, {@code hasConcludedLicense}.
 *   <li>A DOCUMENT event: an {@code Annotation} of the asset.
 *   <li>Everything else: an {@code extension_CdxPropertiesExtension} of the element that it
 *       describes. {@link BomProperties} explains the names. The document declares their prefix as
 *       a {@code NamespaceMap}.
 * </ul>
 *
 * <p>What SPDX has no place for: whether data is synthetic, whether it is documented, prompts,
 * reasons for withheld values, decisions, compositions, and edges that are only inferred. They are
 * properties. An agent took part in an event in a role; SPDX knows only who invoked a build, which
 * events do not say, so the relationship has the type {@code other}.
 *
 * <p>{@code CreationInfo.created} is required, but the facts hold no time of writing. It is the
 * time of the latest event that the document is made of, in seconds. If there is none, it is left
 * out, and the document does not conform to the schema. {@code createdBy} is this program. {@code
 * dataset_datasetType} is required; SPDX has the term {@code noAssertion} for a type that is not
 * known, and events have no field for it.
 *
 * <p>The document claims conformance to the profiles whose rules it always keeps. The profiles for
 * datasets, AI and builds require facts that events have no field for. The profile for extensions
 * cannot be claimed: the JSON-LD context reads its name as another term.
 */
public final class Spdx {
  private static final String CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
  private static final String NO_ID = "urn:uuid:00000000-0000-0000-0000-000000000000";
  private static final String WRITER = "headwater";

  private final BomFacts bom;
  private final SpdxGraph graph;
  private final List<Missing> missing = new ArrayList<>();

  private Spdx(BomFacts bom, String id) {
    this.bom = bom;
    this.graph = new SpdxGraph(id);
  }

  /** The document about the asset of these facts. Its id is made of its content. */
  public static Export write(ExportFacts facts) {
    BomFacts bom = new BomFacts(facts);
    String content = new Spdx(bom, NO_ID).tree().toString();
    Spdx document = new Spdx(bom, "urn:uuid:" + BomNames.uuid(content));
    return new Export(PrettyJson.write(document.tree()), document.missing);
  }

  private ObjectNode tree() {
    ObjectNode creation = creation();
    ObjectNode writer = graph.add("SoftwareAgent", WRITER);
    writer.put("name", "Headwater");
    writer.put("comment", "Wrote this document. It is not an agent of any event.");
    new SpdxPackages(bom, graph, missing).add();
    new SpdxBuilds(bom, graph, missing).add();
    new SpdxDerivation(bom, graph).add();
    bom.documents().forEach(this::annotate);

    ObjectNode tree = EventParts.object();
    tree.put("@context", CONTEXT);
    ArrayNode all = tree.putArray("@graph");
    all.add(creation);
    all.add(document());
    graph.elements().forEach(all::add);
    return tree;
  }

  private ObjectNode creation() {
    ObjectNode creation = EventParts.object();
    creation.put("type", "CreationInfo");
    creation.put("@id", SpdxGraph.CREATION_INFO);
    creation.put("specVersion", "3.0.1");
    Optional<Instant> latest = bom.latest();
    latest.ifPresentOrElse(
        time -> creation.put("created", seconds(time)),
        () ->
            missing.add(
                new Missing(
                    "CreationInfo.created",
                    "No event that makes or documents the asset is on record, so there is no"
                        + " eventTime.")));
    creation.putArray("createdBy").add(graph.id(WRITER));
    creation.put(
        "comment",
        latest.isPresent()
            ? "The time is that of the latest event that this document is made of. The time of"
                + " writing is not recorded, so the same facts give the same document."
            : "There is no time, because this document is made of no event.");
    return creation;
  }

  /** A time as SPDX writes it: in whole seconds of UTC. */
  public static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private ObjectNode document() {
    ObjectNode document = SpdxGraph.start("SpdxDocument", graph.document());
    document.put("name", bom.facts().asset().urn());
    document.put(
        "comment",
        "Facts of events about one asset. The extension lists what this document lacks: leftOut"
            + " if lists were not read to their end, and notStated if no event states what the"
            + " standard asks for.");
    ArrayNode profiles = document.putArray("profileConformance");
    List.of("core", "software", "simpleLicensing").forEach(profiles::add);
    ObjectNode map = document.putArray("namespaceMap").addObject();
    map.put("type", "NamespaceMap");
    map.put("prefix", BomProperties.PREFIX);
    map.put("namespace", BomProperties.NAMESPACE);
    document.putArray("rootElement").add(SpdxPackages.id(graph, bom.facts().asset()));
    ArrayNode elements = document.putArray("element");
    graph.elements().forEach(element -> elements.add(element.get("spdxId")));
    SpdxGraph.extend(document, BomState.ofDocument(bom.facts(), missing));
    return document;
  }

  private void annotate(LineageEvent event) {
    ObjectNode annotation = graph.add("Annotation", "event:" + event.eventId());
    annotation.put("annotationType", "other");
    annotation.put("subject", SpdxPackages.id(graph, bom.facts().asset()));
    annotation.put("contentType", "text/plain");
    annotation.put(
        "statement",
        "A DOCUMENT event of "
            + event.eventTime()
            + " adds facts about the "
            + (bom.facts().asset().kind() == AssetKind.DATASET ? "dataset" : "model")
            + ". They are in the extension.");
    SpdxGraph.extend(annotation, EventProperties.ofDocument(event));
  }
}
