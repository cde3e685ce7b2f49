package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.PrettyJson;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes CycloneDX 1.7 as JSON. Where each kind of fact goes:
 *
 * <ul>
 *   <li>The asset: {@code metadata.component}, of the type {@code data} or {@code
 *       machine-learning-model}, for a model with a {@code modelCard}. Other assets and generators:
 *       {@code components}, with only their name and their state.
 *   <li>An event that makes the asset: a task in {@code formulation.workflows}; a workflow is a run
 *       of a job. Inputs with what is known of each, parameters, and the output belong to the task.
 *   <li>Derivation: {@code dependencies}. Direct derivation also in {@code pedigree.ancestors}.
 *   <li>Whether all inputs are known: {@code compositions}. It is {@code complete} only if every
 *       event that makes the asset says so and nothing was left out.
 *   <li>A DOCUMENT event: an entry of {@code annotations}, whose text is the list of its properties
 *       as JSON.
 *   <li>Everything else: {@code properties} of the element that they describe. {@link
 *       BomProperties} explains the names.
 * </ul>
 *
 * <p>What CycloneDX has no place for: whether data is synthetic, whether it is documented, prompts,
 * reasons for withheld values, decisions, the role of an input, and dependencies that are only
 * inferred. They are properties. The properties {@code headwater:link} of the document say which
 * dependencies are inferred.
 *
 * <p>{@code metadata.timestamp} is the time of the latest event that the document is made of,
 * because the facts hold no time of writing. {@code serialNumber} is made of the content, so the
 * same facts give the same document.
 */
public final class CycloneDx {
  private static final String VERSION = "1.7";
  private static final String TIME_NOTE =
      "metadata.timestamp is the time of the latest event that this document is made of. The time"
          + " of writing is not recorded.";

  private final BomFacts bom;
  private final CycloneDxComponents components;
  private final List<Missing> missing = new ArrayList<>();

  private CycloneDx(BomFacts bom) {
    this.bom = bom;
    this.components = new CycloneDxComponents(bom, missing);
  }

  /** The document about the asset of these facts. */
  public static Export write(ExportFacts facts) {
    CycloneDx document = new CycloneDx(new BomFacts(facts));
    ObjectNode content = document.content();
    ObjectNode tree = EventParts.object();
    tree.put("$schema", "http://cyclonedx.org/schema/bom-" + VERSION + ".schema.json");
    tree.put("bomFormat", "CycloneDX");
    tree.put("specVersion", VERSION);
    tree.put("serialNumber", "urn:uuid:" + BomNames.uuid(content.toString()));
    tree.put("version", 1);
    tree.setAll(content);
    return new Export(PrettyJson.write(tree), document.missing);
  }

  private ObjectNode content() {
    ObjectNode component = components.asset();
    ArrayNode others = components.others();
    ObjectNode content = EventParts.object();
    ObjectNode metadata = content.putObject("metadata");
    Optional<Instant> latest = bom.latest();
    latest.ifPresentOrElse(
        time -> metadata.put("timestamp", time.toString()),
        () ->
            missing.add(
                new Missing(
                    "metadata.timestamp",
                    "No event that makes or documents the asset is on record, so there is no"
                        + " eventTime.")));
    metadata.set("component", component);
    BomProperties properties = BomState.ofDocument(bom.facts(), missing);
    properties.fact("namespace", BomProperties.NAMESPACE);
    latest.ifPresent(time -> properties.fact("note", TIME_NOTE));
    bom.facts().links().stream()
        .distinct()
        .forEach(link -> properties.json("link", EventParts.link(link)));
    CycloneDxComponents.extend(metadata, properties);
    set(content, "components", others);
    set(content, "dependencies", dependencies());
    content.set("compositions", compositions());
    set(content, "annotations", annotations());
    set(content, "formulation", new CycloneDxFormulation(bom).formulation());
    return content;
  }

  private static void set(ObjectNode object, String name, ArrayNode array) {
    if (!array.isEmpty()) {
      object.set(name, array);
    }
  }

  private ArrayNode dependencies() {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (Link link : bom.facts().links()) {
      if (!link.from().equals(link.to())) {
        edges.computeIfAbsent(ref(link.to()), to -> new TreeSet<>()).add(ref(link.from()));
      }
    }
    ArrayNode dependencies = EventParts.array();
    edges.forEach(
        (to, from) -> {
          ObjectNode dependency = dependencies.addObject();
          dependency.put("ref", to);
          from.forEach(dependency.putArray("dependsOn")::add);
        });
    return dependencies;
  }

  private static String ref(Asset asset) {
    return CycloneDxComponents.ref(asset);
  }

  private ArrayNode compositions() {
    ArrayNode compositions = EventParts.array();
    ObjectNode own = compositions.addObject();
    own.put("aggregate", aggregate(bom.completeness()));
    own.putArray("dependencies").add(ref(bom.facts().asset()));
    if (!bom.others().isEmpty()) {
      ObjectNode others = compositions.addObject();
      others.put("aggregate", "unknown");
      ArrayNode refs = others.putArray("dependencies");
      bom.others().keySet().forEach(asset -> refs.add(ref(asset)));
    }
    return compositions;
  }

  private static String aggregate(Completeness completeness) {
    return switch (completeness) {
      case COMPLETE -> "complete";
      case INCOMPLETE -> "incomplete";
      case NO_ASSERTION -> "unknown";
    };
  }

  private ArrayNode annotations() {
    ArrayNode annotations = EventParts.array();
    for (LineageEvent event : bom.documents()) {
      ObjectNode annotation = annotations.addObject();
      annotation.put("bom-ref", "event:" + event.eventId());
      annotation.putArray("subjects").add(ref(bom.facts().asset()));
      annotation.set("annotator", annotator(event));
      annotation.put("timestamp", event.eventTime().toString());
      annotation.put("text", text(EventProperties.ofDocument(event)));
    }
    return annotations;
  }

  /** The first person or organization of the event, or else what reported it. */
  private static ObjectNode annotator(LineageEvent event) {
    ObjectNode annotator = EventParts.object();
    for (Agent agent : event.agents()) {
      if (agent.type() != AgentType.SOFTWARE && Placeholder.counts(agent.id())) {
        boolean isPerson = agent.type() == AgentType.PERSON;
        annotator.putObject(isPerson ? "individual" : "organization").put("name", agent.id());
        return annotator;
      }
    }
    ObjectNode producer = annotator.putObject("component");
    producer.put("type", "application");
    producer.put("name", event.producer());
    return annotator;
  }

  /** The properties as JSON, because an annotation has no place for properties. */
  private static String text(BomProperties properties) {
    ArrayNode list = EventParts.array();
    properties
        .list()
        .forEach(one -> list.addObject().put("name", one.name()).put("value", one.value()));
    return list.toString();
  }
}
