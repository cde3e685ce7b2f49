package dev.headwater.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code dev} in a process of its own, which a test can kill. */
final class DevProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 120;

  private final Process process;
  private final File errors;
  private final Map<String, String> said = new HashMap<>();

  private DevProcess(Process process, File errors) {
    this.process = process;
    this.errors = errors;
  }

  /** The folder where the process puts temporary files. */
  static Path temporary(Path folder) {
    return folder.resolve("tmp");
  }

  /**
   * Starts {@code dev} on free ports, and returns when it has printed its addresses and that it is
   * ready.
   */
  static DevProcess start(Path folder, String... arguments) throws IOException {
    DevProcess dev = begin(folder, arguments);
    dev.awaitReady();
    return dev;
  }

  /** Starts {@code dev} on free ports, and returns at once. */
  static DevProcess begin(Path folder, String... arguments) throws IOException {
    Files.createDirectories(temporary(folder));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary(folder),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "dev",
                "--port",
                "0",
                "--kafka-port",
                "0",
                "--registry-port",
                "0"));
    command.addAll(List.of(arguments));
    File errors = folder.resolve("dev.err").toFile();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors)).start();
    return new DevProcess(process, errors);
  }

  private void awaitReady() throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    while (!said.containsKey("ready")) {
      String line = output.readLine();
      if (line == null) {
        process.destroyForcibly();
        throw new IOException("dev did not start: " + Files.readString(errors.toPath()));
      }
      String[] words = line.split(" ", 2);
      said.put(words[0], words[words.length - 1]);
    }
  }

  String url() {
    return said.get("ready");
  }

  /** The address of Kafka, as HOST:PORT. */
  String kafka() {
    return said.get("kafka");
  }

  /** The URL of the registry. */
  String registry() {
    return said.get("registry");
  }

  /** Kills the process as {@code kill -9} does, and waits for its end. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops the process with SIGTERM, and waits up to 120 s for its end. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("dev did not stop within " + STOP_SECONDS + " s");
    }
  }

  @Override
  public void close() {
    kill();
  }
}
