package dev.headwater.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code dev} in a process of its own, to be killed. */
final class DevProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final String url;
  private final int kafkaPort;
  private final int registryPort;

  private DevProcess(Process process, String url, int kafkaPort, int registryPort) {
    this.process = process;
    this.url = url;
    this.kafkaPort = kafkaPort;
    this.registryPort = registryPort;
  }

  /** Where the process puts temporary files. */
  static Path temporary(Path folder) {
    return folder.resolve("tmp");
  }

  /** Returns when it says that it is ready. */
  static DevProcess start(Path folder, String... arguments) throws IOException {
    Files.createDirectories(temporary(folder));
    int kafka = freePort();
    int registry = freePort();
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
                Integer.toString(kafka),
                "--registry-port",
                Integer.toString(registry)));
    command.addAll(List.of(arguments));
    File errors = folder.resolve("dev.err").toFile();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors)).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("ready http://127.0.0.1:")) {
      line = output.readLine();
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("dev did not start: " + Files.readString(errors.toPath()));
    }
    return new DevProcess(process, line.substring("ready ".length()), kafka, registry);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  String url() {
    return url;
  }

  int kafkaPort() {
    return kafkaPort;
  }

  int registryPort() {
    return registryPort;
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM. */
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
