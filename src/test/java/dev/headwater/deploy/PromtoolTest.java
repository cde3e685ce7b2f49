package dev.headwater.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets Prometheus' own tool check the alert rules, run their tests, and check the example. */
class PromtoolTest {
  private static final String MISSING =
      "promtool: skipped, because it is not on the path; on Debian: apt-get install prometheus";

  @TempDir private Path folder;

  /** Skips the tests without promtool, with one line; fails them if the environment has CI=true. */
  @BeforeAll
  static void requirePromtool() {
    try {
      Process process = start(List.of("promtool", "--version"));
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      return;
    } catch (IOException notInstalled) {
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(MISSING.replace("skipped", "the rules cannot be tested"));
      }
      System.err.println(MISSING);
      Assumptions.abort(MISSING);
    }
  }

  private record Run(int exit, String output) {}

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static Run promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  @Test
  void rules_areValid() throws Exception {
    Run run = promtool("check", "rules", Expressions.RULES.toString());
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output()).contains(Expressions.rules().size() + " rules found");
  }

  @Test
  void rules_fireWhenTheyMust_andNotElse() throws Exception {
    Run run = promtool("test", "rules", Expressions.RULE_TESTS.toString());
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output()).contains("SUCCESS");
  }

  @Test
  void ruleTests_findAWrongThreshold() throws Exception {
    String rules = Files.readString(Expressions.RULES);
    assertThat(rules).contains("> 60\n");
    Files.writeString(
        folder.resolve(Expressions.RULES.getFileName()), rules.replace("> 60\n", "> 600\n"));
    Path tests = Files.copy(Expressions.RULE_TESTS, folder.resolve("test.yml"));
    Run run = promtool("test", "rules", tests.toString());
    assertThat(run.exit()).isNotZero();
    assertThat(run.output()).contains("HeadwaterBehind");
  }

  @Test
  void scrapeConfiguration_isValid() throws Exception {
    Run run = promtool("check", "config", Expressions.CONFIGURATION.toString());
    assertThat(run.exit()).as(run.output()).isZero();
  }
}
