package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.registry.IncompatibleSchemaException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.registry.UnknownSchemaException;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.SynthesisKind;
import dev.headwater.sdk.Agents;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.GateAnswer;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Remainder;
import dev.headwater.sdk.Run;
import dev.headwater.sdk.Setting;
import dev.headwater.sdk.Synthesis;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the ways a pipeline goes, so that a class that the client jar lacks is missed here. */
class PipelineTest {
  private static final String PASSWORD = "changeit";
  private static final String OTHER_SCHEMA =
      "{\"type\":\"enum\",\"name\":\"A\",\"symbols\":[\"B\"]}";

  @Test
  void anEvent_goesOnTheWireAndBack() throws Exception {
    LineageEvent event = event();
    try (FakeRegistry fake = FakeRegistry.start();
        SchemaRegistry registry = SchemaRegistry.connect(List.of(fake.url()), Map.of())) {
      byte[] wire = new EventEncoder(registry::register, "headwater.events").encode(event);
      assertEquals(event, new EventDecoder(registry::schemaById).decode(wire));
    }
  }

  @Test
  void anEvent_goesToJsonAndBack() {
    LineageEvent event = event();
    assertEquals(event, EventJson.read(EventJson.write(event)));
  }

  @Test
  void aClient_waitsOnDiskForServersThatAreNotThere(@TempDir Path folder) {
    try (HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers("127.0.0.1:1")
            .registryUrl("http://127.0.0.1:1")
            .set(Setting.URL, "http://127.0.0.1:1")
            .producer("https://git.example/p@1")
            .spool(folder)
            .build()) {
      client.emit(event());
      GateAnswer gate = client.gate(Data.dataset("lab", "dialogues", "1"));
      assertEquals(GateAnswer.Verdict.INDETERMINATE, gate.verdict());
      assertFalse(gate.answered());
      Remainder remainder = client.close(Duration.ofMillis(100));
      assertEquals(new Remainder(1, List.of()), remainder);
    }
  }

  /** There is no provider of slf4j on this class path. */
  @Test
  void aClientWithoutALog_saysOnceOnStandardErrorThatItCannotDeliver(@TempDir Path folder)
      throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers("127.0.0.1:1")
            .registryUrl("http://127.0.0.1:1")
            .set(Setting.CONNECT_TIMEOUT_MILLIS, "500")
            .producer("https://git.example/p@1")
            .spool(folder)
            .build()) {
      client.emit(event());
      for (int tries = 0; tries < 60 && lines(said) == 0; tries++) {
        client.flush(Duration.ofSeconds(1));
      }
      client.close(Duration.ofMillis(100));
    } finally {
      System.setErr(err);
    }
    assertEquals(1, lines(said), said::toString);
  }

  private static long lines(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("Headwater: lineage events wait: "))
        .count();
  }

  @Test
  void refusals_haveTheirOwnTypes() throws Exception {
    try (FakeRegistry fake = FakeRegistry.start();
        SchemaRegistry registry = SchemaRegistry.connect(List.of(fake.url()), Map.of())) {
      new EventEncoder(registry::register, "t").encode(event());
      assertThrows(
          IncompatibleSchemaException.class, () -> registry.register("t-value", OTHER_SCHEMA));
      assertThrows(UnknownSchemaException.class, () -> registry.schemaById(99));
      assertThrows(UnknownSchemaException.class, () -> registry.schemaById(99));
    }
  }

  @Test
  void credentials_reachTheRegistry() throws Exception {
    Map<String, String> basic =
        Map.of(
            "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ada:lovelace");
    Map<String, String> bearer =
        Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "a-token");
    String encoded =
        Base64.getEncoder().encodeToString("ada:lovelace".getBytes(StandardCharsets.UTF_8));
    assertEquals("Basic " + encoded, authorizationSent(basic));
    assertEquals("Bearer a-token", authorizationSent(bearer));
  }

  private static String authorizationSent(Map<String, String> config) throws Exception {
    try (FakeRegistry fake = FakeRegistry.start();
        SchemaRegistry registry = SchemaRegistry.connect(List.of(fake.url()), config)) {
      registry.register("t-value", OTHER_SCHEMA);
      return fake.authorization();
    }
  }

  @Test
  void aRegistryBehindTls_isReached(@TempDir Path folder) throws Exception {
    Path keys = selfSigned(folder);
    HttpsServer server = HttpsServer.create(FakeRegistry.anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serving(keys)));
    URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    Map<String, String> trust =
        Map.of(
            "schema.registry.ssl.truststore.location",
            keys.toString(),
            "schema.registry.ssl.truststore.password",
            PASSWORD,
            "schema.registry.ssl.truststore.type",
            "PKCS12");
    try (FakeRegistry fake = new FakeRegistry(server);
        SchemaRegistry registry = SchemaRegistry.connect(List.of(url), trust)) {
      assertEquals(1, registry.register("t-value", OTHER_SCHEMA));
    }
  }

  private static SSLContext serving(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** A key and its certificate for 127.0.0.1, which serve as the client's trust as well. */
  private static Path selfSigned(Path folder) throws Exception {
    Path keys = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return keys;
  }

  private static LineageEvent event() {
    Run run = Run.of("https://git.example/p@1", new Job("pipelines", "make-dialogues"), "7d3e");
    return run.synthesize(Data.dataset("lab", "dialogues", "1").records(52_002))
        .input(Data.dataset("lab", "seed-questions", "2"), Role.SEED)
        .synthesis(
            Synthesis.of(SynthesisKind.LLM)
                .generator("openai", "text-davinci-003", "2022-11-28")
                .prompt("user", "You are asked to ...")
                .parameter("temperature", "1.0"))
        .agent(Agents.person("orcid:0000-0002-1825-0097", "PROMPT_AUTHOR"))
        .build();
  }
}
