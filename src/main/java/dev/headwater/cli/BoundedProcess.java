package dev.headwater.cli;

import dev.headwater.cli.terminal.ExitCode;
import dev.headwater.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command in a second JVM with bounded memory. A jar cannot limit the memory of its own JVM.
 * The default limit is a quarter of the machine, and {@code dev}, with a broker inside, would fill
 * that with garbage.
 *
 * <p>Both processes end together. The first one passes signals on. The second one ends at once when
 * the pipe from the first one closes, which also happens on kill -9.
 */
final class BoundedProcess {

  private static final String MARK = "headwater.bounded";
  private static final long STOP_SECONDS = 60;

  /**
   * For {@code dev} and {@code demo}: about 850 MB at most, including memory outside the heap. The
   * optimizing compiler is off: these commands run for a few minutes, and in that time it takes
   * half of two cores and gains less than that.
   */
  private static final List<String> SMALL =
      List.of(
          "-Xmx512m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseParallelGC",
          "-XX:MaxDirectMemorySize=96m",
          "-Djdk.nio.maxCachedBufferSize=262144");

  /**
   * For {@code bench}: the options that are recommended for a processor, and deep stacks for
   * profiles.
   */
  private static final List<String> AS_SERVED =
      List.of(
          "-Xmx512m",
          "-XX:+UseParallelGC",
          "-Djdk.nio.maxCachedBufferSize=262144",
          "-XX:FlightRecorderOptions=stackdepth=128");

  private static final Map<String, List<String>> BOUNDS =
      Map.of("dev", SMALL, "demo", SMALL, "bench", AS_SERVED);

  private BoundedProcess() {}

  /**
   * Whether this command needs a second process: it is one of the commands with bounds, and it was
   * started from the jar without a memory limit.
   */
  static boolean isWanted(String[] arguments) {
    return arguments.length > 0
        && BOUNDS.containsKey(arguments[0])
        && !List.of(arguments).contains("--help")
        && System.getProperty(MARK) == null
        && System.getProperty("java.class.path").endsWith(".jar")
        && ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .noneMatch(
                option ->
                    option.startsWith("-Xmx")
                        || option.startsWith("-XX:MaxHeapSize")
                        || option.startsWith("-XX:MaxRAM"));
  }

  /** Runs the command in a second process; returns its exit code. */
  static int run(Terminal terminal, String[] arguments) {
    try {
      Process process = start(arguments);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "headwater-stop"));
      return process.waitFor();
    } catch (IOException failed) {
      terminal.error(
          "cannot start a second Java (" + failed.getMessage() + "); give -Xmx512m to this one");
      return ExitCode.CANNOT;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.CANNOT;
    }
  }

  private static Process start(String[] arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(BOUNDS.get(arguments[0]));
    command.add("-D" + MARK + "=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // Otherwise glibc keeps RocksDB's freed memory in a separate arena for every thread.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
    }
  }

  /** Runs in the second process: ends it when the first process is gone. */
  static void watchParent() {
    if (System.getProperty(MARK) == null) {
      return;
    }
    CountDownLatch stopping = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopping::countDown, "headwater-stopping"));
    Thread watch =
        new Thread(
            () -> {
              awaitEnd();
              // The pipe also closes when this process is asked to stop. In that case it stops in
              // order. If no shutdown begins within a second, the first process was killed.
              if (!begins(stopping)) {
                Runtime.getRuntime().halt(ExitCode.CANNOT);
              }
            },
            "headwater-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static boolean begins(CountDownLatch stopping) {
    try {
      return stopping.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  private static void awaitEnd() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // An error means the same as the end of the pipe.
    }
  }
}
