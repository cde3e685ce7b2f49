package dev.headwater.docs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The tables of METRICS.md. */
public final class MetricsPage {
  /** Name, labels, type, meaning, what to do. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9_]+)` \\| ([^|]*) \\| ([a-z]+) \\| ([^|]+) \\|([^|]*)\\|");

  private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");

  private MetricsPage() {}

  /** The metrics of the page, by name. */
  public static Map<String, MetricFamily> read() {
    Map<String, MetricFamily> rows = new HashMap<>();
    EventsPage.read(Path.of("src/docs/METRICS.md"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(
            line -> {
              var row = ROW.matcher(line);
              if (!row.matches()) {
                throw new AssertionError("not a row with five columns: " + line);
              }
              Set<String> labels = new HashSet<>();
              LABEL.matcher(row.group(2)).results().forEach(found -> labels.add(found.group(1)));
              if (rows.put(row.group(1), new MetricFamily(row.group(3), labels)) != null) {
                throw new AssertionError("two rows for " + row.group(1));
              }
            });
    return rows;
  }
}
