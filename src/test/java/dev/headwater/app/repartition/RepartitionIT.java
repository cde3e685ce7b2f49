package dev.headwater.app.repartition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.PatientClient;
import dev.headwater.app.EventLoad;
import dev.headwater.app.Headwater;
import dev.headwater.app.SupervisedInstance;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.backup.PartitionReader;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes the number of partitions from 4 to 16 while events keep coming. */
@Timeout(900)
class RepartitionIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String EVENTS = "headwater.events";
  private static final String RUNS = "headwater.openlineage";
  private static final String ALERTS = "headwater.alerts";
  private static final String WRITER = "model:lab:writer@1";

  @TempDir private Path folder;

  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private EmbeddedBroker broker;
  private DevRegistry registry;
  private SchemaRegistry schemas;
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of());
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          received.add(Json.parse(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
    schemas.close();
    registry.close();
    broker.close();
  }

  private Settings settings(int generation, int partitions) throws IOException {
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            source: /headwater
            receivers: {hook: {type: webhook, url: "http://127.0.0.1:%d/"}}
            routes: [{name: lab, receivers: [hook]}]
            """
                .formatted(receiver.getAddress().getPort()));
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("registry.url", registry.url().toString());
    settings.put("topic.partitions", Integer.toString(partitions));
    settings.put("topic.generation", Integer.toString(generation));
    settings.put("application.id", generation == 1 ? "headwater" : "headwater-" + generation);
    settings.put("instance.id", "test");
    settings.put("alerts.routes.file", routes.toString());
    settings.put("state.dir", folder.resolve("state").toString());
    settings.put("http.port", "0");
    return Settings.of(settings);
  }

  private static JsonNode ask(URI url, String method, String path, String body) {
    try {
      HttpResponse<String> answer = PatientClient.send(method, url + "/api/v1" + path, body);
      assertThat(answer.statusCode()).as(path + answer.body()).isLessThan(300);
      return Json.parse(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static int readiness(URI url) throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(url + "/readyz")).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private static String asset(String urn) {
    return "/assets/" + URLEncoder.encode(urn, UTF_8);
  }

  private static String event(UUID id, String type, String rest) {
    return """
        {"eventId":"%s","eventTime":"2026-03-01T00:00:00Z","type":"%s","producer":"p",
         "job":{"namespace":"lab","name":"j"},"run":"r",%s}"""
        .formatted(id, type, rest)
        .replace("\n", "");
  }

  private static String event(String type, String rest) {
    return event(UUID.randomUUID(), type, rest);
  }

  private static String openLineage(String type, String rest) {
    return """
        {"eventTime":"2026-03-01T00:00:0%dZ","eventType":"%s","producer":"https://p.example",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json",
         "run":{"runId":"3f5e83fa-3480-44ff-99c5-ff943904e5e8"},"job":{"namespace":"n","name":"copy"},%s}"""
        .formatted(type.equals("START") ? 0 : 1, type, rest)
        .replace("\n", "");
  }

  private void send(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
    }
  }

  /** Sends an example of everything that the new generation has to answer as the old one does. */
  private void fill(URI url) throws Exception {
    UUID taken = UUID.randomUUID();
    String ingest = event(taken, "INGEST", "\"outputs\":[{\"asset\":\"dataset:lab:raw\"}]");
    ask(url, "POST", "/events", ingest);
    for (String name : List.of("tales", "poems")) {
      ask(
          url,
          "POST",
          "/events",
          event("SYNTHESIZE", "\"outputs\":[{\"asset\":\"dataset:lab:" + name + "@1\"}]"));
    }
    ask(
        url,
        "POST",
        "/events?wait=true",
        event(
            "TRAIN",
            "\"inputs\":[{\"asset\":\"dataset:lab:tales@1\"},{\"asset\":\"dataset:lab:poems@1\"},"
                + "{\"asset\":\"dataset:lab:table\"}],\"outputs\":[{\"asset\":\""
                + WRITER
                + "\"}]"));
    await().atMost(PATIENCE).until(() -> alerts(url, "open") >= 4);
    ask(
        url,
        "POST",
        "/events?wait=true",
        event(
            "DOCUMENT",
            "\"document\":{\"target\":\"dataset:lab:poems@1\",\"reclassify\":{\"synthetic\":\"NO\","
                + "\"reason\":\"written by people\"}}"));
    await().atMost(PATIENCE).until(() -> alerts(url, "resolved") == 2);
    send(EVENTS, "bytes", new byte[] {7, 7, 7, 7, 7, 7});
    send(EVENTS, "more", new byte[] {8});
    send(EVENTS, EventJson.read(ingest).key(), conflict(ingest));
    send(RUNS, "bad", "no json".getBytes(UTF_8));
    await().atMost(PATIENCE).until(() -> quarantine(url, "open").size() == 4);
    String id = quarantine(url, "open").get(0).path("id").asText();
    ask(url, "POST", "/quarantine/" + id + "/discard", "{\"reason\":\"a test\"}");
    ask(
        url,
        "POST",
        "/lineage",
        openLineage("START", "\"inputs\":[{\"namespace\":\"lab\",\"name\":\"raw\"}]"));
  }

  /** An event with the id of another one, and other content. */
  private byte[] conflict(String event) {
    int schema = schemas.register(EVENTS + "-value", EventAvro.schemaJson());
    return WireFormat.frame(
        schema,
        EventAvro.encode(EventJson.read(event.replace("\"run\":\"r\"", "\"run\":\"another\""))));
  }

  private static int alerts(URI url, String status) {
    return ask(url, "GET", "/alerts?status=" + status + "&namespace=lab", "").path("alerts").size();
  }

  private static List<JsonNode> quarantine(URI url, String status) {
    List<JsonNode> records = new ArrayList<>();
    PatientClient.complete(url + "/api/v1/quarantine?status=" + status)
        .path("records")
        .forEach(records::add);
    return records;
  }

  /** What an installation answers about what was there before, without what may differ. */
  private static Map<String, JsonNode> answers(URI url, Instant before) {
    Map<String, JsonNode> answers = new HashMap<>();
    for (String read :
        List.of(
            "/assets?namespace=lab",
            "/alerts?status=all&namespace=lab",
            asset(WRITER),
            asset(WRITER) + "/lineage",
            asset(WRITER) + "/gate",
            asset(WRITER) + "/gate?knownAt=" + before,
            asset(WRITER) + "/exposures",
            asset("dataset:lab:poems@1"),
            "/quarantine?status=discarded")) {
      JsonNode answer = PatientClient.complete(url + "/api/v1" + read);
      withoutMoments(answer);
      answers.put(read, inOrder(answer));
    }
    return answers;
  }

  /** Lists come in the order of the partitions. */
  private static JsonNode inOrder(JsonNode answer) {
    if (answer.path("alerts") instanceof ArrayNode alerts) {
      List<JsonNode> sorted = new ArrayList<>();
      alerts.forEach(sorted::add);
      sorted.sort(Comparator.comparing(alert -> alert.path("id").asText()));
      alerts.removeAll().addAll(sorted);
    }
    return answer;
  }

  private static void withoutMoments(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("freshness", "cursor", "instances"));
    }
    node.forEach(RepartitionIT::withoutMoments);
  }

  /** Reads all records of a topic, those of one partition in order. */
  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try {
      new PartitionReader(Map.of("bootstrap.servers", broker.bootstrapServers()), PATIENCE)
          .readAll(topic, sink::accept);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the sink throws none
    }
  }

  private List<String> finish(Settings settings, Consumer<String> waiting) {
    return new Takeover(settings, "headwater", PATIENCE, waiting).run();
  }

  private static boolean isReady(SupervisedInstance instance) {
    try {
      return readiness(instance.url()) == 200;
    } catch (IOException away) {
      return false;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static void awaitRest(URI url) {
    await()
        .atMost(PATIENCE)
        .until(() -> ask(url, "GET", "/status", "").path("quiescent").asBoolean());
  }

  @Test
  void partitionsChangeUnderLoad_andNothingIsLostOrSaidTwice() throws Exception {
    Headwater former = Headwater.start(settings(1, 4));
    former.awaitReady(PATIENCE);
    fill(former.url());
    awaitRest(former.url());
    Instant moment = Instant.now();
    Map<String, JsonNode> before = answers(former.url(), moment);
    Settings next = settings(2, 16);
    assertThatThrownBy(() -> Headwater.start(next)).hasMessageContaining("has not begun");
    EventLoad load =
        new EventLoad(
            broker.bootstrapServers(), registry.url(), former.url(), folder.resolve("spool"));

    assertThat(new FollowerSetup(next).run())
        .containsExactly(
            "created topic headwater.graph-2 with 16 partitions",
            "created topic headwater.assets-2 with 16 partitions");
    try (SupervisedInstance latter = new SupervisedInstance(next)) {
      assertThatTheFollowerClaimsNothing(latter.url());
      send(EVENTS, "while it follows", new byte[] {9});
      await().atMost(PATIENCE).until(() -> quarantine(former.url(), "open").size() == 4);

      long began = System.nanoTime();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(former::close);
      List<String> done = finish(next, what -> System.out.println(seconds(began) + what));
      System.out.println(seconds(began) + done);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> latter.isChanged() && isReady(latter));
      System.out.println(seconds(began) + "the new instance is ready");
      stopped.get();
      load.postTo(latter.url());
      // An event that waits for its turn at the client may still go to an old partition.
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ofSeconds(3))
          .until(() -> partitionsWithEvents().size() > 4);
      load.close();
      System.out.println(
          "an event posted by HTTP waited for up to " + load.longestMillis() + " ms");
      send(EVENTS, "after all", new byte[] {10});

      awaitRest(latter.url());
      assertThatAllIsThereOnce(latter.url(), load);
      assertThatAlertsWereToldOnce(load);
      assertThatRecordsAreQuarantinedOnce(latter.url(), 5);
      assertThat(answers(latter.url(), moment)).isEqualTo(before);
      assertThatTheRunGoesOn(latter.url());
    }
  }

  private static String seconds(long began) {
    return String.format("%5.1f s: ", (System.nanoTime() - began) / 1e9);
  }

  /** It cannot know what is to come from the topic of OpenLineage, which it does not process. */
  private static void assertThatTheFollowerClaimsNothing(URI url) throws Exception {
    assertThat(readiness(url)).isEqualTo(503);
    JsonNode gate = ask(url, "GET", asset("dataset:lab:poems@1") + "/gate", "");
    assertThat(gate.path("verdict").asText()).isEqualTo("INDETERMINATE");
    assertThat(gate.path("complete").asBoolean()).isFalse();
  }

  private Set<Integer> partitionsWithEvents() {
    Set<Integer> partitions = new HashSet<>();
    read(EVENTS, record -> partitions.add(record.partition()));
    return partitions;
  }

  private static void assertThatAllIsThereOnce(URI url, EventLoad load) {
    // For a moment, numbers that are on their way to another partition are missing too.
    await()
        .atMost(PATIENCE)
        .until(() -> ask(url, "GET", "/status", "").at("/missing/events").asInt(-1) == 0);
    List<String> all = new ArrayList<>(load.posted());
    all.addAll(load.emitted());
    System.out.println(all.size() + " events were sent meanwhile");
    for (String one : all) {
      // On a busy machine, a read may say for a moment that it cannot be sure.
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO) // there are hundreds
          .untilAsserted(
              () -> {
                JsonNode found = ask(url, "GET", asset(one), "");
                assertThat(found.path("producedBy")).as(one).hasSize(1);
                assertThat(found.path("complete").asBoolean()).as(one).isTrue();
              });
    }
  }

  private void assertThatAlertsWereToldOnce(EventLoad load) {
    AlertDecoder decoder = new AlertDecoder(schemas::schemaById);
    List<Alert> told = new ArrayList<>();
    read(ALERTS, record -> told.add(decoder.decode(record.value())));
    // Two alerts opened before, and four of which two were resolved.
    assertThat(told).hasSize(6 + load.posted().size()).doesNotHaveDuplicates();
    assertThat(told.stream().map(alert -> alert.subject() + "" + alert.origin() + alert.status()))
        .doesNotHaveDuplicates();
    await().atMost(PATIENCE).until(() -> received.size() >= told.size());
    assertThat(received.stream().map(one -> one.path("id").asText()))
        .hasSize(told.size())
        .doesNotHaveDuplicates();
  }

  private static void assertThatRecordsAreQuarantinedOnce(URI url, int open) {
    assertThat(quarantine(url, "open")).hasSize(open);
    assertThat(quarantine(url, "all")).allSatisfy(one -> assertThat(one.path("copies")).isEmpty());
  }

  private void assertThatTheRunGoesOn(URI url) {
    ask(
        url,
        "POST",
        "/lineage",
        openLineage("COMPLETE", "\"outputs\":[{\"namespace\":\"lab\",\"name\":\"table\"}]"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        ask(url, "GET", asset("dataset:lab:table") + "/lineage", "")
                            .at("/edges/0/from")
                            .asText())
                    .isEqualTo("dataset:lab:raw"));
  }

  private static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Waits until an application has processed all events. */
  private void awaitProcessed(String application) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (int partition = 0; partition < 4; partition++) {
        ends.put(new TopicPartition(EVENTS, partition), OffsetSpec.latest());
      }
      long all =
          admin.listOffsets(ends).all().get().values().stream()
              .mapToLong(end -> end.offset())
              .sum();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  admin
                          .listConsumerGroupOffsets(application)
                          .partitionsToOffsetAndMetadata()
                          .get()
                          .entrySet()
                          .stream()
                          .filter(one -> one.getKey().topic().equals(EVENTS))
                          .mapToLong(one -> one.getValue().offset())
                          .sum()
                      == all);
    }
  }

  private void kill(Settings settings, String at) {
    assertThatThrownBy(
            () ->
                finish(
                    settings,
                    what -> {
                      if (what.contains(at)) {
                        throw new KilledException();
                      }
                    }))
        .isInstanceOf(KilledException.class);
  }

  @Test
  void takeoverThatIsKilled_goesOnWhenItIsRunAgain() throws Exception {
    Settings old = settings(1, 4);
    Settings next = settings(2, 16);
    Headwater former = Headwater.start(old);
    former.awaitReady(PATIENCE);
    fill(former.url());
    awaitRest(former.url());
    Instant moment = Instant.now();
    Map<String, JsonNode> before = answers(former.url(), moment);
    new FollowerSetup(next).run();
    assertThat(new FollowerSetup(next).run())
        .as("a second run")
        .containsExactly(
            "topic headwater.graph-2 exists already", "topic headwater.assets-2 exists already");
    assertThatThrownBy(() -> new Reset(next).run()).hasMessageContaining("is not in charge yet");
    assertThatThrownBy(() -> new Takeover(next, "headwater-2", what -> {}).run())
        .hasMessageContaining("name the one in charge");
    assertThatThrownBy(() -> new Takeover(next, "nobody", what -> {}).run())
        .hasMessageContaining("nobody has no positions in topic headwater.graph");

    kill(next, "instances of headwater to stop");
    former.close();
    Headwater again = Headwater.start(old);
    again.awaitReady(PATIENCE);
    again.close();

    kill(next, "headwater-2 to process");
    assertThatThrownBy(() -> Headwater.start(old))
        .hasMessageContaining("generation 2 has taken over");
    try (SupervisedInstance latter = new SupervisedInstance(next)) {
      assertThat(readiness(latter.url())).isEqualTo(503);
      send(EVENTS, "while only the follower works", new byte[] {10});
      awaitProcessed("headwater-2");
      kill(next, "headwater-2 to stop");
      finish(next, what -> {});
      await().atMost(PATIENCE).until(() -> latter.isChanged() && isReady(latter));
      awaitRest(latter.url());
      assertThatRecordsAreQuarantinedOnce(latter.url(), 4);
      assertThat(answers(latter.url(), moment)).isEqualTo(before);
      assertThat(new FormerRemoval(next, "headwater").run())
          .contains("deleted topic headwater.graph", "deleted topic headwater-graph-changelog");
      assertThat(answers(latter.url(), moment)).as("without the old topics").isEqualTo(before);
      assertThat(finish(next, what -> {})).containsExactly("generation 2 is in charge already");
      assertThatThrownBy(() -> Headwater.start(old))
          .hasMessageContaining("generation 2 has taken over");
      assertThatTheRunGoesOn(latter.url());
    }
  }
}
