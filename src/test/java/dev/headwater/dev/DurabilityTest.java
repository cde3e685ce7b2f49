package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.registry.SchemaRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that acknowledged records and registered schemas survive three kills while a producer
 * writes, on one folder.
 */
class DurabilityTest {
  private static final int KILLS = 3;
  private static final int RECORDS_BEFORE_KILL = 2_000;
  private static final String TOPIC = "words";

  @TempDir Path folder;

  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> schemas = new HashMap<>();

  @Test
  void kill_whileWriting_keepsWhatWasAcknowledged() throws Exception {
    for (int round = 0; round < KILLS; round++) {
      try (DevProcess process = DevProcess.start(folder)) {
        if (round == 0) {
          createTopic(process);
        }
        register(process, round);
        writeUntilKilled(process, round);
      }
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        SchemaRegistry client = SchemaRegistry.connect(List.of(registry.url()), Map.of());
        TestTopic topic = new TestTopic(broker.bootstrapServers(), TOPIC)) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * RECORDS_BEFORE_KILL);
      Set<String> lost = new TreeSet<>(acknowledged);
      lost.removeAll(new HashSet<>(topic.readToEnd()));
      assertThat(lost).isEmpty();
      assertThat(schemas).hasSize(KILLS);
      schemas.forEach((schema, id) -> assertThat(client.schemaById(id)).isEqualTo(schema));
      schemas.forEach((schema, id) -> assertThat(client.register("s", schema)).isEqualTo(id));
      assertThat(client.register("s", schema(KILLS))).isNotIn(schemas.values());
    }
  }

  private static void createTopic(DevProcess process) throws Exception {
    try (TestTopic topic = new TestTopic(process.bootstrapServers(), TOPIC)) {
      topic.create();
    }
  }

  private void register(DevProcess process, int round) {
    try (SchemaRegistry client = SchemaRegistry.connect(List.of(process.registry()), Map.of())) {
      client.setCompatibility("s", "NONE");
      schemas.put(schema(round), client.register("s", schema(round)));
    }
  }

  private static String schema(int round) {
    return "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[]}".formatted(round);
  }

  private void writeUntilKilled(DevProcess process, int round) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", process.bootstrapServers(),
            "acks", "all",
            "delivery.timeout.ms", "2000",
            "request.timeout.ms", "1000",
            "max.block.ms", "2000");
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    try (producer) {
      int target = acknowledged.size() + RECORDS_BEFORE_KILL;
      for (int n = 0; acknowledged.size() < target; n++) {
        String word = round + "-" + n;
        producer.send(
            new ProducerRecord<>(TOPIC, word),
            (metadata, e) -> {
              if (e == null) {
                acknowledged.add(word);
              }
            });
      }
      process.kill();
    }
  }
}
