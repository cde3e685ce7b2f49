package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shows that an old Java gets a message of one line. Java 8 must be able to load the launcher for
 * this.
 */
class LauncherTest {

  private static final int JAVA_8 = 52;

  @ParameterizedTest
  @CsvSource({"1.8,8", "9,9", "11,11", "16,16"})
  void problem_isOneLineThatNamesBothVersions_onAnOldJava(String version, int feature) {
    assertThat(Launcher.problem(version, "/opt/jdk"))
        .startsWith("headwater: Java 17 or newer is needed, and /opt/jdk is Java " + feature + ";")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({"17", "25"})
  void problem_isNone_onAJavaThatIsNewEnough(String version) {
    assertThat(Launcher.problem(version, "/opt/jdk")).isEmpty();
  }

  @Test
  void launcher_canBeLoadedByJava8() throws IOException {
    try (InputStream in = Launcher.class.getResourceAsStream("Launcher.class");
        DataInputStream bytes = new DataInputStream(in)) {
      assertThat(bytes.readInt()).isEqualTo(0xCAFEBABE);
      assertThat(bytes.readUnsignedShort()).isZero();
      assertThat(bytes.readUnsignedShort()).isEqualTo(JAVA_8);
    }
  }
}
