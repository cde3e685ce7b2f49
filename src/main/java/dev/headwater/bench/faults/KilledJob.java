package dev.headwater.bench.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An {@link EmittingJob} in a process of its own, and what it printed before it was killed. */
final class KilledJob {
  private static final int HEAP_MEGABYTES = 128;
  private static final long START_SECONDS = 120;
  private static final long END_SECONDS = 30;

  final int number;
  private final Process process;
  private final Thread reader;
  private final CountDownLatch begun = new CountDownLatch(1);

  // Only the reader thread uses these until it has ended.
  private long emitted;
  private long lost;

  private KilledJob(int number, Process process) {
    this.number = number;
    this.process = process;
    reader = new Thread(this::read, "headwater-job-" + number);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts the job.
   *
   * @param arguments of {@link EmittingJob} before its number
   * @param log the file to which its error output is appended
   */
  static KilledJob start(List<String> arguments, int number, long seed, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EmittingJob.class.getName());
    command.addAll(arguments);
    command.addAll(List.of(Integer.toString(number), Long.toString(seed)));
    try {
      return new KilledJob(
          number,
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException failed) {
      throw new FaultRunException("cannot start a second Java: " + failed.getMessage(), failed);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        // The kill may cut the last line off: then its number is too small.
        long value = words.length == 2 ? Long.parseLong(words[1]) : 0;
        switch (words[0]) {
          case "e" -> {
            emitted = Math.max(emitted, value);
            begun.countDown();
          }
          case "d" -> lost += value;
          default -> throw new FaultRunException("a job said: " + line);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      begun.countDown();
    }
  }

  /**
   * Kills the job with kill -9 this long after its first emit; returns when all its output is read.
   */
  void killAfter(long millis) throws InterruptedException {
    if (!begun.await(START_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new FaultRunException("a job emitted nothing for " + START_SECONDS + " s");
    }
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new FaultRunException("a job ended by itself, with " + process.exitValue());
    }
    // Not the process's own method, which closes the pipe before all of it is read.
    process.toHandle().destroyForcibly();
    process.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
    reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    if (reader.isAlive()) {
      throw new FaultRunException("a job was killed, and its output does not end");
    }
  }

  /** The number of the last event for which {@code emit} had returned. */
  long emitted() {
    return emitted;
  }

  /** The number of lost events that its client reported, including events of earlier jobs. */
  long lost() {
    return lost;
  }
}
