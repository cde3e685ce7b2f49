package dev.headwater.export.standard.prov;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.LocalNames;
import dev.headwater.export.standard.prov.ProvDocument.Attribute;
import dev.headwater.export.standard.prov.ProvDocument.Type;
import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The qualified names of PROV documents, and Headwater's own attributes in them.
 *
 * <p>Prefix {@code id}: the things that a document describes.
 *
 * <ul>
 *   <li>{@code id:dataset/..}, {@code id:model/..}: an asset, by the parts of its URN
 *   <li>{@code id:event/..}: the activity that an event reports, by the event's id
 *   <li>{@code id:activity/..}: an activity that is known only by its edges, by a hash of its type,
 *       its run and its output
 *   <li>{@code id:document/..}: what a DOCUMENT event says, by the event's id
 *   <li>{@code id:agent/..}: an agent, by its id
 *   <li>{@code id:decision/..}, {@code id:prompt/..}, {@code id:generator/..}: by a hash of what is
 *       stated about it
 * </ul>
 *
 * <p>Prefix {@code headwater}: what PROV has no term for. An attribute that is named like a field
 * of an event has the value of that field. A field with a structure is JSON text. These have other
 * names:
 *
 * <ul>
 *   <li>{@code urn}: the URN of the asset
 *   <li>{@code synthetic}, {@code documentation}, {@code missing}: whether the asset is synthetic,
 *       the verdict on its documentation, and the conditions of documentation that do not hold;
 *       {@code stateKnown} is false if these are not known
 *   <li>{@code originKnown}: whether an event says where an ancestor comes from
 *   <li>{@code distance}: of an ancestor, in edges
 *   <li>{@code inferred}: true if the edge is only inferred from the inputs and outputs of a run
 *   <li>{@code carries}: false if synthetic data does not travel along the edge
 *   <li>{@code cycle}: true if the edge is part of a cycle
 *   <li>{@code statedBy}: the document that states the edge
 *   <li>{@code ...Withheld}, {@code ...NotApplicable}: why the field of that name has no value
 *   <li>{@code annotators}: stands for annotators who are too few to be named
 *   <li>{@code agentNotNamed}: an agent whose id is a placeholder
 *   <li>{@code leftOut}: what the document lacks, although an event may state it
 *   <li>{@code notStated}: what PROV has a place for, and no event states
 * </ul>
 */
final class ProvTerms {
  static final String HEADWATER = "headwater:";
  private static final String ID = "id:";
  private static final Set<String> TIMES = Set.of("decidedAt");

  private ProvTerms() {}

  static String asset(Asset asset) {
    return ID + LocalNames.asset(asset);
  }

  static String event(LineageEvent event) {
    return ID + "event/" + event.eventId();
  }

  static String activity(EventType type, String run, Asset output) {
    return ID + "activity/" + LocalNames.hash(type.name(), run, output.urn());
  }

  static String document(LineageEvent event) {
    return ID + "document/" + event.eventId();
  }

  static String agent(String id) {
    return ID + "agent/" + LocalNames.escape(id);
  }

  /** The name of something that is known only by what is stated about it. */
  static String stated(String kind, JsonNode node, String... place) {
    List<String> all = new ArrayList<>(List.of(place));
    all.add(node.toString());
    return ID + kind + "/" + LocalNames.hash(all.toArray(new String[0]));
  }

  static String agentType(Agent agent) {
    return switch (agent.type()) {
      case PERSON -> "prov:Person";
      case ORGANIZATION -> "prov:Organization";
      case SOFTWARE -> "prov:SoftwareAgent";
    };
  }

  static Attribute type(String term) {
    return Attribute.name("prov:type", term);
  }

  static Attribute text(String name, String value) {
    return Attribute.text(HEADWATER + name, value);
  }

  /** Adds the fields of a node as attributes: an array as one attribute for each item. */
  static void addFields(Collection<Attribute> into, ObjectNode node) {
    node.properties().forEach(field -> addField(into, field.getKey(), field.getValue()));
  }

  static void addField(Collection<Attribute> into, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(item -> into.add(attribute(name, item)));
    } else {
      into.add(attribute(name, value));
    }
  }

  private static Attribute attribute(String name, JsonNode value) {
    String full = HEADWATER + name;
    if (TIMES.contains(name)) {
      return Attribute.of(full, Instant.parse(value.textValue()));
    }
    return switch (value.getNodeType()) {
      case STRING -> Attribute.text(full, value.textValue());
      case BOOLEAN -> Attribute.of(full, value.booleanValue());
      case NUMBER ->
          new Attribute(full, value.asText(), value.isIntegralNumber() ? Type.LONG : Type.DOUBLE);
      default -> Attribute.text(full, value.toString());
    };
  }
}
