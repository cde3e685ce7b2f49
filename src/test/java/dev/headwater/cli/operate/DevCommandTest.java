package dev.headwater.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which settings {@code dev --set} refuses, before it starts anything. */
class DevCommandTest {

  @ParameterizedTest
  @CsvSource({
    "openlineage.version=facet, there is no setting 'openlineage.version'",
    "openlineage.versions=maybe, must be one of none",
    "threads=0, must be a whole number from 1",
    "streams.processing.guarantee=at_least_once, must be exactly_once_v2",
    "threads, must be KEY=VALUE",
    "=2, must be KEY=VALUE",
    "bootstrap.servers=h:1, use --kafka-port",
    "registry.url=http://h, use --registry-port",
    "http.port=1, use --port",
    "http.host=0.0.0.0, 127.0.0.1 only",
    "state.dir=x, use --data",
    "policy.file=x, use --policy"
  })
  void aWrongSetting_isOneLine_andWrongUsage(String setting, String problem, @TempDir Path folder) {
    Path data = folder.resolve("data");

    CommandRun run = CommandRun.of("dev", "--set", setting, "--data", data.toString());

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains("--set").contains(problem);
    assertThat(data).doesNotExist();
  }

  @Test
  void aKeyThatIsGivenTwice_isWrongUsage() {
    CommandRun run = CommandRun.of("dev", "--set", "threads=1", "--set", "threads=2");

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("threads twice");
  }

  @Test
  void help_tellsOfIt() {
    assertThat(CommandRun.of("dev", "--help").out()).contains("--set=KEY=VALUE");
  }
}
