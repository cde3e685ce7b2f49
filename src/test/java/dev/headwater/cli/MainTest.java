package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that every command has a help, and that wrong usage gives one line that says what to do.
 */
class MainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev",
        "demo",
        "serve",
        "emit",
        "lineage",
        "graph",
        "alerts",
        "gate",
        "card",
        "export",
        "import",
        "representation",
        "fitness",
        "decisions",
        "token",
        "quarantine",
        "topics",
        "reset",
        "backup",
        "restore",
        "erase",
        "repartition",
        "bench"
      })
  void help_isThereForEveryCommand(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Usage: headwater " + command);
    assertThat(run.err()).isEmpty();
    assertThat(CommandRun.of("--help").out()).contains("  " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"throughput", "latency", "reads", "pages", "size", "growth", "restore", "scale"})
  void help_isThereForEveryBenchmark(String benchmark) {
    CommandRun run = CommandRun.of("bench", benchmark, "--help");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Usage: headwater bench " + benchmark);
    assertThat(CommandRun.of("bench", "--help").out()).contains("  " + benchmark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "replay", "discard"})
  void help_isThereForEveryCommandOfTheQuarantine(String command) {
    CommandRun run = CommandRun.of("quarantine", command, "--help");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("Usage: headwater quarantine " + command)
        .contains("Exit code");
    assertThat(CommandRun.of("quarantine", "--help").out()).contains("  " + command);
  }

  @Test
  void benchOptions_areUnderstood() {
    CommandRun run = CommandRun.of("bench", "throughput", "--events", "5", "--shape", "hub");

    assertThat(run.err()).contains("at least 10 events");
  }

  @Test
  void faultyPolicy_isToldOfBeforeAnythingIsStarted(@TempDir Path folder) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), "rules: {NO_RULE: {}}\n");
    Path data = folder.resolve("data");

    CommandRun run = CommandRun.of("dev", "--policy", policy.toString(), "--data", data.toString());

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("policy.yaml:1: rules.NO_RULE is unknown").hasLineCount(1);
    assertThat(data).doesNotExist();
  }

  @Test
  void readme_namesEveryCommand() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(Commands.neededFor(new String[0]))
        .contains("gate", "graph")
        .allSatisfy(name -> assertThat(readme).containsPattern("`" + name + "[ `]"));
  }

  @Test
  void version_isPrinted() {
    assertThat(CommandRun.of("--version").out()).startsWith("headwater ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "emit",
        "emit --nonsense x",
        "lineage",
        "lineage dataset:a:b --direction sideways",
        "lineage dataset:a:b --depth many",
        "lineage nonsense",
        "gate",
        "card",
        "card dataset:a:b --format pdf",
        "card nonsense",
        "export",
        "export dataset:a:b",
        "export dataset:a:b --format pdf",
        "export dataset:a:b --format croissant --json",
        "export nonsense --format croissant",
        "import",
        "import dvc",
        "import pdf file",
        "import dvc file --asset nonsense",
        "graph",
        "graph nonsense",
        "representation",
        "representation nonsense",
        "fitness dataset:a:b",
        "fitness nonsense --use model:a:b",
        "representation dataset:a:b --as-of today",
        "graph dataset:a:b --format pdf",
        "graph dataset:a:b --depth -1",
        "graph dataset:a:b --limit 0",
        "graph dataset:a:b --direction sideways",
        "card dataset:a:b --json --format markdown",
        "gate nonsense",
        "gate dataset:a:b --url nonsense",
        "gate dataset:a:b dataset:a:c",
        "lineage dataset:a:b --depth 10001",
        "lineage dataset:a:b --depth -1",
        "lineage dataset:a:b --limit 0",
        "emit --bootstrap x",
        "nonsense",
        "--nonsense",
        "alerts --rule NEVER",
        "alerts --severity LOUD",
        "alerts --status never",
        "serve",
        "reset --config x",
        "backup --config x",
        "backup --to x",
        "restore --from x",
        "restore --config x",
        "token",
        "token ci",
        "token --role read",
        "token ci --role owner",
        "token ci/main --role read",
        "token -- --role read",
        "gate dataset:a:b --token-file /nowhere/token",
        "gate dataset:a:b --ca-file /nowhere/ca.pem",
        "bench",
        "bench nonsense",
        "bench throughput --shape round",
        "bench throughput --events 1",
        "bench throughput --threads 0",
        "bench latency --depths 1",
        "bench size --assets 1",
        "bench scale --assets 1",
        "bench scale --events-per-second 0",
        "bench scale --cluster 8,2",
        "bench scale --cluster 8,2,1",
        "bench scale --tail=-1",
        "bench scale --sample 1",
        "bench pages --assets 23",
        "bench pages --repetitions 0",
        "dev --port 70000",
        "lineage dataset:a:b --url nonsense",
        "lineage dataset:a:b --url ftp://x"
      })
  void wrongUsage_isOneLineThatSaysWhatToDo(String arguments) {
    CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("headwater: ").doesNotContain("Exception");
  }
}
