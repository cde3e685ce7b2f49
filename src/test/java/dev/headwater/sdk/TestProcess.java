package dev.headwater.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the {@code main} method of a class in a process of its own, which a test can kill. */
public final class TestProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private TestProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the process. Its standard error goes to a file in the folder, named after the class. */
  public static TestProcess start(Path folder, Class<?> main, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new TestProcess(
        new ProcessBuilder(command)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(
                    folder.resolve(main.getSimpleName() + ".err").toFile()))
            .start());
  }

  /**
   * Waits for a line that begins with a text, and returns the rest of that line.
   *
   * @throws IOException if the process ends before it prints such a line
   */
  public String await(String beginning) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
      said.add(line);
    }
    throw new IOException("the process ended, and said " + said);
  }

  /** Kills the process as {@code kill -9} does, and waits for its end. */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(90, TimeUnit.SECONDS).join();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
