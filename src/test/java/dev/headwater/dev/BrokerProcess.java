package dev.headwater.dev;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, to be killed, on a folder. */
final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** What runs in the process: prints its address, and stays. */
  public static final class Main {
    private Main() {}

    public static void main(String[] args) {
      EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
      System.out.println(broker.bootstrapServers());
    }
  }

  static BrokerProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    folder.toString()))
            .redirectError(new File(folder.toFile(), "stderr"))
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = output.readLine(); // null where the process ended before
    if (first == null) {
      throw new IOException("the broker's process ended, see " + folder.resolve("stderr"));
    }
    return new BrokerProcess(process, first);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** kill -9 */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
