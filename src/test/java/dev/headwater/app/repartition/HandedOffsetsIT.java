package dev.headwater.app.repartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.stream.ChangelogTail;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.stream.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows which positions an application hands over, and when the other one has caught up. */
@Timeout(400)
class HandedOffsetsIT {
  private static EmbeddedBroker broker;
  private static Admin admin;

  private final TopicNames names = new TopicNames("t" + UUID.randomUUID() + ".", 2);
  private final String from = "old-" + names.prefix();
  private final String to = "new-" + names.prefix();
  private final HandedOffsets offsets = new HandedOffsets(admin, names, from, to);

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.startTemporary(0);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  /** Makes the topic, and sends two records to each partition in a transaction each. */
  private void fill(String topic, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      for (int each = 0; each < 2; each++) {
        producer.beginTransaction();
        for (int partition = 0; partition < partitions; partition++) {
          producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {1}));
        }
        producer.commitTransaction();
      }
    }
  }

  private static void commit(String group, String topic, long... positions) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    for (int partition = 0; partition < positions.length; partition++) {
      if (positions[partition] >= 0) {
        committed.put(
            new TopicPartition(topic, partition),
            new OffsetAndMetadata(positions[partition], "until " + partition));
      }
    }
    admin.alterConsumerGroupOffsets(group, committed).all().get();
  }

  private static Map<Integer, OffsetAndMetadata> committed(String group, String topic)
      throws Exception {
    Map<Integer, OffsetAndMetadata> found = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, position) -> {
              if (partition.topic().equals(topic)) {
                found.put(partition.partition(), position);
              }
            });
    return found;
  }

  private boolean haveCaughtUp() throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "registry.url", "http://none:1"));
    try (ChangelogTail tail = offsets.tail(new Connections(settings))) {
      return offsets.haveCaughtUp(tail);
    }
  }

  @Test
  void caughtUp_isWhoHasNoRecordLeftThatTheOtherOneHasProcessed() throws Exception {
    String events = names.events();
    fill(events, 2); // records at 0 and 2, markers at 1 and 3
    commit(from, events, 4, 4);
    assertThat(haveCaughtUp()).as("nothing processed").isFalse();
    commit(to, events, 4, -1);
    assertThat(haveCaughtUp()).as("one partition not begun").isFalse();
    commit(to, events, 4, 2);
    assertThat(haveCaughtUp()).as("one record left").isFalse();
    commit(to, events, 4, 3);
    assertThat(haveCaughtUp()).as("only a marker left").isTrue();
    commit(from, events, 1, 3);
    assertThat(haveCaughtUp()).as("further than the other one").isTrue();
  }

  @Test
  void processedCommands_areThoseBeforeThePosition() throws Exception {
    String graph = names.graph();
    fill(graph, 2);
    assertThat(offsets.haveProcessed(Map.of(0, 0L))).isFalse();
    commit(to, graph, 2, 2);
    assertThat(offsets.haveProcessed(Map.of(0, 0L))).isTrue();
    assertThat(offsets.haveProcessed(Map.of(0, 0L, 1, 2L))).isFalse();
    assertThat(offsets.haveProcessed(Map.of())).isTrue();
  }

  @Test
  void whatIsHandedOver_isWhereTheOtherOneEnded_andItsBeginningWhereThatNeverBegan()
      throws Exception {
    fill(names.events(), 3);
    fill(names.openlineage(), 2);
    fill(names.graph(), 1);
    commit(from, names.events(), 2, 1);
    commit(from, names.openlineage(), 3);
    commit(to, names.events(), 4, 1, 4);
    commit(to, names.graph(), 3);

    offsets.hand();

    assertThat(committed(to, names.events()).values())
        .extracting(OffsetAndMetadata::offset)
        .containsExactly(2L, 1L, 0L);
    assertThat(committed(to, names.openlineage())).hasSize(1);
    assertThat(committed(to, names.openlineage()).get(0).offset()).isEqualTo(3);
    assertThat(committed(to, names.graph()).get(0).offset()).as("its own").isEqualTo(3);
  }

  @Test
  void receivers_goOnWhereTheyWere_withWhatTheirPositionSays() throws Exception {
    fill(names.alerts(), 2);
    commit(from + ".alerts.lab.hook", names.alerts(), 2, 3);
    commit(from + "-2.alerts.lab.hook", names.alerts(), 1, 1);

    assertThat(offsets.handReceivers())
        .containsExactly("handed over the position of receiver lab.hook");

    assertThat(committed(to + ".alerts.lab.hook", names.alerts()))
        .isEqualTo(committed(from + ".alerts.lab.hook", names.alerts()));
  }

  @Test
  void applicationWithoutPositions_isNotTheOneInCharge() throws Exception {
    TopicNames former = new TopicNames(names.prefix());
    fill(names.events(), 1);
    fill(former.graph(), 1);
    commit(from, names.events(), 1);
    assertThatThrownBy(() -> offsets.requireFormer(former))
        .as("of an earlier generation")
        .isInstanceOf(StartException.class)
        .hasMessageContaining("has no positions in topic " + former.graph());
    commit(from, former.graph(), 1);
    offsets.requireFormer(former);
  }
}
