package dev.headwater.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.avro.GraphCommandAvro;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.IncompatibleSchemaException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Events;
import dev.headwater.model.LineageEvent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that a registry accepts a change of our schemas only if every record ever written stays
 * readable. Uses a development registry on an embedded broker.
 */
class SchemaEvolutionTest {
  private static EmbeddedBroker broker;
  private static DevRegistry server;
  private static SchemaRegistry registry;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.startTemporary(0);
    server = DevRegistry.start(broker.bootstrapServers(), 0);
    registry = SchemaRegistry.connect(List.of(server.url()), Map.of());
  }

  @AfterAll
  static void stop() {
    registry.close();
    server.close();
    broker.close();
  }

  /**
   * Registers a schema under its subject, at the compatibility level of the topics, and returns it.
   */
  private static String registered(String name) {
    String schema =
        switch (name) {
          case "events" -> EventAvro.schemaJson();
          case "graph" -> GraphCommandAvro.schemaJson();
          case "alerts" -> AlertAvro.schemaJson();
          default -> AssetSummaryAvro.schemaJson();
        };
    registry.setCompatibility(subject(name), "BACKWARD_TRANSITIVE");
    registry.register(subject(name), schema);
    return schema;
  }

  private static String subject(String name) {
    return "headwater." + name + "-value";
  }

  private static String changed(String schema, Consumer<ObjectNode> change) {
    ObjectNode tree = (ObjectNode) Json.parse(schema);
    change.accept(tree);
    return tree.toString();
  }

  private static ArrayNode fields(JsonNode schema) {
    return (ArrayNode) schema.get("fields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "graph", "alerts", "assets"})
  void newRequiredField_isRefused(String name) {
    String incompatible =
        changed(
            registered(name),
            schema -> fields(schema).add(Json.parse("{\"name\":\"later\",\"type\":\"string\"}")));

    assertThat(registry.compatible(subject(name), incompatible)).isFalse();
    assertThatThrownBy(() -> registry.register(subject(name), incompatible))
        .isInstanceOf(IncompatibleSchemaException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "graph", "alerts", "assets"})
  void newFieldWithADefault_isTaken(String name) {
    String compatible =
        changed(
            registered(name),
            schema ->
                fields(schema)
                    .add(Json.parse("{\"name\":\"later\",\"type\":\"string\",\"default\":\"\"}")));

    assertThat(registry.compatible(subject(name), compatible)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "graph", "alerts", "assets"})
  void changedType_isRefused(String name) {
    String incompatible =
        changed(
            registered(name), schema -> ((ObjectNode) fields(schema).get(0)).put("type", "long"));

    assertThat(registry.compatible(subject(name), incompatible)).isFalse();
  }

  @Test
  void newSymbol_isTaken() {
    String schema = registered("events").replace("\"RETRACT\",", "\"RETRACT\",\"DISTILL\",");

    assertThat(schema).contains("DISTILL");
    assertThat(registry.compatible(subject("events"), schema)).isTrue();
  }

  @Test
  void encodedEvents_goThroughTheRegistry() {
    LineageEvent event = Events.event(new Random(1));
    registered("events");
    byte[] value = new EventEncoder(registry::register, "headwater.events").encode(event);

    assertThat(new EventDecoder(registry::schemaById).decode(value)).isEqualTo(event);
  }
}
