package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.Nodes;
import dev.headwater.model.Agent;
import dev.headwater.model.Annotation;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Composition;
import dev.headwater.model.Decision;
import dev.headwater.model.Evidence;
import dev.headwater.model.Generator;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Production;
import dev.headwater.model.Prompt;
import dev.headwater.model.Target;
import dev.headwater.model.Waive;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Parts of events as JSON, with the names of the JSON form of events. Placeholders are left out.
 */
final class EventParts {
  private EventParts() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Sets the field, unless the text is blank or a placeholder. */
  static void put(ObjectNode object, String name, String text) {
    if (Placeholder.counts(text)) {
      object.put(name, text);
    }
  }

  /** Sets the field to the texts that count, unless there are none. */
  static void put(ObjectNode object, String name, List<String> texts) {
    ArrayNode array = array();
    texts.stream().filter(Placeholder::counts).forEach(array::add);
    if (!array.isEmpty()) {
      object.set(name, array);
    }
  }

  static ObjectNode texts(SortedMap<String, String> texts) {
    ObjectNode object = object();
    texts.forEach((name, text) -> put(object, name, text));
    return object;
  }

  static ObjectNode agent(Agent agent) {
    ObjectNode object = object();
    put(object, "id", agent.id());
    object.put("type", agent.type().name());
    put(object, "role", agent.role());
    put(object, "onBehalfOf", agent.onBehalfOf());
    return object;
  }

  static ObjectNode decision(Decision decision) {
    ObjectNode object = object();
    object.put("id", decision.id());
    object.put("kind", decision.kind().name());
    put(object, "question", decision.question());
    put(object, "choice", decision.choice());
    put(object, "rationale", decision.rationale());
    put(object, "decidedBy", decision.decidedBy());
    put(object, "options", decision.options());
    put(object, "affectedGroups", decision.affectedGroups());
    put(object, "consulted", decision.consulted());
    put(object, "evidence", decision.evidence());
    decision.decidedAt().ifPresent(time -> object.put("decidedAt", time.toString()));
    return object;
  }

  static ObjectNode composition(Composition composition) {
    ObjectNode object = object();
    put(object, "dimension", composition.dimension());
    put(object, "unit", composition.unit());
    object.put("method", composition.method().name());
    ObjectNode counts = object.putObject("counts");
    composition.counts().forEach((category, count) -> counts.set(category, Nodes.number(count)));
    object.set("unknown", Nodes.number(composition.unknown()));
    return object;
  }

  static ObjectNode generator(Generator generator) {
    ObjectNode object = object();
    put(object, "provider", generator.provider());
    put(object, "model", generator.model());
    put(object, "revision", generator.revision());
    return object;
  }

  static ObjectNode prompt(Prompt prompt) {
    ObjectNode object = object();
    put(object, "role", prompt.role());
    put(object, "template", prompt.template());
    put(object, "sha256", prompt.sha256());
    put(object, "uri", prompt.uri());
    return object;
  }

  static ObjectNode filter(CleanFilter filter) {
    ObjectNode object = object();
    put(object, "name", filter.name());
    put(object, "codeRef", filter.codeRef());
    put(object, "threshold", filter.threshold());
    put(object, "reason", filter.reason());
    return object;
  }

  static ObjectNode annotation(Annotation annotation) {
    ObjectNode object = object();
    put(object, "platform", annotation.platform());
    annotation.perItem().ifPresent(number -> object.put("perItem", number));
    put(object, "protocol", annotation.protocol());
    put(object, "aggregation", annotation.aggregation());
    return object;
  }

  static ObjectNode target(Target target) {
    ObjectNode object = object();
    put(object, "dimension", target.dimension());
    ObjectNode shares = object.putObject("minimumShare");
    target.minimumShare().forEach(shares::put);
    return object;
  }

  static ObjectNode counts(Map<String, Long> counts) {
    ObjectNode object = object();
    counts.forEach(object::put);
    return object;
  }

  static ObjectNode evidence(Evidence evidence) {
    ObjectNode object = object();
    put(object, "uri", evidence.uri());
    put(object, "sha256", evidence.sha256());
    return object;
  }

  static ObjectNode waive(Waive waive) {
    ObjectNode object = object();
    object.put("rule", waive.rule().name());
    waive.origin().ifPresent(origin -> object.put("origin", origin.urn()));
    put(object, "approver", waive.approver());
    put(object, "rationale", waive.rationale());
    object.put("until", waive.until().toString());
    return object;
  }

  static ObjectNode production(Production production) {
    ObjectNode object = object();
    object.put("eventId", production.eventId().toString());
    object.put("type", production.type().name());
    object.put("eventTime", production.eventTime().toString());
    object.put("job", production.job().urn());
    put(object, "run", production.run());
    put(object, "producer", production.producer());
    return object;
  }

  static ObjectNode link(Link link) {
    ObjectNode object = object();
    object.put("from", link.from().urn());
    object.put("to", link.to().urn());
    object.put("role", link.role().name());
    object.put("activity", link.activity().name());
    put(object, "run", link.run());
    object.put("inferred", link.inferred());
    return object;
  }
}
