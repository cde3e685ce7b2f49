package dev.headwater.app.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.backup.Cluster;
import dev.headwater.backup.Manifest;
import dev.headwater.backup.Part;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.IncompatibleSchemaException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Registers the schemas of a backup. The subject of a topic gets the schemas of that topic. A
 * record may name any other schema too: those go to a subject of their own, where they need not be
 * compatible with each other, and where they hinder no later version of ours.
 */
final class RestoredSchemas {
  /** The full names of the schemas that belong to a topic. */
  private static final Map<Part, String> OURS =
      Map.of(
          Part.EVENTS, "dev.headwater.avro.LineageEvent", Part.ALERTS, "dev.headwater.avro.Alert");

  private static final String ANY_LEVEL = "NONE";

  private final SchemaRegistry registry;
  private final Cluster cluster;
  private final String others;
  private boolean othersAreOpen;

  RestoredSchemas(SchemaRegistry registry, Cluster cluster, TopicNames names) {
    this.registry = registry;
    this.cluster = cluster;
    this.others = names.prefix() + "restored-value";
  }

  /**
   * Registers the schemas in the order of their old ids, which is the order of their versions.
   *
   * @return the new id for each old one
   */
  Map<Integer, Integer> register(Manifest manifest) {
    Map<Integer, Integer> ids = new HashMap<>();
    // What was put aside mostly has a schema of the events, so these come first.
    List<Manifest.Schema> inOrder =
        manifest.schemas().stream()
            .sorted(
                Comparator.comparing((Manifest.Schema one) -> !isOurs(one))
                    .thenComparing(Manifest.Schema::id))
            .toList();
    for (Manifest.Schema schema : inOrder) {
      if (!ids.containsKey(schema.id())) {
        ids.put(schema.id(), register(schema));
      }
    }
    return ids;
  }

  private static boolean isOurs(Manifest.Schema schema) {
    return OURS.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getKey().label().equals(schema.part())
                    && entry.getValue().equals(fullName(schema.text())));
  }

  private static String fullName(String schema) {
    JsonNode json = Json.parse(schema);
    String name = json.path("name").asText();
    String namespace = json.path("namespace").asText();
    return namespace.isEmpty() ? name : namespace + "." + name;
  }

  private int register(Manifest.Schema schema) {
    if (isOurs(schema)) {
      Part part = schema.part().equals(Part.EVENTS.label()) ? Part.EVENTS : Part.ALERTS;
      try {
        return registry.register(cluster.name(part) + "-value", schema.text());
      } catch (IncompatibleSchemaException withLaterOnes) {
        return registerApart(schema);
      }
    }
    return registerApart(schema);
  }

  private int registerApart(Manifest.Schema schema) {
    if (!othersAreOpen) {
      registry.setCompatibility(others, ANY_LEVEL);
      othersAreOpen = true;
    }
    return registry.register(others, schema.text());
  }
}
