package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows which token a command sends, to whom, and what it says when the server does not let it in.
 * Uses real HTTP and HTTPS servers.
 */
class AccessTest {

  private static final String TOKEN = "hw_s3cret";

  /** A name that is never anyone's (RFC 6761). */
  private static final String OTHER_HOST = "http://nowhere.invalid:1";

  /** Each command that asks a server, so that it fails if the server refuses. */
  static final List<String> ASKING =
      List.of(
          "gate model:lab:chat@3",
          "fitness dataset:lab:d@1 --use model:lab:chat@3",
          "lineage model:lab:chat@3",
          "graph model:lab:chat@3",
          "card model:lab:chat@3",
          "card model:lab:chat@3 --json",
          "export model:lab:chat@3 --format spdx",
          "import dvc src/test/resources/records/dvc.lock --namespace lab",
          "representation dataset:lab:d@1",
          "decisions model:lab:chat@3",
          "alerts",
          "alerts --watch",
          "emit -");

  @TempDir private Path folder;

  private StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  private void secure(TestCertificate certificate) throws Exception {
    server.close();
    server = new StubHeadwater(Optional.of(certificate.server()));
  }

  private void answer(StubHeadwater.Reply reply) {
    server.on("GET", "/", request -> reply).on("POST", "/", request -> reply);
  }

  private void pass() {
    answer(
        StubHeadwater.Reply.json(
            200, "{\"asset\":\"model:lab:chat@3\",\"verdict\":\"PASS\",\"reasons\":[]}"));
  }

