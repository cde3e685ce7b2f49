package dev.headwater.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.CommandRun;
import dev.headwater.cli.terminal.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepartitionCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--config no.properties | needs one of --begin, --finish, --cancel and --clean",
        "--config no.properties --begin --finish | needs one of --begin, --finish, --cancel and --clean",
        "--config no.properties --finish | --finish needs --from ID",
        "--config no.properties --clean | --clean needs --from ID",
        "--config no.properties --begin --from headwater | --from belongs to --finish and --clean",
        "--begin | --config",
        "--config no.properties --begin | no.properties"
      })
  void wrongUsage_isRefusedByName(String arguments, String said) {
    CommandRun run = CommandRun.of(("repartition " + arguments).split(" "));

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(said);
    assertThat(run.out()).isEmpty();
  }
}
