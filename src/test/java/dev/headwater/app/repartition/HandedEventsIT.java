package dev.headwater.app.repartition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.backup.PartitionReader;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.TraceParent;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.TraceHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shows that events on their way to their homes are handed over, and nothing else. */
@Timeout(400)
class HandedEventsIT {
  private static final Instant CAUSE = Instant.parse("2026-11-22T10:00:00Z");
  private static final Asset TALES = Asset.parse("dataset:lab:tales@1");
  private static final TopicNames FORMER = new TopicNames("headwater.");
  private static final TopicNames NEXT = new TopicNames("headwater.", 2);
  private static final TraceParent TRACE =
      TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(UTF_8))
          .orElseThrow();

  private static CommandEnvelope admit(String run) {
    LineageEvent event =
        LineageEvent.builder(EventType.SYNTHESIZE)
            .eventId(UUID.randomUUID())
            .eventTime(CAUSE)
            .producer("p")
            .job(new Job("lab", "j"))
            .run(run)
            .outputs(List.of(Output.of(TALES)))
            .build();
    return new CommandEnvelope(
        new GraphCommand.Admit(TALES, event, 1, Optional.of(TRACE)), CAUSE.toEpochMilli());
  }

  @Test
  void eventsThatWereNotAdmitted_areSentToTheirHomes() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
        SchemaRegistry schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of())) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(kafka)) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(FORMER.graph(), 1, (short) 1),
                    new NewTopic(NEXT.graph(), 16, (short) 1)))
            .all()
            .get();
      }
      CommandEnvelope other =
          new CommandEnvelope(new GraphCommand.AssessOrigin(TALES), CAUSE.toEpochMilli());
      StreamCodec codec = new StreamCodec(schemas::register, schemas::schemaById, FORMER);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (List<CommandEnvelope> pack :
            List.of(List.of(admit("was admitted")), List.of(other, admit("on its way")))) {
          codec.write(
              pack,
              CAUSE.toEpochMilli(),
              (commands, value) ->
                  producer.send(
                      new ProducerRecord<>(
                          FORMER.graph(), 0, null, null, value, TraceHeaders.write(commands))));
        }
      }

      long sent =
          new HandedEvents(kafka, FORMER, NEXT, schemas)
              .send(Map.of(new TopicPartition(FORMER.graph(), 0), 1L), 16);

      assertThat(sent).isEqualTo(1);
      List<CommandEnvelope> found = new ArrayList<>();
      new PartitionReader(kafka, Duration.ofSeconds(60))
          .readAll(
              NEXT.graph(),
              record -> {
                assertThat(record.partition()).isEqualTo(Partitioning.partition(TALES.key(), 16));
                assertThat(record.timestamp()).isEqualTo(CAUSE.toEpochMilli());
                found.addAll(
                    TraceHeaders.read(
                            record.headers(),
                            codec.readCommands(record.value(), record.timestamp()))
                        .commands());
              });
      assertThat(found)
          .singleElement()
          .satisfies(
              command -> {
                GraphCommand.Admit admit = (GraphCommand.Admit) command.command();
                assertThat(admit.event().run()).isEqualTo("on its way");
                assertThat(admit.traceParent()).contains(TRACE);
                assertThat(command.causeMillis()).isEqualTo(CAUSE.toEpochMilli());
              });
    }
  }
}
