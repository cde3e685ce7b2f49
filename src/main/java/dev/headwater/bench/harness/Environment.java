package dev.headwater.bench.harness;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Describes what a figure depends on apart from the benchmark: the machine, this Java, and the
 * setup.
 */
public final class Environment {
  private Environment() {}

  public static Map<String, String> describe(BenchConfig setup) {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("machine", processors() + ", " + memory());
    known.put(
        "processor",
        "Java "
            + System.getProperty("java.version")
            + ", heap "
            + heap()
            + ", "
            + ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(" and ")));
    known.put("broker", "same machine, own process, heap " + setup.brokerHeapMegabytes() + " MB");
    known.put("guarantee", "exactly_once_v2");
    known.put("partitions", Integer.toString(setup.partitions()));
    known.put("threads", Integer.toString(setup.threads()));
    if (!setup.more().isEmpty()) {
      known.put(
          "set",
          setup.more().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .sorted()
              .collect(Collectors.joining(" ")));
    }
    return known;
  }

  private static String heap() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return megabytes(Long.parseLong(machine.getVMOption("MaxHeapSize").getValue()));
  }

  private static String processors() {
    String model = "";
    try {
      model =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse("");
    } catch (IOException elsewhere) {
      // Only Linux has this file.
    }
    return Runtime.getRuntime().availableProcessors() + " cores" + model;
  }

  private static String memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? megabytes(system.getTotalMemorySize())
        : "memory unknown";
  }

  private static String megabytes(long bytes) {
    return bytes / (1024 * 1024) + " MB";
  }
}
