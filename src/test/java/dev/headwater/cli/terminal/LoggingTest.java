package dev.headwater.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows which commands log what they do. */
class LoggingTest {
  private static final String LEVEL = "org.slf4j.simpleLogger.log.dev.headwater";

  private final Properties before = new Properties();

  @BeforeEach
  void forget() {
    before.putAll(System.getProperties());
    System.clearProperty(LEVEL);
  }

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @ParameterizedTest
  @CsvSource({
    "false, serve, , info",
    "false, dev, , info",
    "false, demo, , warn",
    "true, demo, , info",
    "false, demo, debug, debug"
  })
  void theDemo_logsOnlyWarnings_unlessAskedForMore(
      boolean all, String command, String stated, String level) {
    if (stated != null) {
      System.setProperty(LEVEL, stated);
    }

    Logging.configure(all, command);

    assertThat(System.getProperty(LEVEL)).isEqualTo(level);
  }
}
