package dev.headwater.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A metric that an expression in PromQL reads.
 *
 * @param name the name of the series, with the suffix of a histogram's part
 * @param labels the names of the labels that the expression compares
 * @param values of those labels that must have one value, which is not a variable
 */
public record Selector(String name, Set<String> labels, Map<String, String> values) {
  private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:headwater|jvm|process)_[a-z0-9_]+|up)\\b(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without)\\s*\\(([^)]*)\\)");

  /** The metrics that an expression reads. */
  public static List<Selector> of(String expression) {
    List<Selector> all = new ArrayList<>();
    for (MatchResult metric : METRIC.matcher(expression).results().toList()) {
      Set<String> labels = new HashSet<>();
      Map<String, String> values = new HashMap<>();
      String inBraces = metric.group(2) == null ? "" : metric.group(2);
      for (MatchResult label : MATCHER.matcher(inBraces).results().toList()) {
        labels.add(label.group(1));
        if (label.group(2).equals("=") && !label.group(3).startsWith("$")) {
          values.put(label.group(1), label.group(3));
        }
      }
      all.add(new Selector(metric.group(1), labels, values));
    }
    return all;
  }

  /** The labels by which an expression groups or joins. */
  static Set<String> grouping(String expression) {
    Set<String> labels = new HashSet<>();
    GROUPING
        .matcher(STRINGS.matcher(expression).replaceAll("\"\""))
        .results()
        .forEach(found -> labels.addAll(List.of(found.group(1).trim().split("\\s*,\\s*"))));
    return labels;
  }
}
