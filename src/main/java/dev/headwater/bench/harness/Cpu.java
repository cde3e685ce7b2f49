package dev.headwater.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the processor time and the allocations of this process by group of threads, and the
 * processor time of the broker's process. The JVM reports Java's own threads. Linux reports the
 * broker and the native threads of the JVM and of RocksDB; other systems do not.
 */
public final class Cpu {
  /** The group of the threads that process records. */
  static final String STREAM_THREADS = "stream threads";

  private static final Path PROC = Path.of("/proc");

  /** Linux reports times in hundredths of a second to every program. */
  private static final double NANOS_PER_TICK = 1e7;

  private Cpu() {}

  /** Nanoseconds on a processor and bytes allocated. */
  public record Use(double nanos, double bytes) {
    Use plus(Use more) {
      return new Use(nanos + more.nanos, bytes + more.bytes);
    }

    Use minus(Use less) {
      return new Use(nanos - less.nanos, bytes - less.bytes);
    }
  }

  /**
   * The use so far, by group of threads.
   *
   * @param broker the process id of the broker
   */
  public static Map<String, Use> now(long broker) {
    Map<String, Use> groups = new TreeMap<>();
    javaThreads(groups);
    nativeThreads(groups);
    Path stat = PROC.resolve(Long.toString(broker)).resolve("stat");
    if (Files.exists(stat)) {
      groups.put("(broker process)", new Use(ticks(stat) * NANOS_PER_TICK, 0));
    }
    return groups;
  }

  /** The use between two readings. */
  public static Map<String, Use> since(Map<String, Use> before, Map<String, Use> after) {
    Map<String, Use> used = new TreeMap<>();
    after.forEach(
        (group, use) -> used.put(group, use.minus(before.getOrDefault(group, new Use(0, 0)))));
    return used;
  }

  private static void javaThreads(Map<String, Use> groups) {
    if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads) {
      for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (thread != null) {
          Use use =
              new Use(
                  Math.max(0, threads.getThreadCpuTime(thread.getThreadId())),
                  Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId())));
          groups.merge(javaGroup(thread.getThreadName()), use, Use::plus);
        }
      }
    }
  }

  private static String javaGroup(String name) {
    if (name.startsWith("kafka-producer-network")) {
      return "producers' network threads";
    }
    if (isStreamThread(name)) {
      return STREAM_THREADS;
    }
    return name.contains("JFR") ? "flight recorder" : "other threads";
  }

  /** Whether a thread of that name processes records. */
  static boolean isStreamThread(String name) {
    return name.contains("StreamThread-") && !name.startsWith("kafka-");
  }

  private static void nativeThreads(Map<String, Use> groups) {
    Path tasks = PROC.resolve("self/task");
    if (!Files.isDirectory(tasks)) {
      return;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        String group = nativeGroup(thread);
        if (!group.isEmpty()) {
          groups.merge(
              group, new Use(ticks(thread.resolve("stat")) * NANOS_PER_TICK, 0), Use::plus);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String nativeGroup(Path thread) throws IOException {
    String name;
    try {
      name = Files.readString(thread.resolve("comm")).strip();
    } catch (NoSuchFileException ended) {
      return "";
    }
    if (name.startsWith("rocksdb")) {
      return "RocksDB's background threads";
    }
    if (name.startsWith("GC Thread") || name.startsWith("G1 ")) {
      return "garbage collector";
    }
    return name.startsWith("C1 ") || name.startsWith("C2 ") ? "compilers (JIT)" : "";
  }

  /**
   * User time plus system time. Fields count from the last parenthesis, because the name before it
   * may hold any character.
   */
  private static long ticks(Path stat) {
    try {
      String text = Files.readString(stat);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException ended) {
      return 0;
    }
  }
}
