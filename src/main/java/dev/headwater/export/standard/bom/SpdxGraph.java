package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Completeness;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * The elements of an SPDX document, each once, in the order in which they were added. The id of an
 * element is the id of the document, and after a {@code #} its name in the document. So the same
 * asset is another element in another document, which may say something else about it.
 */
final class SpdxGraph {
  static final String CREATION_INFO = "_:creationInfo";

  private final String document;
  private final Map<String, ObjectNode> elements = new LinkedHashMap<>();

  /** An empty graph of the document with that id. */
  SpdxGraph(String document) {
    this.document = document;
  }

  String document() {
    return document;
  }

  /** The id of the element with that name. */
  String id(String name) {
    return document + '#' + name;
  }

  Collection<ObjectNode> elements() {
    return elements.values();
  }

  boolean has(String name) {
    return elements.containsKey(id(name));
  }

  /** Adds an element without fields. */
  ObjectNode add(String type, String name) {
    ObjectNode element = start(type, id(name));
    elements.put(id(name), element);
    return element;
  }

  /** An element that the graph does not contain. */
  static ObjectNode start(String type, String id) {
    ObjectNode element = EventParts.object();
    element.put("type", type);
    element.put("spdxId", id);
    element.put("creationInfo", CREATION_INFO);
    return element;
  }

  /**
   * Adds a relationship, unless there is no element that it leads to.
   *
   * @param comment for people; "" for none
   */
  void relate(
      String from,
      String relationshipType,
      Collection<String> to,
      Completeness completeness,
      String comment,
      BomProperties properties) {
    if (to.isEmpty()) {
      return;
    }
    ObjectNode body = EventParts.object();
    body.put("from", from);
    body.put("relationshipType", relationshipType);
    ArrayNode targets = body.putArray("to");
    to.stream().distinct().forEach(targets::add);
    body.put("completeness", completeness(completeness));
    if (isOfBuild(relationshipType)) {
      body.put("scope", "build");
    }
    if (!comment.isEmpty()) {
      body.put("comment", comment);
    }
    extend(body, properties);
    String name = "relationship:" + BomNames.uuid(body.toString());
    if (!has(name)) {
      String type = isOfBuild(relationshipType) ? "LifecycleScopedRelationship" : "Relationship";
      add(type, name).setAll(body);
    }
  }

  private static boolean isOfBuild(String relationshipType) {
    return relationshipType.equals("hasInput")
        || relationshipType.equals("hasOutput")
        || relationshipType.equals("usesTool");
  }

  private static String completeness(Completeness completeness) {
    return switch (completeness) {
      case COMPLETE -> "complete";
      case INCOMPLETE -> "incomplete";
      case NO_ASSERTION -> "noAssertion";
    };
  }

  /** Adds the properties to an element, unless there are none. */
  static void extend(ObjectNode element, BomProperties properties) {
    if (properties.isEmpty()) {
      return;
    }
    ObjectNode extension = element.putArray("extension").addObject();
    extension.put("type", "extension_CdxPropertiesExtension");
    ArrayNode entries = extension.putArray("extension_cdxProperty");
    for (BomProperties.Property property : properties.list()) {
      ObjectNode entry = entries.addObject();
      entry.put("type", "extension_CdxPropertyEntry");
      entry.put("extension_cdxPropName", property.name());
      entry.put("extension_cdxPropValue", property.value());
    }
  }

  /** Sets a field to dictionary entries, unless there are none. */
  static void entries(ObjectNode element, String field, SortedMap<String, String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    ArrayNode entries = element.putArray(field);
    texts.forEach((key, value) -> entry(entries, key, value));
  }

  static void entry(ArrayNode entries, String key, String value) {
    ObjectNode entry = entries.addObject();
    entry.put("type", "DictionaryEntry");
    entry.put("key", key);
    entry.put("value", value);
  }
}
