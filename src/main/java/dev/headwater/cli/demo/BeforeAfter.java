package dev.headwater.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.demo.ExampleWorkflow.Version;
import dev.headwater.export.EvidenceText;
import dev.headwater.model.RuleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Shows who is missing in the first version of the demo's data and model, and that nobody is in the
 * second. All numbers are those of the alerts and of the models.
 */
final class BeforeAfter {

  private static final List<RuleName> OF_DATA =
      List.of(RuleName.GROUP_ERASED, RuleName.DISPARATE_REMOVAL);
  private static final RuleName OF_MODEL = RuleName.FITNESS_GAP;
  private static final int SHOWN = 3;

  private final DemoAlerts alerts;
  private final Terminal terminal;
  private final Version before;
  private final List<JsonNode> opened = new ArrayList<>();

  BeforeAfter(DemoAlerts alerts, Terminal terminal, Version before) {
    this.alerts = alerts;
    this.terminal = terminal;
    this.before = before;
  }

  /**
   * Waits for the alerts about who is missing in the first version, and prints them.
   *
   * @throws Failure if one of them does not open
   */
  void showMissing() throws InterruptedException {
    say("Who is missing in " + version(before) + ":");
    for (RuleName rule : OF_DATA) {
      show(rule, before.cleaned().urn());
    }
    show(OF_MODEL, before.model().urn());
  }

  private void show(RuleName rule, String subject) throws InterruptedException {
    List<JsonNode> found =
        alerts.await(
            "an alert of " + rule + " of " + subject, () -> alerts.open(subject, rule.name()));
    for (JsonNode alert : found) {
      opened.add(alert);
      line(
          "OPEN "
              + alert.path("severity").asText()
              + " "
              + rule
              + " "
              + subject
              + ": "
              + categories(alert)
              + " by "
              + alert.path("dimension").asText());
      int shown = 0;
      for (JsonNode evidence : alert.path("evidence")) {
        if (shown++ < SHOWN) {
          line("  " + EvidenceText.of(rule, AlertJson.evidence(evidence)).line());
        }
      }
      if (categories(alert) > SHOWN) {
        line("  and " + (categories(alert) - SHOWN) + " more");
      }
    }
  }

  /**
   * Makes sure that the next version has none of these alerts, and prints both versions side by
   * side.
   *
   * @return both versions and the alerts of the first, for {@code demo --json}
   * @throws Failure if an alert of the next version is open
   */
  JsonNode compare(Version after) throws InterruptedException {
    for (RuleName rule : OF_DATA) {
      alerts.requireNone(after.cleaned().urn(), rule.name());
    }
    alerts.requireNone(after.model().urn(), OF_MODEL.name());

    say("Before and after:");
    row("", version(before), version(after));
    for (JsonNode alert : opened) {
      row(alert.path("rule").asText(), languages(categories(alert)), languages(0));
    }
    for (String language : missing()) {
      row("names of " + language, names(before, language), names(after, language));
    }
    for (String language : missing()) {
      row("right for " + language, right(before, language), right(after, language));
    }
    row("right for all", percent(before.accuracy()), percent(after.accuracy()));

    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putArray("alerts").addAll(opened);
    result.set("before", json(before));
    result.set("after", json(after));
    return result;
  }

  /** The languages that the first model cannot know, by the alert about it. */
  private SortedSet<String> missing() {
    SortedSet<String> missing = new TreeSet<>();
    for (JsonNode alert : opened) {
      if (alert.path("rule").asText().equals(OF_MODEL.name())) {
        alert.path("evidence").forEach(one -> missing.add(one.path("category").asText()));
      }
    }
    return missing;
  }

  private static String version(Version of) {
    return "version " + of.model().version().orElseThrow();
  }

  private static long categories(JsonNode alert) {
    return alert.path("evidence").size() + alert.path("moreEvidence").asLong(0);
  }

  private static String languages(long number) {
    return number == 1 ? "1 language" : number + " languages";
  }

  private static String names(Version version, String language) {
    return String.format(
        Locale.ROOT, "%,d", version.cleanedByLanguage().getOrDefault(language, 0L));
  }

  private static String right(Version version, String language) {
    Double share = version.accuracyByLanguage().get(language);
    return share == null ? "not measured" : percent(share);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private ObjectNode json(Version version) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("cleaned", version.cleaned().urn());
    json.put("model", version.model().urn());
    json.put("accuracy", version.accuracy());
    ObjectNode languages = json.putObject("languages");
    for (String language : missing()) {
      ObjectNode one = languages.putObject(language);
      one.put("records", version.cleanedByLanguage().getOrDefault(language, 0L));
      one.put("accuracy", version.accuracyByLanguage().get(language));
    }
    return json;
  }

  private void row(String name, String first, String second) {
    line(String.format(Locale.ROOT, "%-20s %14s %14s", name, first, second));
  }

  private void say(String line) {
    terminal.out().println();
    terminal.out().println(line);
    terminal.out().flush();
  }

  private void line(String line) {
    terminal.out().println("  " + line);
    terminal.out().flush();
  }
}
