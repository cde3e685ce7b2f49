package dev.headwater.fault;

import dev.headwater.app.Headwater;
import dev.headwater.app.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The processor in a process of its own, to be killed. */
final class ProcessorProcess implements AutoCloseable {
  private final Process process;

  private ProcessorProcess(Process process) {
    this.process = process;
  }

  /** What runs in the process: says when it is ready, and stays until it fails. */
  public static final class Main {
    private Main() {}

    /** Takes the brokers, the registry and the state folder. */
    public static void main(String[] args) {
      Headwater headwater =
          Headwater.start(
              Settings.of(
                  Map.of(
                      "bootstrap.servers",
                      args[0],
                      "registry.url",
                      args[1],
                      "state.dir",
                      args[2],
                      "topic.partitions",
                      Integer.toString(KillIT.PARTITIONS),
                      "topic.replication",
                      "1",
                      "standby.replicas",
                      "0",
                      "instance.id",
                      "killed",
                      "http.port",
                      "0")));
      headwater.awaitReady();
      System.out.println("ready");
      throw new IllegalStateException("the processor failed", headwater.failure().join());
    }
  }

  /** Starts it, and returns when it is ready. */
  static ProcessorProcess start(String bootstrapServers, URI registry, Path folder)
      throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    bootstrapServers,
                    registry.toString(),
                    folder.resolve("state").toString()))
            .redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("processor.log").toFile()))
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine(); // null where the process ended before
    if (!"ready".equals(line)) {
      process.destroyForcibly();
      throw new IOException(
          "the processor did not start, see " + folder.resolve("processor.log") + ": " + line);
    }
    return new ProcessorProcess(process);
  }

  /** kill -9 after this time; it must not have ended by itself until then. */
  void killAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the processor ended by itself: " + process.exitValue());
    }
    close();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
