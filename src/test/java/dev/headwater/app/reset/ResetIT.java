package dev.headwater.app.reset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.app.Headwater;
import dev.headwater.app.settings.Settings;
import dev.headwater.backup.PartitionReader;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shows what readers of alerts see of a reset. */
@Timeout(900)
class ResetIT {
  private static final Asset TALES = Asset.parse("dataset:lab:tales@1");
  private static final Asset POEMS = Asset.parse("dataset:lab:poems@1");
  private static final Asset WRITER = Asset.parse("model:lab:writer@1");
  private static final String ALERTS = "headwater.alerts";

  /** Of an application whose id begins with the one of this test. */
  private static final String CHANGELOG_OF_ANOTHER = "headwater-staging-graph-changelog";

  @TempDir private Path folder;

  private EmbeddedBroker broker;
  private SchemaRegistry schemas;

  private Settings settings(URI registry) {
    return Settings.of(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "registry.url",
            registry.toString(),
            "topic.partitions",
            "3",
            "instance.id",
            "test",
            "state.dir",
            folder.resolve("state").toString(),
            "http.port",
            "0"));
  }

  private static LineageEvent.Builder event(EventType type) {
    return LineageEvent.builder(type)
        .eventId(UUID.randomUUID())
        .eventTime(Instant.parse("2026-03-01T00:00:00Z"))
        .producer("p")
        .job(new Job("lab", "j"))
        .run("r");
  }

  private static LineageEvent synthesis(Asset data) {
    return event(EventType.SYNTHESIZE).outputs(List.of(Output.of(data))).build();
  }

  private static LineageEvent training() {
    return event(EventType.TRAIN)
        .inputs(List.of(Input.of(TALES, Role.SOURCE), Input.of(POEMS, Role.SOURCE)))
        .outputs(List.of(Output.of(WRITER)))
        .build();
  }

  private static Document madeByPeople(Asset data) {
    return new Document(
        data,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Reclassify(false, "written by people")),
        Optional.empty(),
        List.of());
  }

  private void send(LineageEvent... events) throws Exception {
    EventEncoder encoder = new EventEncoder(schemas::register, "headwater.events");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (LineageEvent event : events) {
        producer
            .send(
                new ProducerRecord<>(
                    "headwater.events", event.key().getBytes(UTF_8), encoder.encode(event)))
            .get();
      }
    }
  }

  /** All records of the topic of alerts, those of one alert in order. */
  private List<Alert> alertRecords() {
    AlertDecoder decoder = new AlertDecoder(schemas::schemaById);
    List<Alert> all = new ArrayList<>();
    try {
      new PartitionReader(
              Map.of("bootstrap.servers", broker.bootstrapServers()), Duration.ofSeconds(120))
          .readAll(ALERTS, record -> all.add(decoder.decode(record.value())));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the sink throws none
    }
    return all;
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private void createTopic(String name) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private Set<String> topics() throws Exception {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get();
    }
  }

  private static JsonNode openAlerts(Headwater headwater) throws IOException {
    try {
      return Json.parse(
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(
                              URI.create(headwater.url() + "/api/v1/alerts?status=OPEN"))
                          .build(),
                      BodyHandlers.ofByteArray())
                  .body())
          .path("alerts");
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void alertThatHolds_goesOn_andOneThatEndedMeanwhile_isResolved() throws Exception {
    try (EmbeddedBroker ownBroker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(ownBroker.bootstrapServers(), 0);
        SchemaRegistry ownSchemas = SchemaRegistry.connect(List.of(registry.url()), Map.of())) {
      broker = ownBroker;
      schemas = ownSchemas;
      Settings settings = settings(registry.url());
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        send(synthesis(TALES), synthesis(POEMS), training());
        await().atMost(Duration.ofSeconds(120)).until(() -> openAlerts(headwater).size() == 4);
        await().atMost(Duration.ofSeconds(120)).until(() -> alertRecords().size() == 4);
        assertThatThrownBy(() -> new Reset(settings).run())
            .hasMessageContaining("instances of headwater are running");
      }
      List<Alert> before = alertRecords();
      createTopic(CHANGELOG_OF_ANOTHER);
      send(event(EventType.DOCUMENT).document(madeByPeople(POEMS)).build());

      assertThat(new Reset(settings).run()).contains("kept the time of 4 open alerts");
      // As if the first run had failed at its end.
      assertThat(new Reset(settings).run()).contains("kept the time of 4 open alerts");

      assertThat(topics()).contains(CHANGELOG_OF_ANOTHER);

      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        await()
            .atMost(Duration.ofSeconds(120))
            .untilAsserted(() -> assertThat(alertRecords()).hasSize(6));
        assertThat(
                PatientClient.complete(headwater.url() + "/api/v1/alerts?status=OPEN")
                    .path("alerts")
                    .findValuesAsText("openedAt"))
            .extracting(Instant::parse)
            .containsExactlyInAnyOrderElementsOf(
                before.stream()
                    .filter(alert -> alert.origin().equals(TALES))
                    .map(Alert::openedAt)
                    .toList());
      }
      List<Alert> after = alertRecords();
      // Readers of several partitions see no order among the alerts of different ones.
      assertThat(after.stream().filter(alert -> alert.status() == AlertStatus.OPEN))
          .containsExactlyInAnyOrderElementsOf(before);
      assertThat(after.stream().filter(alert -> alert.status() == AlertStatus.RESOLVED))
          .extracting(Alert::rule, Alert::origin, alert -> alert.resolution().orElseThrow())
          .containsExactlyInAnyOrder(
              tuple(RuleName.UNDOCUMENTED_SYNTHETIC, POEMS, Resolution.RECLASSIFIED),
              tuple(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, POEMS, Resolution.RECLASSIFIED));
    }
  }
}
