package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.InvalidException;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells the owners of a state that is to be built anew which alerts are open on the topic of
 * alerts, so that an alert whose cause still holds keeps its time. Holds all open alerts in memory,
 * about 1 KB each.
 */
final class OpenAlerts {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Map<String, Object> kafka;
  private final TopicNames names;
  private final String command;
  private final AlertDecoder decoder;
  private final StreamCodec codec;

  /**
   * @param kafka settings of clients
   * @param registry of the alerts' schemas; its owner closes it
   * @param command the command that does this, for messages
   */
  OpenAlerts(Map<String, Object> kafka, TopicNames names, SchemaRegistry registry, String command) {
    this.command = command;
    this.kafka = kafka;
    this.names = names;
    this.decoder = new AlertDecoder(registry::schemaById);
    this.codec = new StreamCodec(registry::register, registry::schemaById, names);
  }

  /**
   * Sends each open alert to the owner of its row.
   *
   * @param partitions of the graph topic
   * @return how many there are
   * @throws StartException if the topic of alerts cannot be read to its end
   */
  int sendToOwners(int partitions) throws ExecutionException, InterruptedException {
    Map<String, Alert> open = read();
    long now = System.currentTimeMillis();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            with(kafka, ProducerConfig.ACKS_CONFIG, "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Map<Alert, Future<RecordMetadata>> sent = new LinkedHashMap<>();
      for (Alert alert : open.values()) {
        GraphCommand command = new GraphCommand.Former(alert, false);
        int partition = Partitioning.partition(command.target().key(), partitions);
        codec.write(
            List.of(new CommandEnvelope(command, now)),
            now,
            (commands, value) ->
                sent.put(
                    alert,
                    producer.send(
                        new ProducerRecord<>(
                            names.graph(),
                            partition,
                            now,
                            command.target().key().getBytes(UTF_8),
                            value))));
      }
      for (Future<RecordMetadata> one : sent.values()) {
        one.get();
      }
    }
    return open.size();
  }

  private static Map<String, Object> with(Map<String, Object> config, String key, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(config);
    all.put(key, value);
    return all;
  }

  private Map<String, Alert> read() {
    Map<String, Alert> open = new LinkedHashMap<>();
    Map<String, Object> config =
        with(kafka, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(names.alerts()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      long progressAt = System.nanoTime();
      long positions = -1;
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(POLL).forEach(record -> take(record, open));
        long now = all.stream().mapToLong(consumer::position).sum();
        if (now > positions) {
          positions = now;
          progressAt = System.nanoTime();
        } else if (System.nanoTime() - progressAt > SILENCE.toNanos()) {
          throw new StartException(
              "nothing came from topic "
                  + names.alerts()
                  + " for "
                  + SILENCE.toSeconds()
                  + " s; look at Kafka, then run "
                  + command
                  + " again");
        }
      }
    }
    return open;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Map<String, Alert> open) {
    String id = record.key() == null ? "" : new String(record.key(), UTF_8);
    if (record.value() == null) {
      open.remove(id);
      return;
    }
    try {
      Alert alert = decoder.decode(record.value());
      if (alert.status() == AlertStatus.OPEN) {
        open.put(alert.id(), alert);
      } else {
        open.remove(alert.id());
      }
    } catch (UndecodableException | InvalidException foreign) {
      throw new StartException(
          "cannot read the alert at partition "
              + record.partition()
              + ", offset "
              + record.offset()
              + " of topic "
              + record.topic()
              + " ("
              + foreign.getMessage()
              + "); if it is not one of Headwater, delete the topic, then run "
              + command
              + " again: alerts then count as new",
          foreign);
    }
  }
}
