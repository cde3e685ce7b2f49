package dev.headwater.docs;

import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.model.Alert;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The example consumer of EVENTS.md. A test checks that the page has the same code. */
public final class AlertReader {
  private AlertReader() {}

  /** Reads alerts until {@code stopped} returns true. */
  public static void read(
      URI registryUrl, String bootstrapServers, BooleanSupplier stopped, Consumer<String> pager) {
    try (SchemaRegistry registry = SchemaRegistry.connect(List.of(registryUrl), Map.of());
        KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", bootstrapServers,
                    "group.id", "pager",
                    "isolation.level", "read_committed",
                    "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      AlertDecoder decoder = new AlertDecoder(registry::schemaById);
      consumer.subscribe(List.of("headwater.alerts"));
      while (!stopped.getAsBoolean()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          if (record.value() != null) { // an alert that is forgotten
            Alert alert = decoder.decode(record.value());
            pager.accept(
                alert.id() + " " + alert.status() + ": " + alert.rule() + " " + alert.path());
          }
        }
      }
    }
  }
}
