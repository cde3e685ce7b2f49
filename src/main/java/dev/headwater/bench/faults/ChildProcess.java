package dev.headwater.bench.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A second Java process that runs one of our classes and is made to be killed. It prints {@code
 * ready ...} on a line of its own when it serves, writes its error output to a file, and watches
 * its standard input ({@link ParentWatch}). Thread-safe.
 */
final class ChildProcess {
  private static final String LOGGING = "org.slf4j.simpleLogger.";
  private static final String READY = "ready ";

  private final Process process;
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private ChildProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "headwater-child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts the process.
   *
   * @param heapMegabytes the maximum size of its heap
   * @param log the file to which its error output is appended
   */
  static ChildProcess start(Class<?> main, List<String> arguments, int heapMegabytes, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    // Many short processes on few cores: the optimizing compiler would cost more than it gains.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(LOGGING))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    try {
      return new ChildProcess(builder.start());
    } catch (IOException failed) {
      throw new FaultRunException("cannot start a second Java: " + failed.getMessage(), failed);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(line.substring(READY.length()));
        }
      }
    } catch (IOException closed) {
      // Treated like the end of the output.
    }
    ready.cancel(false);
  }

  /** Completes with the text after {@code ready}; is cancelled if the process ends before. */
  CompletableFuture<String> ready() {
    return ready;
  }

  boolean isReady() {
    return ready.isDone() && !ready.isCancelled();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills the process (kill -9); returns when it has ended. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(90, TimeUnit.SECONDS).join();
  }

  /**
   * Sends SIGTERM. The standard input stays open, so that the process does not take this for the
   * end of its parent.
   */
  void terminate() {
    process.toHandle().destroy();
  }

  /**
   * Sends SIGSTOP, and SIGCONT after a time in whole seconds. A shell sends both, so that the
   * process continues, and ends, even if this process is killed meanwhile.
   */
  void pause(long millis) {
    String seconds = Long.toString(millis / 1_000);
    String pid = Long.toString(process.pid());
    try {
      new ProcessBuilder(
              "sh", "-c", "kill -STOP \"$0\"; sleep \"$1\"; kill -CONT \"$0\"", pid, seconds)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException failed) {
      throw new FaultRunException("cannot run sh: " + failed.getMessage(), failed);
    }
  }
}
