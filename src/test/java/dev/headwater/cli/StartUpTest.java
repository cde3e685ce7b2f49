package dev.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cli.emit.EmitCommand;
import dev.headwater.cli.read.GateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that a command that asks a server loads little. Loading classes is what its time goes into,
 * and it can be counted, while a time depends on the machine.
 */
class StartUpTest {

  /** A third above what there is: room for a change, but not for a library. */
  private static final int MOST_CLASSES = 400;

  @TempDir private Path folder;

  private final StubHeadwater server = new StubHeadwater();

  @AfterEach
  void stop() {
    server.close();
  }

  /** The classes that a command loads, those in the archive of the JDK left out. */
  private List<String> loaded(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.txt");
    Path output = folder.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + ":none",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("it ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readAllLines(log).stream()
        .filter(line -> !line.contains("source: shared objects file"))
        .map(line -> line.substring(0, Math.max(0, line.indexOf(" source:"))))
        .toList();
  }

  @Test
  void gate_loadsOnlyWhatItNeeds() throws Exception {
    server.on(
        "GET",
        "/assets/model%3Alab%3Achat%403/gate",
        request ->
            StubHeadwater.Reply.json(
                200, "{\"asset\":\"model:lab:chat@3\",\"verdict\":\"PASS\",\"reasons\":[]}"));

    List<String> loaded = loaded("gate", "model:lab:chat@3", "--url", server.url());

    assertThat(loaded)
        .as("the log is one of this command")
        .contains(GateCommand.class.getName())
        .noneMatch(
            name ->
                name.startsWith("java.net.http.")
                    || name.startsWith("sun.security.ssl.")
                    || name.startsWith("org.apache.")
                    || name.startsWith("org.slf4j.")
                    || name.startsWith("dev.headwater.bench.")
                    || name.startsWith("dev.headwater.dev.")
                    || name.equals("com.fasterxml.jackson.databind.ObjectMapper"))
        .doesNotContain(EmitCommand.class.getName());
    // How many classes of the JDK are loaded one by one depends on its archive.
    assertThat(loaded)
        .filteredOn(name -> name.matches("(dev\\.headwater|picocli|com\\.fasterxml)\\..*"))
        .hasSizeLessThan(MOST_CLASSES);
  }
}
