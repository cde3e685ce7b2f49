package dev.headwater.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code GET /metrics} answered, in Prometheus' text format 0.0.4. */
public final class Exposition {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Set<String> OF_THE_FORMAT = Set.of("le", "quantile");

  /** One line with a value. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  private final Map<String, String> types = new HashMap<>();
  private final List<Sample> samples = new ArrayList<>();

  private Exposition() {}

  /** Reads the text; a line of another form is an error. */
  public static Exposition parse(String text) {
    Exposition all = new Exposition();
    text.lines()
        .filter(line -> !line.startsWith("# HELP "))
        .forEach(
            line -> {
              Matcher type = TYPE.matcher(line);
              Matcher sample = SAMPLE.matcher(line);
              if (type.matches()) {
                all.types.put(type.group(1), type.group(2));
              } else if (sample.matches()) {
                all.samples.add(sample(sample));
              } else {
                throw new AssertionError("no line of the format: " + line);
              }
            });
    return all;
  }

  private static Sample sample(Matcher line) {
    Map<String, String> labels = new HashMap<>();
    if (line.group(2) != null) {
      LABEL
          .matcher(line.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    String number = line.group(3).replace("+Inf", "Infinity");
    return new Sample(line.group(1), labels, Double.parseDouble(number));
  }

  /** All samples. */
  public List<Sample> samples() {
    return samples;
  }

  /** The metrics, by name: those that have a sample. */
  public Map<String, MetricFamily> families() {
    Map<String, Set<String>> labels = new HashMap<>();
    for (Sample sample : samples) {
      Set<String> names = new HashSet<>(sample.labels().keySet());
      names.removeAll(OF_THE_FORMAT);
      labels.computeIfAbsent(family(sample.name()), name -> new HashSet<>()).addAll(names);
    }
    Map<String, MetricFamily> families = new HashMap<>();
    labels.forEach(
        (name, names) ->
            families.put(name, new MetricFamily(types.getOrDefault(name, "?"), names)));
    return families;
  }

  private String family(String sample) {
    for (String suffix : List.of("_bucket", "_count", "_sum")) {
      String base = sample.replaceFirst(suffix + "$", "");
      if (!base.equals(sample) && List.of("histogram", "summary").contains(types.get(base))) {
        return base;
      }
    }
    return sample;
  }

  /** The sum of the samples of this name that have these labels; NaN if there is none. */
  public double value(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value)
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  /** As above, for all samples of this name. */
  public double value(String name) {
    return value(name, Map.of());
  }
}
