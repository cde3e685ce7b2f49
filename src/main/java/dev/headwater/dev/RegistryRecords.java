package dev.headwater.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.registry.CompatibilityLevel;
import dev.headwater.codec.registry.SchemaText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Converts changes to records of the topic and back. The format is Confluent's JSON, except for
 * {@code HEADWATER_LAST_ID}.
 */
final class RegistryRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String topic;

  RegistryRecords(String topic) {
    this.topic = topic;
  }

  ProducerRecord<byte[], byte[]> write(RegistryChange change) {
    if (change instanceof RegistryChange.Put put) {
      RegisteredSchema schema = put.schema();
      return record(schemaKey(schema.subject(), schema.version()), Optional.of(value(schema)));
    } else if (change instanceof RegistryChange.Erase erase) {
      return record(schemaKey(erase.subject(), erase.version()), Optional.empty());
    } else if (change instanceof RegistryChange.Level level) {
      return record(
          scopeKey("CONFIG", level.scope()),
          level.level().map(l -> JSON.createObjectNode().put("compatibilityLevel", l.name())));
    } else if (change instanceof RegistryChange.Mode mode) {
      return record(
          scopeKey("MODE", mode.scope()),
          mode.mode().map(m -> JSON.createObjectNode().put("mode", m.name())));
    } else if (change instanceof RegistryChange.LastId last) {
      return record(
          JSON.createObjectNode().put("keytype", "HEADWATER_LAST_ID").put("magic", 0),
          Optional.of(JSON.createObjectNode().put("id", last.id())));
    }
    throw new IllegalStateException("not a change: " + change);
  }

  private static ObjectNode schemaKey(String subject, int version) {
    return JSON.createObjectNode()
        .put("keytype", "SCHEMA")
        .put("subject", subject)
        .put("version", version)
        .put("magic", 1);
  }

  private static ObjectNode value(RegisteredSchema schema) {
    return JSON.createObjectNode()
        .put("subject", schema.subject())
        .put("version", schema.version())
        .put("id", schema.id())
        .put("schema", schema.schema().canonical())
        .put("deleted", schema.deleted());
  }

  private static ObjectNode scopeKey(String type, String scope) {
    ObjectNode key = JSON.createObjectNode().put("keytype", type);
    if (scope.isEmpty()) {
      key.putNull("subject");
    } else {
      key.put("subject", scope);
    }
    return key.put("magic", 0);
  }

  private ProducerRecord<byte[], byte[]> record(ObjectNode key, Optional<ObjectNode> value) {
    return new ProducerRecord<>(topic, bytes(key), value.map(RegistryRecords::bytes).orElse(null));
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record; empty if it is of a kind that this registry does not use.
   *
   * @throws IllegalArgumentException if it is not a record of a schema registry
   */
  Optional<RegistryChange> read(ConsumerRecord<byte[], byte[]> record) {
    JsonNode key = json(record.key());
    Optional<JsonNode> value = Optional.ofNullable(record.value()).map(RegistryRecords::json);
    String subject = key.path("subject").asText("");
    if (key.path("subject").isNull()) {
      subject = "";
    }
    String scope = subject;
    return switch (key.path("keytype").asText()) {
      case "SCHEMA" -> Optional.of(schema(subject, key.path("version").asInt(), value));
      case "CONFIG" ->
          Optional.of(
              new RegistryChange.Level(
                  scope,
                  value.flatMap(
                      v -> CompatibilityLevel.named(v.path("compatibilityLevel").asText()))));
      case "MODE" ->
          Optional.of(
              new RegistryChange.Mode(
                  scope, value.map(v -> RegistryMode.valueOf(v.path("mode").asText()))));
      case "HEADWATER_LAST_ID" -> value.map(v -> new RegistryChange.LastId(v.path("id").asInt()));
      default -> Optional.empty();
    };
  }

  private static RegistryChange schema(String subject, int version, Optional<JsonNode> value) {
    if (value.isEmpty()) {
      return new RegistryChange.Erase(subject, version);
    }
    JsonNode v = value.get();
    return new RegistryChange.Put(
        new RegisteredSchema(
            subject,
            version,
            v.path("id").asInt(),
            SchemaText.parse(v.path("schema").asText()),
            v.path("deleted").asBoolean()));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a record of a schema registry", e);
    }
  }
}
