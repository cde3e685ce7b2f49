package dev.headwater.export.standard.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Agent;
import dev.headwater.model.Annotators;
import dev.headwater.model.Answer;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Composition;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.Evidence;
import dev.headwater.model.Ingest;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The parts of events as JSON, with the fields that they have in events. Absent fields are left
 * out. In an ingest, placeholders such as "unknown" are left out too, because they state nothing.
 */
public final class EventNodes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EventNodes() {}

  public static ObjectNode ingest(Ingest ingest) {
    ObjectNode node = JSON.objectNode();
    stated(node, "sourceUri", ingest.sourceUri());
    stated(node, "collectionMethod", ingest.collectionMethod());
    stated(node, "collectionTypes", ingest.collectionTypes());
    stated(node, "collectedFrom", ingest.collectedFrom());
    stated(node, "collectedTo", ingest.collectedTo());
    stated(node, "languages", ingest.languages());
    stated(node, "regions", ingest.regions());
    stated(node, "declaredLicense", ingest.declaredLicense());
    stated(node, "concludedLicense", ingest.concludedLicense());
    answer(node, "personalData", ingest.personalData());
    answer(node, "containsSynthetic", ingest.containsSynthetic());
    stated(node, "consent", ingest.consent());
    stated(node, "intendedUse", ingest.intendedUse());
    stated(node, "rationale", ingest.rationale());
    return node;
  }

  public static ObjectNode clean(Clean clean) {
    ObjectNode node = JSON.objectNode();
    ArrayNode filters = JSON.arrayNode();
    for (CleanFilter filter : clean.filters()) {
      ObjectNode one = filters.addObject();
      text(one, "name", filter.name());
      text(one, "codeRef", filter.codeRef());
      text(one, "threshold", filter.threshold());
      text(one, "reason", filter.reason());
    }
    list(node, "filters", filters);
    ObjectNode removed = JSON.objectNode();
    clean.removedByReason().forEach(removed::put);
    object(node, "removedByReason", removed);
    return node;
  }

  public static ObjectNode transform(Transform transform) {
    ObjectNode node = JSON.objectNode();
    transform.operation().ifPresent(operation -> node.put("operation", operation.name()));
    text(node, "codeRef", transform.codeRef());
    texts(node, "droppedFields", transform.droppedFields());
    transform
        .annotation()
        .ifPresent(
            annotation -> {
              ObjectNode one = JSON.objectNode();
              text(one, "platform", annotation.platform());
              number(one, "perItem", annotation.perItem());
              text(one, "protocol", annotation.protocol());
              text(one, "aggregation", annotation.aggregation());
              object(node, "annotation", one);
            });
    return node;
  }

  public static ObjectNode train(Train train) {
    ObjectNode node = JSON.objectNode();
    text(node, "stage", train.stage());
    object(node, "hyperparameters", map(train.hyperparameters()));
    train
        .intendedUse()
        .ifPresent(
            use -> {
              ObjectNode one = JSON.objectNode();
              text(one, "description", use.description());
              text(one, "users", use.users());
              ArrayNode targets = JSON.arrayNode();
              use.targets().forEach(target -> targets.add(target(target)));
              list(one, "targets", targets);
              object(node, "intendedUse", one);
            });
    return node;
  }

  private static ObjectNode target(Target target) {
    ObjectNode node = JSON.objectNode();
    text(node, "dimension", target.dimension());
    ObjectNode shares = JSON.objectNode();
    target.minimumShare().forEach(shares::put);
    object(node, "minimumShare", shares);
    return node;
  }

  public static ObjectNode composition(Composition composition) {
    ObjectNode node = JSON.objectNode();
    node.put("dimension", composition.dimension());
    node.put("unit", composition.unit());
    node.put("method", composition.method().name());
    ObjectNode counts = node.putObject("counts");
    composition.counts().forEach((category, count) -> counts.set(category, Nodes.number(count)));
    return node.set("unknown", Nodes.number(composition.unknown()));
  }

  public static ArrayNode compositions(Collection<Composition> compositions) {
    ArrayNode nodes = JSON.arrayNode();
    compositions.forEach(one -> nodes.add(composition(one)));
    return nodes;
  }

  /**
   * An agent.
   *
   * @param shown how an id is shown; another text stands for those who must not be named
   */
  public static ObjectNode agent(Agent agent, UnaryOperator<String> shown) {
    ObjectNode node = JSON.objectNode();
    node.put("id", agent.id());
    node.put("type", agent.type().name());
    node.put("role", agent.role());
    text(node, "onBehalfOf", shown.apply(agent.onBehalfOf()));
    return node;
  }

  /** The agents of an event, without annotators who must not be named. */
  public static ArrayNode agents(List<Agent> agents) {
    Annotators annotators = Annotators.of(agents);
    ArrayNode nodes = JSON.arrayNode();
    for (Agent agent : agents) {
      if (!annotators.withholds(agent)) {
        nodes.add(agent(agent, shown(annotators)));
      }
    }
    return nodes;
  }

  /** A decision; {@code shown} as for agents. */
  public static ObjectNode decision(Decision decision, UnaryOperator<String> shown) {
    ObjectNode node = JSON.objectNode();
    node.put("id", decision.id());
    node.put("kind", decision.kind().name());
    node.put("question", decision.question());
    node.put("choice", decision.choice());
    node.put("rationale", decision.rationale());
    texts(node, "decidedBy", decision.decidedBy().stream().map(shown).distinct().toList());
    texts(node, "options", decision.options());
    texts(node, "affectedGroups", decision.affectedGroups());
    texts(node, "consulted", decision.consulted().stream().map(shown).distinct().toList());
    texts(node, "evidence", decision.evidence());
    decision.decidedAt().ifPresent(at -> node.put("decidedAt", at.toString()));
    return node;
  }

  /** Shows ids as they are, but those of annotators who are too few to be named. */
  public static UnaryOperator<String> shown(Annotators annotators) {
    return id -> annotators.withholds(id) ? Annotators.FEW : id;
  }

  /** What a document says; without its target. */
  public static ObjectNode document(Document document) {
    ObjectNode node = JSON.objectNode();
    document.amends().ifPresent(event -> node.put("amends", event.toString()));
    document
        .synthesize()
        .ifPresent(one -> object(node, "synthesize", SynthesisNodes.of(List.of(one))));
    document.ingest().ifPresent(one -> object(node, "ingest", ingest(one)));
    document
        .reclassify()
        .ifPresent(
            one ->
                node.putObject("reclassify")
                    .put("synthetic", one.synthetic() ? Answer.YES.name() : Answer.NO.name())
                    .put("reason", one.reason()));
    document
        .waive()
        .ifPresent(
            one -> {
              ObjectNode waive = node.putObject("waive").put("rule", one.rule().name());
              one.origin().ifPresent(origin -> waive.put("origin", origin.urn()));
              waive.put("approver", one.approver()).put("rationale", one.rationale());
              waive.put("until", one.until().toString());
            });
    ArrayNode evidence = JSON.arrayNode();
    for (Evidence one : document.evidence()) {
      evidence.addObject().put("uri", one.uri()).put("sha256", one.sha256());
    }
    list(node, "evidence", evidence);
    object(node, "attributes", map(document.attributes()));
    return node;
  }

  private static void answer(ObjectNode node, String name, Answer answer) {
    if (answer != Answer.UNKNOWN) {
      node.put(name, answer.name());
    }
  }

  /** Puts a text unless it is absent or a placeholder. */
  public static void stated(ObjectNode node, String name, String text) {
    if (Placeholder.counts(text)) {
      node.put(name, text);
    }
  }

  private static void stated(ObjectNode node, String name, List<String> texts) {
    texts(node, name, texts.stream().filter(Placeholder::counts).toList());
  }

  public static void text(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  public static void number(ObjectNode node, String name, OptionalLong number) {
    number.ifPresent(value -> node.put(name, value));
  }

  public static void texts(ObjectNode node, String name, List<String> texts) {
    ArrayNode list = JSON.arrayNode();
    texts.forEach(list::add);
    list(node, name, list);
  }

  public static ObjectNode map(Map<String, String> map) {
    ObjectNode node = JSON.objectNode();
    map.forEach(node::put);
    return node;
  }

  public static void list(ObjectNode node, String name, ArrayNode list) {
    if (!list.isEmpty()) {
      node.set(name, list);
    }
  }

  public static void object(ObjectNode node, String name, JsonNode object) {
    if (!object.isEmpty()) {
      node.set(name, object);
    }
  }
}
