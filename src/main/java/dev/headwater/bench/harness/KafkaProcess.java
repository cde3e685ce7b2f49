package dev.headwater.bench.harness;

import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kafka and a schema registry in a process of their own, so that they do not share their heap and
 * garbage collector with the processor. The process ends when the pipe from this process closes,
 * which also happens on kill -9.
 */
final class KafkaProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final String bootstrapServers;
  private final URI registryUrl;

  private KafkaProcess(Process process, String bootstrapServers, URI registryUrl) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
  }

  /** The main class of the process: prints its addresses, and runs until its input ends. */
  public static final class Main {
    private Main() {}

    /** Takes the data folder. */
    public static void main(String[] arguments) throws IOException {
      try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
          DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
        System.out.println(broker.bootstrapServers() + " " + registry.url());
        System.in.transferTo(OutputStream.nullOutputStream());
      } finally {
        System.exit(0);
      }
    }
  }

  /**
   * Starts the process on a folder, and returns when it accepts requests.
   *
   * @param heapMegabytes the maximum size of its heap
   */
  static KafkaProcess start(Path folder, int heapMegabytes) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+UseParallelGC");
    command.addAll(Logs.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add(folder.toString());
    try {
      return connect(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException failed) {
      throw new BenchException("cannot start a second Java: " + failed.getMessage(), failed);
    }
  }

  private static KafkaProcess connect(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = output.readLine(); // null if the process ended before
    if (first == null) {
      process.destroyForcibly();
      throw new BenchException("Kafka did not start; what it said is above");
    }
    String[] addresses = first.split(" ");
    return new KafkaProcess(process, addresses[0], URI.create(addresses[1]));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  URI registryUrl() {
    return registryUrl;
  }

  long pid() {
    return process.pid();
  }

  /** Stops the process in order, and kills it if that takes longer than a minute. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException closed) {
      process.destroyForcibly();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
