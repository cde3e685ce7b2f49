package dev.headwater.bench.harness;

import dev.headwater.bench.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Shows where the stream threads spend their time, by Java Flight Recorder. It samples them every
 * 10 ms, in Java and in native code (RocksDB). Waiting is not counted.
 */
public final class Profile implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final int TOP = 25;
  private static final String OURS = "dev.headwater.";
  private static final List<String> NOT_OURS =
      List.of("dev.headwater.bench.", "dev.headwater.stream.CountedStore");
  private static final String LOOP = "StreamThread.runOnce";
  private static final Set<String> WAITING = Set.of("wait", "poll", "epollWait", "park", "accept");

  private final Recording recording;

  private Profile(Recording recording) {
    this.recording = recording;
  }

  /** Starts the recording. */
  public static Profile start() {
    try {
      Recording recording = new Recording(Configuration.getConfiguration("profile"));
      recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
      recording.enable("jdk.NativeMethodSample").withPeriod(PERIOD);
      recording.start();
      return new Profile(recording);
    } catch (IOException | ParseException failed) {
      throw new BenchException("this Java has no flight recorder: " + failed.getMessage(), failed);
    }
  }

  /** Ends the recording, writes it to the file, and reports the part between the two moments. */
  public List<Table> stop(Path file, Instant from, Instant to) {
    try {
      recording.stop();
      recording.dump(file);
      return read(file, from, to);
    } catch (IOException failed) {
      throw new BenchException("cannot write " + file + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    recording.close();
  }

  private static List<Table> read(Path file, Instant from, Instant to) throws IOException {
    Samples phases = new Samples();
    Samples self = new Samples();
    Samples own = new Samples();
    Samples inclusive = new Samples();
    Samples allocated = new Samples();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getStartTime().isBefore(from)
            || event.getStartTime().isAfter(to)
            || event.getStackTrace() == null) {
          continue;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        switch (event.getEventType().getName()) {
          case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
            if (isStreamThread(event.getThread("sampledThread")) && !isWaiting(frames)) {
              phases.add(phase(frames), 1);
              self.add(name(frames.get(0)), 1);
              own.add(firstOwn(frames).orElseGet(() -> "(none) " + phase(frames)), 1);
              ownMethods(frames).forEach(method -> inclusive.add(method, 1));
              inclusive.addToAll(1);
            }
          }
          case "jdk.ObjectAllocationSample" -> {
            if (isStreamThread(event.getThread())) {
              allocated.add(
                  firstOwn(frames).orElseGet(() -> "(none) " + phase(frames)),
                  event.getLong("weight"));
            }
          }
          default -> {
            // Not used.
          }
        }
      }
    }
    return List.of(
        phases.table("Stream threads by what their loop does", "called by the loop"),
        self.table("Stream threads by the method that runs (self time)", "method"),
        own.table("Stream threads by our method nearest to what runs", "method"),
        inclusive.table("Stream threads by our method, with all that it calls", "method"),
        allocated.table("Bytes allocated by stream threads, by our nearest method", "method"));
  }

  private static boolean isStreamThread(RecordedThread thread) {
    return thread != null
        && thread.getJavaName() != null
        && Cpu.isStreamThread(thread.getJavaName());
  }

  private static boolean isWaiting(List<RecordedFrame> frames) {
    RecordedFrame top = frames.get(0);
    return top.getMethod().getType().getName().startsWith("sun.nio.ch.")
        && WAITING.contains(top.getMethod().getName());
  }

  /** The method that the loop of a stream thread had called. */
  private static String phase(List<RecordedFrame> frames) {
    for (int i = 1; i < frames.size(); i++) {
      if (name(frames.get(i)).contains(LOOP) && !name(frames.get(i - 1)).contains(LOOP)) {
        return name(frames.get(i - 1));
      }
    }
    return "(deeper than the recorder looks)";
  }

  private static Optional<String> firstOwn(List<RecordedFrame> frames) {
    return frames.stream()
        .map(Profile::qualified)
        .filter(Profile::isOurs)
        .findFirst()
        .map(Profile::shortened);
  }

  private static Set<String> ownMethods(List<RecordedFrame> frames) {
    Set<String> methods = new HashSet<>();
    for (RecordedFrame frame : frames) {
      if (isOurs(qualified(frame))) {
        methods.add(name(frame));
      }
    }
    return methods;
  }

  private static boolean isOurs(String method) {
    return method.startsWith(OURS) && NOT_OURS.stream().noneMatch(method::startsWith);
  }

  private static String name(RecordedFrame frame) {
    return shortened(qualified(frame));
  }

  private static String qualified(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    int lambda = type.indexOf("$$Lambda");
    return (lambda < 0 ? type : type.substring(0, lambda)) + "." + frame.getMethod().getName();
  }

  /** Drops our package names and those of Kafka, which readers know. */
  private static String shortened(String method) {
    for (String known : List.of(OURS, "org.apache.kafka.")) {
      if (method.startsWith(known)) {
        String[] parts = method.split("\\.");
        return parts[parts.length - 2] + "." + parts[parts.length - 1];
      }
    }
    return method;
  }

  /** Weights by name. */
  private static final class Samples {
    private final Map<String, Long> weights = new HashMap<>();
    private long all;
    private long set;

    void add(String name, long weight) {
      weights.merge(name, weight, Long::sum);
      all += weight;
    }

    /** Adds to a total that replaces the sum of all weights as the whole of the shares. */
    void addToAll(long weight) {
      set += weight;
    }

    Table table(String title, String column) {
      long whole = Math.max(1, set > 0 ? set : all);
      Table table = new Table(title + ", of " + Table.text(whole), "%", column);
      weights.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(TOP)
          .forEach(entry -> table.row(100.0 * entry.getValue() / whole, entry.getKey()));
      return table;
    }
  }
}
