package dev.headwater.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a broker and a registry on a folder, in a process of their own that a test can kill. */
final class DevProcess implements AutoCloseable {
  private final Process process;
  private final String bootstrapServers;
  private final URI registry;

  private DevProcess(Process process, String bootstrapServers, URI registry) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
  }

  /**
   * The program of the process. It prints the addresses; the broker and the registry keep it alive.
   */
  public static final class Main {
    private Main() {}

    public static void main(String[] args) {
      EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
      DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0);
      System.out.println(broker.bootstrapServers() + " " + registry.url());
    }
  }

  static DevProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    folder.toString()))
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = output.readLine(); // null if the process has ended
    if (first == null) {
      throw new IOException("the process ended, see " + folder.resolve("stderr"));
    }
    String[] addresses = first.split(" ");
    return new DevProcess(process, addresses[0], URI.create(addresses[1]));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  URI registry() {
    return registry;
  }

  /** Kills the process as {@code kill -9} does, and waits for its end. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(90, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
