package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls the REST API as curl does, and expects the answers of Confluent's registry. */
class DevRegistryTest {
  private static final String V1 =
      "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":["
          + "{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"}]}\"}";
  private static final String V2 =
      V1.replace("\\\"string\\\"}", "\\\"string\\\",\\\"doc\\\":\\\"d\\\"}");
  private static final String INCOMPATIBLE = V1.replace("\\\"string\\\"", "\\\"int\\\"");

  private static EmbeddedBroker broker;
  private static DevRegistry registry;
  private static RestClient rest;

  /** A subject that no other test uses. */
  private final String subject = "s-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    rest = new RestClient(registry.url());
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void register_thenAllWaysOfReadingAgree() {
    int id = register(subject, V1);
    String schema =
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}";
    String quoted = schema.replace("\"", "\\\"");
    String entity =
        "{\"subject\":\"%s\",\"version\":1,\"id\":%d,\"schema\":\"%s\"}"
            .formatted(subject, id, quoted);

    assertThat(rest.get("/subjects")).contains("\"" + subject + "\"");
    assertThat(rest.get("/subjects?subjectPrefix=" + subject)).isEqualTo("[\"" + subject + "\"]");
    assertThat(rest.get("/subjects/" + subject + "/versions")).isEqualTo("[1]");
    assertThat(rest.get("/subjects/" + subject + "/versions/1")).isEqualTo(entity);
    assertThat(rest.get("/subjects/" + subject + "/versions/latest")).isEqualTo(entity);
    assertThat(rest.get("/subjects/" + subject + "/versions/1/schema")).isEqualTo(schema);
    assertThat(rest.send("POST", "/subjects/" + subject, V1).body()).isEqualTo(entity);
    assertThat(rest.get("/schemas/ids/" + id)).isEqualTo("{\"schema\":\"" + quoted + "\"}");
    assertThat(rest.get("/schemas/ids/" + id + "/schema")).isEqualTo(schema);
    assertThat(rest.get("/schemas/ids/" + id + "/versions"))
        .contains("{\"subject\":\"" + subject + "\",\"version\":1}");
    assertThat(rest.get("/schemas/ids/" + id + "/subjects")).contains("\"" + subject + "\"");
    assertThat(rest.get("/schemas")).contains(entity);
    assertThat(rest.get("/schemas/types")).isEqualTo("[\"AVRO\"]");
  }

  @Test
  void answers_areOfTheRegistryContentType() {
    assertThat(rest.send("GET", "/subjects", "").headers().firstValue("Content-Type"))
        .contains("application/vnd.schemaregistry.v1+json");
    assertThat(rest.send("GET", "/subjects/none/versions", "").headers().firstValue("Content-Type"))
        .contains("application/vnd.schemaregistry.v1+json");
  }

  @Test
  void register_otherLayout_givesTheSameIdAndVersion() {
    int id = register(subject, V1);
    assertThat(register(subject, V1.replace(":[", " :  ["))).isEqualTo(id);
    assertThat(register(subject + "-other", V1)).isEqualTo(id);
    assertThat(register(subject, V2)).isNotEqualTo(id);
    assertThat(rest.get("/subjects/" + subject + "/versions")).isEqualTo("[1,2]");
  }

  @Test
  void register_incompatible_is409AndChangesNothing() {
    register(subject, V1);
    HttpResponse<String> refused =
        rest.send("POST", "/subjects/" + subject + "/versions", INCOMPATIBLE);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .startsWith(
            "{\"error_code\":409,\"message\":\"Schema being registered is incompatible with an"
                + " earlier schema for subject")
        .contains("TYPE_MISMATCH at /fields/0/type");
    assertThat(rest.get("/subjects/" + subject + "/versions")).isEqualTo("[1]");
  }

  @Test
  void compatibility_ofOneVersionAndOfAll() {
    register(subject, V1);
    String all = "/compatibility/subjects/" + subject + "/versions";
    assertThat(rest.send("POST", all, V2).body()).isEqualTo("{\"is_compatible\":true}");
    assertThat(rest.send("POST", all + "/", INCOMPATIBLE).body())
        .isEqualTo("{\"is_compatible\":false}");
    assertThat(rest.send("POST", all + "/latest?verbose=true", INCOMPATIBLE).body())
        .startsWith("{\"is_compatible\":false,\"messages\":[\"the new schema cannot read data");
    assertThat(rest.send("POST", all + "/1", V2).body()).isEqualTo("{\"is_compatible\":true}");
    rest.expect(40402, "POST", all + "/9", V2);
    assertThat(
            rest.send("POST", "/compatibility/subjects/" + subject + "-none/versions/latest", V1)
                .body())
        .isEqualTo("{\"is_compatible\":true}");
  }

  @Test
  void config_ofTheRegistryAndOfASubject() {
    assertThat(rest.get("/config")).isEqualTo("{\"compatibilityLevel\":\"BACKWARD_TRANSITIVE\"}");
    String own = "/config/" + subject;
    rest.expect(40408, "GET", own, "");
    assertThat(rest.get(own + "?defaultToGlobal=true"))
        .isEqualTo("{\"compatibilityLevel\":\"BACKWARD_TRANSITIVE\"}");
    assertThat(rest.send("PUT", own, "{\"compatibility\":\"none\"}").body())
        .isEqualTo("{\"compatibility\":\"NONE\"}");
    assertThat(rest.get(own)).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
    register(subject, V1);
    register(subject, INCOMPATIBLE);
    assertThat(rest.send("DELETE", own, "").body()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
    rest.expect(40408, "GET", own, "");
    rest.expect(42203, "PUT", own, "{\"compatibility\":\"SIDEWAYS\"}");
  }

  @Test
  void mode_readOnly_refusesChangesOnly() {
    register(subject, V1);
    assertThat(rest.get("/mode")).isEqualTo("{\"mode\":\"READWRITE\"}");
    String own = "/mode/" + subject;
    rest.expect(40409, "GET", own, "");
    rest.expect(42204, "PUT", own, "{\"mode\":\"SIDEWAYS\"}");
    assertThat(rest.send("PUT", own, "{\"mode\":\"READONLY\"}").body())
        .isEqualTo("{\"mode\":\"READONLY\"}");
    rest.expect(42205, "POST", "/subjects/" + subject + "/versions", V2);
    rest.expect(42205, "DELETE", "/subjects/" + subject, "");
    assertThat(register(subject, V1)).as("there already").isPositive();
    rest.send("DELETE", own, "");
    assertThat(register(subject, V2)).isPositive();
  }

  @Test
  void delete_softThenForGood() {
    int first = register(subject, V1);
    register(subject, V2);
    String one = "/subjects/" + subject + "/versions/1";
    rest.expect(40407, "DELETE", one + "?permanent=true", "");
    assertThat(rest.send("DELETE", one, "").body()).isEqualTo("1");
    rest.expect(40406, "DELETE", one, "");
    rest.expect(40402, "GET", one, "");
    assertThat(rest.get(one + "?deleted=true")).contains("\"version\":1");
    assertThat(rest.get("/schemas/ids/" + first)).as("old data stays readable").contains("string");
    assertThat(rest.send("DELETE", one + "?permanent=true", "").body()).isEqualTo("1");
    rest.expect(40402, "GET", one + "?deleted=true", "");

    rest.expect(40405, "DELETE", "/subjects/" + subject + "?permanent=true", "");
    assertThat(rest.send("DELETE", "/subjects/" + subject, "").body()).isEqualTo("[2]");
    rest.expect(40404, "DELETE", "/subjects/" + subject, "");
    rest.expect(40401, "GET", "/subjects/" + subject + "/versions", "");
    assertThat(rest.get("/subjects?deleted=true")).contains(subject);
    assertThat(rest.send("DELETE", "/subjects/" + subject + "?permanent=true", "").body())
        .isEqualTo("[2]");
    assertThat(rest.get("/subjects?deleted=true")).doesNotContain(subject + "\"");
  }

  @Test
  void register_afterSoftDeletion_isANewVersionOfTheSameId() {
    int id = register(subject, V1);
    rest.send("DELETE", "/subjects/" + subject, "");
    assertThat(register(subject, V1)).isEqualTo(id);
    assertThat(rest.get("/subjects/" + subject + "/versions")).isEqualTo("[2]");
  }

  @Test
  void register_afterTheNewestWasErased_neverGivesItsIdAgain() {
    String other = V1.replace("\\\"R\\\"", "\\\"" + subject.replace("-", "_") + "\\\"");
    int id = register(subject, other);
    rest.send("DELETE", "/subjects/" + subject, "");
    rest.send("DELETE", "/subjects/" + subject + "?permanent=true", "");
    rest.expect(40403, "GET", "/schemas/ids/" + id, "");
    try (RegistryLog log = RegistryLog.open(broker.bootstrapServers())) {
      RegistryContent restarted = new RegistryContent();
      compacted(log.readAll(), subject).forEach(restarted::apply);
      assertThat(restarted.lastId()).isGreaterThanOrEqualTo(id);
    }
  }

  /** Returns what compaction leaves of the topic: only tombstones of an erased subject. */
  private static List<RegistryChange> compacted(List<RegistryChange> changes, String erased) {
    return changes.stream()
        .filter(
            change ->
                !(change instanceof RegistryChange.Put put
                    && put.schema().subject().equals(erased)))
        .toList();
  }

  @Test
  void errors_areConfluents() {
    rest.expect(40401, "GET", "/subjects/none/versions", "");
    rest.expect(40401, "GET", "/subjects/none/versions/1", "");
    rest.expect(40401, "POST", "/subjects/none", V1);
    for (String number :
        List.of("999999999", "2147483647", "4294967295", "0", "-1", "-2147483648")) {
      rest.expect(40403, "GET", "/schemas/ids/" + number, "");
    }
    rest.expect(400, "GET", "/schemas/ids/x", "");
    register(subject, V1);
    rest.expect(40402, "GET", "/subjects/" + subject + "/versions/7", "");
    rest.expect(40403, "POST", "/subjects/" + subject, V2);
    rest.expect(42202, "GET", "/subjects/" + subject + "/versions/0", "");
    rest.expect(42202, "GET", "/subjects/" + subject + "/versions/first", "");
    String versions = "/subjects/" + subject + "/versions";
    rest.expect(42201, "POST", versions, "{\"schema\":\"{}\"}");
    rest.expect(42201, "POST", versions, "{}");
    rest.expect(42201, "POST", versions, "{\"schema\":\"\\\"int\\\"\",\"schemaType\":\"JSON\"}");
    rest.expect(
        42201,
        "POST",
        versions,
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"n\",\"subject\":\"s\",\"version\":1}]}");
    rest.expect(400, "POST", versions, "no json");
    rest.expect(404, "GET", "/nothing/here", "");
    rest.expect(413, "POST", versions, " ".repeat((5 << 20) + 1));
  }

  @Test
  void start_portTaken_saysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> DevRegistry.start(broker.bootstrapServers(), taken.getLocalPort()))
          .isInstanceOf(CannotStartException.class)
          .hasMessage(
              "port %d for the schema registry cannot be used (Address already in use): stop what"
                  + " uses it, or give another port (0 for a free one)",
              taken.getLocalPort());
    }
  }

  private static int register(String subject, String request) {
    String body = rest.send("POST", "/subjects/" + subject + "/versions", request).body();
    assertThat(body).matches("\\{\"id\":[0-9]+}");
    return Integer.parseInt(body.replaceAll("[^0-9]", ""));
  }
}
