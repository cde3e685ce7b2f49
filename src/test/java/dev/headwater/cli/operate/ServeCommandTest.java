package dev.headwater.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what {@code serve --check} prints and exits with when it cannot find a server. */
class ServeCommandTest {

  @TempDir private Path folder;

  private String config(String content) throws IOException {
    return Files.writeString(folder.resolve("a.properties"), content).toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Test
  void check_tellsAllWrongSettings_andExits1() throws IOException {
    CommandRun run =
        CommandRun.of(
            "serve",
            "--check",
            "--config",
            config("bootstrap.servers=k:1\nhttp.prot=1\nthreads=0\n"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("wrong   settings: ").contains("'http.port'?"),
            line -> assertThat(line).startsWith("wrong   settings: ").contains("threads must be"),
            line -> assertThat(line).startsWith("wrong   settings: registry.url must be given"),
            line -> assertThat(line).startsWith("unknown everything else: was not looked at"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "0 ok, 0 warnings, 3 wrong, 1 unknown; nothing was started or changed"));
  }

  @Test
  void check_json_hasEachFinding_andNoSecret() throws IOException {
    String secret = Files.writeString(folder.resolve("secret"), "opensesame\n").toString();
    CommandRun run =
        CommandRun.with(
            "",
            Map.of("HEADWATER_REGISTRY_BEARER_AUTH_TOKEN_FILE", secret),
            "serve",
            "--check",
            "--json",
            "--config",
            config(
                "bootstrap.servers=127.0.0.1:%d\nregistry.url=http://me:opensesame@127.0.0.1:%d\n"
                        .formatted(freePort(), freePort())
                    + "http.port=0\nstate.dir="
                    + folder.resolve("state")));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out() + run.err()).doesNotContain("opensesame");
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.path("result").asText()).isEqualTo("wrong");
    assertThat(answer.path("findings"))
        .anySatisfy(
            finding -> {
              assertThat(finding.path("status").asText()).isEqualTo("wrong");
              assertThat(finding.path("subject").asText()).isEqualTo("kafka");
              assertThat(finding.path("what").asText()).contains("no answer within 5 s");
              assertThat(finding.path("remedy").asText()).contains("bootstrap.servers");
            })
        .anySatisfy(
            finding -> {
              assertThat(finding.path("status").asText()).isEqualTo("unknown");
              assertThat(finding.path("subject").asText()).isEqualTo("topics");
            });
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void json_withoutCheck_isWrongUsage() throws IOException {
    CommandRun run = CommandRun.of("serve", "--json", "--config", config(""));
    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("--json needs --check");
  }

  @Test
  void serve_refusesKafkasAddressAsTheRegistrys() throws IOException {
    CommandRun run =
        CommandRun.of(
            "serve",
            "--config",
            config(
                "bootstrap.servers=127.0.0.1:1\nregistry.url=http://127.0.0.1:1\n"
                    + "http.port=0\n"));
    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("registry.url: 127.0.0.1:1 is a broker of Kafka");
  }
}
