package dev.headwater.codec.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows how {@link SchemaRegistry} handles answers that a real registry rarely gives. A {@link
 * StandInRegistry} gives them.
 */
class SchemaRegistryTest {
  private static final String FOUND = "{\"schema\":\"\\\"string\\\"\"}";
  private static final Map<String, String> NONE = Map.of();

  @Test
  void connect_noUrl_isRefused() {
    assertThatThrownBy(() -> SchemaRegistry.connect(List.of(), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no schema registry URL is given");
  }

  @Test
  void connect_contradictingSettings_areRefused() {
    Map<String, String> both =
        Map.of("basic.auth.credentials.source", "URL", "bearer.auth.credentials.source", "X");
    assertThatThrownBy(() -> SchemaRegistry.connect(List.of(URI.create("http://h")), both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bearer.auth.credentials.source");
  }

  @Test
  void schemaById_basicAuthentication_sendsTheHeader() throws Exception {
    try (StandInRegistry server = new StandInRegistry(200, FOUND)) {
      Map<String, String> config =
          Map.of(
              "basic.auth.credentials.source",
              "USER_INFO",
              "basic.auth.user.info",
              "aladdin:opensesame");
      connect(server, config).schemaById(1);
      assertThat(server.credentials()).containsExactly("Basic YWxhZGRpbjpvcGVuc2VzYW1l");
    }
  }

  @Test
  void schemaById_bearerAuthentication_sendsTheHeader() throws Exception {
    try (StandInRegistry server = new StandInRegistry(200, FOUND)) {
      Map<String, String> config =
          Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken");
      connect(server, config).schemaById(1);
      assertThat(server.credentials()).containsExactly("Bearer t0ken");
    }
  }

  @Test
  void requireRegistry_listOfSubjects_passes() throws Exception {
    try (StandInRegistry server = new StandInRegistry(200, "[\"headwater.events-value\"]")) {
      connect(server, NONE).requireRegistry();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>Welcome</body></html>", "{\"status\":\"UP\"}", "", "[1,{}]"})
  void requireRegistry_anotherServersPage_isNamed(String page) throws Exception {
    try (StandInRegistry server = new StandInRegistry(200, page)) {
      assertThatThrownBy(() -> connect(server, NONE).requireRegistry())
          .isInstanceOf(NoRegistryException.class)
          .hasMessageContaining("what answers at " + server.url() + " is no schema registry")
          .hasMessageContaining("GET " + server.url() + "/subjects");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 410})
  void requireRegistry_refusalOfAnotherServer_isNamed(int status) throws Exception {
    try (StandInRegistry server = new StandInRegistry(status, "<html>no such page</html>")) {
      assertThatThrownBy(() -> connect(server, NONE).requireRegistry())
          .isInstanceOf(NoRegistryException.class)
          .hasMessageContaining(server.url() + "/subjects, it answered " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503})
  void requireRegistry_whatMayPass_isUnavailable(int status) throws Exception {
    try (StandInRegistry server = new StandInRegistry(status, "<html>come back later</html>")) {
      assertThatThrownBy(() -> connect(server, NONE).requireRegistry())
          .isInstanceOf(RegistryUnavailableException.class)
          .isNotInstanceOf(NoRegistryException.class);
    }
  }

  @Test
  void requireRegistry_nothingThere_isUnavailable_withoutThePassword() throws Exception {
    URI url = URI.create("http://me:opensesame@127.0.0.1:" + StandInRegistry.dead().getPort());
    assertThatThrownBy(() -> SchemaRegistry.connect(List.of(url), NONE).requireRegistry())
        .isInstanceOf(RegistryUnavailableException.class)
        .isNotInstanceOf(NoRegistryException.class)
        .hasMessageContaining("***@127.0.0.1")
        .hasMessageNotContaining("opensesame");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void schemaById_credentialsRefused_saysSo(int status) throws Exception {
    try (StandInRegistry server = new StandInRegistry(status, "")) {
      assertThatThrownBy(() -> connect(server, NONE).schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("does not accept our credentials (" + status + ")")
          .hasMessageContaining(server.url().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void schemaById_registryFailing_isUnavailable(int status) throws Exception {
    try (StandInRegistry server =
        new StandInRegistry(status, "{\"error_code\":50001,\"message\":\"store\"}")) {
      assertThatThrownBy(() -> connect(server, NONE).schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("answered " + status);
    }
  }

  @Test
  void schemaById_answerIsNoJson_isUnavailable() throws Exception {
    try (StandInRegistry server = new StandInRegistry(200, "<html>login</html>")) {
      assertThatThrownBy(() -> connect(server, NONE).schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void schemaById_notFoundByAProxy_isUnavailableAndNotUnknown() throws Exception {
    try (StandInRegistry server = new StandInRegistry(404, "<html>no such host</html>")) {
      assertThatThrownBy(() -> connect(server, NONE).schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void schemaById_questionRefused_isUnavailableAndNotUnknown() throws Exception {
    try (StandInRegistry server =
        new StandInRegistry(422, "{\"error_code\":42201,\"message\":\"x\"}")) {
      assertThatThrownBy(() -> connect(server, NONE).schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void schemaById_registryAwayThenBack_recovers() throws Exception {
    URI url = StandInRegistry.dead();
    SchemaRegistry registry = SchemaRegistry.connect(List.of(url), NONE);
    assertThatThrownBy(() -> registry.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("is not reachable")
        .hasMessageContaining(url.toString());
    try (StandInRegistry server = new StandInRegistry(url.getPort(), 200, FOUND)) {
      assertThat(registry.schemaById(1)).isEqualTo("\"string\"");
      server.answerWith(500, "");
      assertThat(registry.schemaById(1)).as("kept").isEqualTo("\"string\"");
    }
  }

  @Test
  void schemaById_unknown_isAskedAgainEachTime() throws Exception {
    try (StandInRegistry server =
        new StandInRegistry(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}")) {
      SchemaRegistry registry = connect(server, NONE);
      assertThatThrownBy(() -> registry.schemaById(7)).isInstanceOf(UnknownSchemaException.class);
      server.answerWith(200, FOUND);
      assertThat(registry.schemaById(7)).isEqualTo("\"string\"");
    }
  }

  /** A record may begin with any number. No registry gives these, so nobody needs to be asked. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void schemaById_idThatNoRegistryGives_isUnknown(int id) throws Exception {
    try (StandInRegistry server =
        new StandInRegistry(400, "{\"error_code\":400,\"message\":\"no id\"}")) {
      assertThatThrownBy(() -> connect(server, NONE).schemaById(id))
          .isInstanceOf(UnknownSchemaException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":0}", "{\"id\":-1}"})
  void register_answerWithoutAnId_isUnavailable(String answer) throws Exception {
    try (StandInRegistry server = new StandInRegistry(200, answer)) {
      assertThatThrownBy(() -> connect(server, NONE).register("s-value", "\"string\""))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("without the id of a schema");
    }
  }

  @Test
  @Timeout(60)
  void schemaById_registryHangs_isUnavailableWithinTheTimeouts() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      SchemaRegistry registry =
          SchemaRegistry.connect(List.of(url), Map.of("http.read.timeout.ms", "300"));
      long start = System.nanoTime();
      assertThatThrownBy(() -> registry.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("timed out");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static SchemaRegistry connect(StandInRegistry server, Map<String, String> config) {
    return SchemaRegistry.connect(List.of(server.url()), config);
  }
}
