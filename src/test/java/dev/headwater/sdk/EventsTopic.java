package dev.headwater.sdk;

import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.model.LineageEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates and reads the topic of events on a real broker. Reads events as the processor does. */
public final class EventsTopic {

  private static final String NAME = "headwater.events";

  private EventsTopic() {}

  public static void create(String bootstrapServers)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(NAME, 1, (short) 1))).all().get();
    }
  }

  public static boolean exists(String bootstrapServers)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin.listTopics().names().get().contains(NAME);
    }
  }

  /** Returns how many records there are. */
  public static long size(String bootstrapServers) throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(NAME, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  /**
   * Returns all events in the topic, one partition after the other. Fails if one of them does not
   * have its own key.
   */
  public static List<LineageEvent> read(String bootstrapServers, URI registryUrl) {
    List<LineageEvent> events = new ArrayList<>();
    try (SchemaRegistry registry = SchemaRegistry.connect(List.of(registryUrl), Map.of());
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      EventDecoder decoder = new EventDecoder(registry::schemaById);
      for (PartitionInfo info : consumer.partitionsFor(NAME)) {
        TopicPartition partition = new TopicPartition(NAME, info.partition());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
          records.forEach(record -> events.add(event(record, decoder)));
        }
      }
    }
    return events;
  }

  private static LineageEvent event(ConsumerRecord<byte[], byte[]> record, EventDecoder decoder) {
    LineageEvent event = decoder.decode(record.value());
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!key.equals(event.key())) {
      throw new AssertionError(event.eventId() + " has the key " + key);
    }
    return event;
  }
}
