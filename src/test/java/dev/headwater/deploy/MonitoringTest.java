package dev.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.docs.MetricFamily;
import dev.headwater.docs.MetricsPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that the alert rules and the dashboard read metrics and labels that METRICS.md describes,
 * and that each rule says what it must.
 */
class MonitoringTest {
  private static final Map<String, MetricFamily> PAGE = MetricsPage.read();
  private static final Pattern LABEL_IN_WORDS =
      Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z_]+)[^}]*}}");

  /** Labels that Prometheus adds to everything that it scrapes. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  static Stream<Expressions.Expression> expressions() {
    return Expressions.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expressions")
  void expression_readsMetricsAndLabelsOfThePage(Expressions.Expression expression) {
    assertThat(problems(expression)).isEmpty();
  }

  @Test
  void checks_findWhatIsWrong() {
    assertThat(problems("rate(headwater_event_total[5m])", "")).hasSize(1);
    assertThat(problems("headwater_alerts_open{level=\"CRITICAL\"}", "")).hasSize(1);
    assertThat(problems("sum by (rules) (headwater_alerts_open)", "")).hasSize(1);
    assertThat(problems("headwater_alerts_open", "{{status}}")).hasSize(1);
    assertThat(problems("headwater_lag_records_bucket", "")).hasSize(1);
    assertThat(problems("sum by (le, kind) (headwater_reads_seconds_bucket)", "{{kind}}"))
        .isEmpty();
  }

  private static List<String> problems(String expression, String words) {
    return problems(new Expressions.Expression("test", expression, List.of(words)));
  }

  private static List<String> problems(Expressions.Expression expression) {
    List<String> problems = new ArrayList<>();
    Set<String> known = new HashSet<>(OF_PROMETHEUS);
    List<Selector> selectors = Selector.of(expression.text());
    if (selectors.isEmpty()) {
      problems.add("reads no metric");
    }
    for (Selector selector : selectors) {
      if (selector.name().equals("up")) {
        continue; // Prometheus itself makes it
      }
      Set<String> labels = new HashSet<>(OF_PROMETHEUS);
      if (!addLabels(selector.name(), labels)) {
        problems.add("the page does not describe " + selector.name());
        continue;
      }
      known.addAll(labels);
      selector.labels().stream()
          .filter(label -> !labels.contains(label))
          .forEach(label -> problems.add(selector.name() + " has no label " + label));
    }
    Set<String> used = new HashSet<>(Selector.grouping(expression.text()));
    for (String text : expression.words()) {
      LABEL_IN_WORDS.matcher(text).results().forEach(found -> used.add(found.group(1)));
    }
    if (problems.isEmpty()) {
      used.stream()
          .filter(label -> !known.contains(label))
          .forEach(label -> problems.add("no metric of it has the label " + label));
    }
    return problems;
  }

  /** Adds the labels of a series; false if the page has no such metric. */
  private static boolean addLabels(String series, Set<String> labels) {
    MetricFamily exact = PAGE.get(series);
    if (exact != null && !exact.type().equals("histogram") && !exact.type().equals("summary")) {
      labels.addAll(exact.labels());
      return true;
    }
    for (String part : List.of("_bucket", "_count", "_sum")) {
      MetricFamily whole = PAGE.get(series.replaceFirst(part + "$", ""));
      if (series.endsWith(part)
          && whole != null
          && (whole.type().equals("histogram")
              || whole.type().equals("summary") && !part.equals("_bucket"))) {
        labels.addAll(whole.labels());
        if (part.equals("_bucket")) {
          labels.add("le");
        }
        return true;
      }
    }
    return false;
  }

  @Test
  void rules_eachWaitAndSayHowBadItIsAndWhatToDo() {
    assertThat(Expressions.rules()).hasSizeGreaterThan(10);
    for (JsonNode rule : Expressions.rules()) {
      String name = rule.path("alert").asText();
      assertThat(name).startsWith("Headwater");
      assertThat(rule.path("for").asText()).as(name).matches("\\d+[mh]");
      assertThat(rule.at("/labels/severity").asText()).as(name).isIn("warning", "critical");
      assertThat(rule.at("/annotations/summary").asText()).as(name).endsWith(".");
      assertThat(rule.at("/annotations/action").asText()).as(name).endsWith(".");
    }
  }

  @Test
  void rules_areEachTestedBothWays() {
    for (JsonNode rule : Expressions.rules()) {
      String name = rule.path("alert").asText();
      Set<Boolean> outcomes = new HashSet<>();
      for (JsonNode test : Expressions.yaml(Expressions.RULE_TESTS).path("tests")) {
        for (JsonNode check : test.path("alert_rule_test")) {
          if (check.path("alertname").asText().equals(name)) {
            outcomes.add(check.path("exp_alerts").isEmpty());
          }
        }
      }
      assertThat(outcomes).as(name).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void dashboard_hasARowForEachTopic_andNoPanelWithoutData() {
    List<String> rows = new ArrayList<>();
    for (JsonNode panel : Expressions.dashboard().path("panels")) {
      if (panel.path("type").asText().equals("row")) {
        rows.add(panel.path("title").asText());
      } else {
        assertThat(panel.path("targets")).as(panel.path("title").asText()).isNotEmpty();
      }
    }
    assertThat(rows)
        .containsExactly("Health", "Events and latency", "Alerts", "Reads", "Store and memory");
  }

  @Test
  void scrapeConfiguration_namesTheJobOfTheRules_andTheirFile() {
    JsonNode configuration = Expressions.yaml(Expressions.CONFIGURATION);
    assertThat(configuration.at("/scrape_configs/0/job_name").asText()).isEqualTo("headwater");
    assertThat(configuration.at("/rule_files/0").asText())
        .isEqualTo(Expressions.RULES.getFileName().toString());
  }
}