  private CommandRun run(String command, Map<String, String> environment, String... more) {
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of("--url", server.url()));
    all.addAll(List.of(more));
    return CommandRun.with("{\"n\":1}", environment, all.toArray(String[]::new));
  }

  private CommandRun gate(Map<String, String> environment, String... more) {
    return run("gate model:lab:chat@3", environment, more);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @ParameterizedTest
  @FieldSource("ASKING")
  void everyCommandThatAsksAServer_showsTheToken_andIsNotAllowedIn(String command) {
    answer(StubHeadwater.Reply.problem(403, "it needs the role admin"));

    CommandRun run = run(command, Map.of("HEADWATER_TOKEN", TOKEN));

    assertThat(server.authorizations()).containsExactly("Bearer " + TOKEN);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .hasLineCount(1)
        .contains("does not allow this to the token in HEADWATER_TOKEN")
        .contains("it needs the role admin")
        .doesNotContain(TOKEN);
    assertThat(run.out()).doesNotContain(TOKEN);
  }

  /** Holds the list above against the commands that there are. */
  @Test
  void everyCommandWithAServer_takesATokenFile() {
    List<String> withServer =
        Stream.of(Commands.neededFor(new String[0]).toArray(String[]::new))
            .filter(name -> CommandRun.of(name, "--help").out().contains("--url"))
            .toList();

    assertThat(withServer)
        .allSatisfy(
            name ->
                assertThat(CommandRun.of(name, "--help").out())
                    .contains("--token-file", "--ca-file"));
    assertThat(ASKING.stream().map(command -> command.split(" ")[0]).distinct())
        .as("all but demo, which runs a workflow before it asks")
        .containsExactlyInAnyOrderElementsOf(
            withServer.stream().filter(name -> !name.equals("demo")).toList());
  }

  @Test
  void token_isThatOfTheOption_elseOfTheFileVariable_elseOfTheVariable() throws IOException {
    pass();
    Map<String, String> both =
        Map.of("HEADWATER_TOKEN", "hw_c", "HEADWATER_TOKEN_FILE", file("b", "hw_b\n"));

    gate(both, "--token-file", file("a", "hw_a\r\n"));
    gate(both);
    gate(Map.of("HEADWATER_TOKEN", " hw_c ", "HEADWATER_TOKEN_FILE", " "));
    CommandRun none = gate(Map.of("HEADWATER_TOKEN", ""));

    assertThat(server.authorizations())
        .containsExactly("Bearer hw_a", "Bearer hw_b", "Bearer hw_c", "");
    assertThat(none.err()).isEmpty();
  }

  @Test
  void withoutAToken_itIsSaidHowToGiveOne() {
    answer(StubHeadwater.Reply.problem(401, "This needs a token."));

    CommandRun run = gate(Map.of());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "headwater: "
                + server.url()
                + " wants a token (this needs a token); name a file that holds one with"
                + " --token-file or HEADWATER_TOKEN_FILE, or set HEADWATER_TOKEN\n");
  }

  @Test
  void withATokenThatIsNotAccepted_itsPlaceIsNamed_alsoByAProxyThatSpeaksHtml() throws IOException {
    String file = file("token", TOKEN);
    answer(new StubHeadwater.Reply(401, "text/html", "<h1>no: " + TOKEN + "</h1>", Map.of()));

    CommandRun run = gate(Map.of(), "--token-file", file);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("does not accept the token in " + file + " (--token-file) (HTTP 401)")
        .contains("get another one")
        .doesNotContain(TOKEN)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 500, 503})
  void serverThatRepeatsTheToken_doesNotGetItPrinted(int status) {
    answer(StubHeadwater.Reply.problem(status, "you sent Bearer " + TOKEN));

    CommandRun run = gate(Map.of("HEADWATER_TOKEN", TOKEN));

    assertThat(run.err()).contains("ou sent Bearer (token)").doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"detail\":\"you sent hw_s3cret\"}",
        "{\"rejected\":[{\"index\":0,\"reason\":\"you sent hw_s3cret\"}]}"
      })
  void serverThatRepeatsTheToken_inARejection_doesNotGetItPrinted(String body) {
    answer(StubHeadwater.Reply.json(400, body));

    CommandRun run = run("emit -", Map.of("HEADWATER_TOKEN", TOKEN));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("you sent (token)");
    assertThat(run.out() + run.err()).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_isNotFollowed_andTheOtherHostGetsNoToken(int status) {
    try (StubHeadwater other = new StubHeadwater()) {
      answer(
          new StubHeadwater.Reply(status, "text/html", "<a>moved</a>", Map.of())
              .with("Location", other.url() + "/api/v1/assets/model%3Alab%3Achat%403/gate"));

      CommandRun read = gate(Map.of("HEADWATER_TOKEN", TOKEN));
      CommandRun sent = run("emit -", Map.of("HEADWATER_TOKEN", TOKEN));

      assertThat(other.requests()).isEmpty();
      assertThat(List.of(read.exit(), sent.exit())).containsOnly(2);
      assertThat(read.err()).contains("redirects to another address (HTTP " + status + ")");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty; it must hold a token",
    "'\n\n', is empty; it must hold a token",
    "'hw_secret\nhw_secret', has several lines",
    "'ci read secret', does not hold a token"
  })
  void tokenFileThatHoldsNoToken_isOneLine_andNothingIsSent(String text, String said)
      throws IOException {
    String file = file("token", text);

    CommandRun option = gate(Map.of(), "--token-file", file);
    CommandRun variable = gate(Map.of("HEADWATER_TOKEN_FILE", file));

    assertThat(option.err())
        .startsWith("headwater: --token-file: " + file + " " + said)
        .doesNotContain("secret")
        .hasLineCount(1);
    assertThat(variable.err()).startsWith("headwater: HEADWATER_TOKEN_FILE: " + file);
    assertThat(List.of(option.exit(), variable.exit())).containsOnly(64);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void tokenFileThatIsMissingOrTooLarge_isOneLine_andNothingIsSent() throws IOException {
    String none = folder.resolve("none").toString();
    String large = file("large", "a".repeat(64 * 1024 + 1));

    CommandRun missing = gate(Map.of(), "--token-file", none);
    CommandRun tooLarge = gate(Map.of(), "--token-file", large);

    assertThat(missing.err()).contains("there is no file " + none).hasLineCount(1);
    assertThat(tooLarge.err()).contains(large + " is larger than 65536 bytes").hasLineCount(1);
    assertThat(List.of(missing.exit(), tooLarge.exit())).containsOnly(64);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void variableWithALineEndInIt_doesNotBecomeAHeader() {
    CommandRun run = gate(Map.of("HEADWATER_TOKEN", "hw_a\r\nX-Other: 1"));

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("HEADWATER_TOKEN has several lines").hasLineCount(1);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void watch_thatIsNotLetInAnyMore_endsAndSaysSo() {
    AtomicInteger connections = new AtomicInteger();
    server.on(
        "GET",
        "/alerts/stream",
        request ->
            connections.incrementAndGet() == 1
                ? StubHeadwater.Reply.stream(": hello\n\n")
                : StubHeadwater.Reply.problem(401, "the token is not known"));

    CommandRun run = run("alerts --watch", Map.of("HEADWATER_TOKEN", TOKEN));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("does not accept the token in HEADWATER_TOKEN");
    assertThat(connections).hasValue(2);
  }

  @Test
  void tokenOverHttpToAnotherMachine_isWarnedOfOnce() {
    Map<String, String> environment = Map.of("HEADWATER_TOKEN", TOKEN);

    CommandRun with = CommandRun.with("", environment, "gate", "model:a:b", "--url", OTHER_HOST);
    CommandRun without = CommandRun.with("", Map.of(), "gate", "model:a:b", "--url", OTHER_HOST);

    assertThat(with.err().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("the token goes to nowhere.invalid over http")
        .contains("use https")
        .doesNotContain(TOKEN);
    assertThat(without.err()).hasLineCount(1);
    assertThat(gate(environment).err()).as("loopback").doesNotContain("over http");
  }

  @Test
  void https_isTrustedByTheAuthorityThatIsNamed_andByNoOther() throws Exception {
    TestCertificate ours = TestCertificate.of("ip:127.0.0.1", folder);
    TestCertificate other = TestCertificate.of("dns:other.example", folder);
    secure(ours);
    pass();

    CommandRun trusted = gate(Map.of(), "--ca-file", ours.pem().toString());
    CommandRun variable =
        gate(Map.of("HEADWATER_CA_FILE", ours.pem().toString(), "HEADWATER_TOKEN", TOKEN));
    CommandRun untrusted = gate(Map.of("HEADWATER_TOKEN", "hw_never"));
    CommandRun wrong =
        gate(Map.of("HEADWATER_TOKEN", "hw_never"), "--ca-file", other.pem().toString());

    assertThat(List.of(trusted.exit(), variable.exit())).containsOnly(0);
    assertThat(trusted.err() + variable.err()).isEmpty();
    assertThat(List.of(untrusted.exit(), wrong.exit())).containsOnly(2);
    assertThat(untrusted.err())
        .contains("there is no secure connection to " + server.url())
        .contains("--ca-file")
        .hasLineCount(1);
    assertThat(server.authorizations()).containsExactly("", "Bearer " + TOKEN);
  }

  @Test
  void https_ofAnotherName_isNotTrusted() throws Exception {
    TestCertificate other = TestCertificate.of("dns:other.example", folder);
    secure(other);
    pass();

    CommandRun run = gate(Map.of("HEADWATER_TOKEN", TOKEN), "--ca-file", other.pem().toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no secure connection").doesNotContain(TOKEN);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void authorities_thatAreNone_areOneLine() throws IOException {
    String empty = file("empty.pem", "");
    String broken = file("broken.pem", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----");

    assertThat(gate(Map.of(), "--ca-file", empty).err())
        .contains("--ca-file: " + empty + " has no certificate")
        .hasLineCount(1);
    CommandRun run = gate(Map.of("HEADWATER_CA_FILE", broken));
    assertThat(run.err()).contains("HEADWATER_CA_FILE: " + broken).hasLineCount(1);
    assertThat(run.exit()).isEqualTo(64);
  }
}
