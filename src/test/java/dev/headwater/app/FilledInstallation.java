package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.stream.StateFolder;
import dev.headwater.backup.PartitionReader;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** An installation on a Kafka of its own, with lineage, two open alerts and two resolved ones. */
final class FilledInstallation implements AutoCloseable {
  static final Asset TALES = Asset.parse("dataset:lab:tales@1");
  static final Asset POEMS = Asset.parse("dataset:lab:poems@1");
  static final Asset WRITER = Asset.parse("model:lab:writer@1");
  static final String ALERTS = "headwater.alerts";
  static final String GRAPH = "headwater.graph";
  static final String CHANGELOG = "headwater-graph-changelog";
  static final int PARTITIONS = 3;
  static final Duration LONG = Duration.ofSeconds(120);

  /** Events that are older than ten seconds count as a backlog when they are read again. */
  private static final Duration BACKLOG = Duration.ofSeconds(11);

  private final Path folder;
  private final EmbeddedBroker broker;
  private final DevRegistry registry;
  private final SchemaRegistry schemas;
  private final Admin admin;

  /** Starts Kafka and a registry. */
  FilledInstallation(Path folder) {
    this.folder = folder;
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of());
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @Override
  public void close() {
    admin.close();
    schemas.close();
    registry.close();
    broker.close();
  }

  Admin admin() {
    return admin;
  }

  Settings settings(String instance) {
    return settings(instance, Map.of());
  }

  Settings settings(String instance, Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", broker.bootstrapServers());
    values.put("registry.url", registry.url().toString());
    values.put("topic.partitions", Integer.toString(PARTITIONS));
    values.put("instance.id", instance);
    values.put("state.dir", folder.resolve(instance).toString());
    values.put("http.port", "0");
    values.putAll(more);
    return Settings.of(values);
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

  private static LineageEvent poemsAreByPeople() {
    Document said =
        new Document(
            POEMS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Reclassify(false, "written by people")),
            Optional.empty(),
            List.of());
    return event(EventType.DOCUMENT).document(said).build();
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(LineageEvent... events) throws Exception {
    EventEncoder encoder = new EventEncoder(schemas::register, "headwater.events");
    try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrapServers())) {
      for (LineageEvent event : events) {
        byte[] key = event.key().getBytes(UTF_8);
        producer.send(new ProducerRecord<>("headwater.events", key, encoder.encode(event))).get();
      }
    }
  }

  /** All records of the topic of alerts. */
  List<Alert> alertRecords() {
    AlertDecoder decoder = new AlertDecoder(schemas::schemaById);
    List<Alert> all = new ArrayList<>();
    try {
      new PartitionReader(Map.of("bootstrap.servers", broker.bootstrapServers()), LONG)
          .readAll(ALERTS, record -> all.add(decoder.decode(record.value())));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the sink throws none
    }
    return all;
  }

  Map<String, TopicListing> topics() {
    try {
      return admin.listTopics().namesToListings().get();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  Uuid graphId() {
    return topics().get(GRAPH).topicId();
  }

  static HttpResponse<byte[]> get(URI base, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  static int status(URI base, String path) {
    return get(base, path).statusCode();
  }

  private static JsonNode json(URI base, String path) throws IOException {
    HttpResponse<byte[]> answer = get(base, path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Json.parse(answer.body());
  }

  /** What readers see: open and resolved alerts, and lineage. */
  record Seen(Set<String> open, Set<String> resolved, JsonNode lineage) {
    static Seen at(URI base) throws IOException {
      String writer = URLEncoder.encode(WRITER.toString(), UTF_8);
      return new Seen(
          alerts(base, "OPEN"),
          alerts(base, "RESOLVED"),
          json(base, "/api/v1/assets/" + writer + "/lineage?direction=upstream").path("edges"));
    }

    private static Set<String> alerts(URI base, String status) throws IOException {
      Set<String> alerts = ConcurrentHashMap.newKeySet();
      json(base, "/api/v1/alerts?status=" + status)
          .path("alerts")
          .forEach(
              alert -> alerts.add(alert.path("id").asText() + alert.path("openedAt").asText()));
      return alerts;
    }
  }

  /** Two open alerts, and two that are resolved. */
  Seen fill() throws Exception {
    try (Headwater headwater = Headwater.start(settings("first"))) {
      headwater.awaitReady(LONG);
      send(synthesis(TALES), synthesis(POEMS), training());
      await().atMost(LONG).until(() -> alertRecords().size() == 4);
      send(poemsAreByPeople());
      await().atMost(LONG).until(() -> alertRecords().size() == 6);
      URI url = headwater.url();
      await().atMost(LONG).until(() -> Seen.at(url).resolved().size() == 2);
      Seen seen = Seen.at(url);
      assertThat(seen.open()).hasSize(2);
      assertThat(seen.lineage()).hasSize(2);
      Thread.sleep(BACKLOG.toMillis());
      return seen;
    }
  }

  /** Makes the state say that it has this format. */
  void state(int format) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrapServers())) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        byte[] row = ByteBuffer.allocate(Integer.BYTES).putInt(format).array();
        producer.send(new ProducerRecord<>(CHANGELOG, partition, new byte[] {'V'}, row)).get();
      }
    }
    StateFolder.delete(folder.resolve("first"));
  }
}
