package dev.headwater.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The expressions in the alert rules and in the dashboard. */
public final class Expressions {
  static final Path RULES = Path.of("deploy/prometheus/headwater-alerts.yml");
  static final Path RULE_TESTS = Path.of("deploy/prometheus/headwater-alerts-test.yml");
  static final Path CONFIGURATION = Path.of("deploy/prometheus/prometheus.yml");
  static final Path DASHBOARD = Path.of("deploy/grafana/headwater.json");

  private Expressions() {}

  /**
   * @param place the alert or panel that has the expression
   * @param words the texts of that with names of labels in them
   */
  public record Expression(String place, String text, List<String> words) {}

  /** All expressions. */
  public static List<Expression> all() {
    List<Expression> all = new ArrayList<>();
    for (JsonNode rule : rules()) {
      List<String> words = new ArrayList<>();
      rule.path("annotations").forEach(text -> words.add(text.asText()));
      all.add(
          new Expression(
              "alert " + rule.path("alert").asText(), rule.path("expr").asText(), words));
    }
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        all.add(
            new Expression(
                "panel " + panel.path("title").asText(),
                target.path("expr").asText(),
                List.of(target.path("legendFormat").asText())));
      }
    }
    return all;
  }

  /** The alert rules, of all groups. */
  static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : yaml(RULES).path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  static JsonNode dashboard() {
    return read(new ObjectMapper(), DASHBOARD);
  }

  static JsonNode yaml(Path file) {
    return read(new ObjectMapper(new YAMLFactory()), file);
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
