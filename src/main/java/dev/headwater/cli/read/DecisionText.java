package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.cli.terminal.Colour;
import dev.headwater.cli.terminal.Terminal;
import dev.headwater.cli.terminal.Text;
import dev.headwater.model.TraceParent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Formats who took part and who decided as text for people. */
final class DecisionText {

  /** How many items of one list are printed. An event may have a thousand agents. */
  private static final int LISTED = 50;

  private final Terminal terminal;
  private final List<String> lines = new ArrayList<>();

  private DecisionText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The answer of {@code GET /assets/{urn}/decisions} as lines. */
  static List<String> lines(JsonNode answer, Terminal terminal) {
    DecisionText text = new DecisionText(terminal);
    text.summary(answer);
    answer.path("events").forEach(text::event);
    text.gaps(answer.path("gaps"));
    text.end(answer);
    return text.lines;
  }

  private void summary(JsonNode answer) {
    JsonNode counts = answer.path("summary");
    lines.add(
        one(answer, "asset")
            + (answer.path("upstream").asBoolean() ? " and what it descends from" : "")
            + ": "
            + count(counts, "assets", "asset", "assets")
            + ", "
            + count(counts, "events", "event", "events"));
    int groups = counts.path("annotatorGroupsWithheld").asInt();
    lines.add(
        "  "
            + count(counts, "people", "person", "people")
            + ", "
            + count(counts, "organizations", "organization", "organizations")
            + ", "
            + count(counts, "software", "program", "programs")
            + ", "
            + count(counts, "decisions", "decision", "decisions")
            + (groups == 0 ? "" : "; few annotators, not listed, in " + groups + " of the events"));
  }

  private static String count(JsonNode counts, String field, String one, String many) {
    long count = counts.path(field).asLong();
    return count + " " + (count == 1 ? one : many);
  }

  private void event(JsonNode event) {
    lines.add("");
    lines.add(one(event, "type") + " of " + listed(event.path("assets"), JsonNode::asText));
    lines.add(
        "  "
            + one(event, "eventTime")
            + ", job "
            + one(event.path("job"), "namespace")
            + "/"
            + one(event.path("job"), "name")
            + ", run "
            + one(event, "run")
            + ", event "
            + one(event, "eventId"));
    if (event.has(TraceParent.HEADER)) {
      lines.add("  traceparent " + one(event, TraceParent.HEADER));
    }
    JsonNode agents = event.path("agents");
    for (int i = 0; i < Math.min(agents.size(), LISTED); i++) {
      lines.add("  who: " + agent(agents.get(i)));
    }
    more(agents, "  who: ");
    if (event.has("withheld")) {
      lines.add("  who: " + one(event, "withheld"));
    }
    if (!event.path("named").asBoolean()) {
      lines.add("  who: " + unknown("no person or organization is named"));
    }
    event.path("decisions").forEach(this::decision);
    if (event.has("waiver")) {
      waiver(event.path("waiver"));
    }
  }

  private void waiver(JsonNode waiver) {
    lines.add(
        "  waiver of "
            + one(waiver, "rule")
            + (waiver.path("origin").isTextual() ? " for " + one(waiver, "origin") : "")
            + " until "
            + one(waiver, "until"));
    lines.add("    why: " + one(waiver, "rationale"));
    lines.add("    approved by: " + one(waiver, "approver"));
  }

  private static String agent(JsonNode agent) {
    String behalf =
        agent.has("withheld")
            ? one(agent, "withheld")
            : agent.has("onBehalfOf") ? one(agent, "onBehalfOf") : "";
    return one(agent, "id")
        + " ("
        + one(agent, "type")
        + ", "
        + one(agent, "role")
        + ")"
        + (behalf.isEmpty() ? "" : " on behalf of " + behalf);
  }

  private void decision(JsonNode decision) {
    lines.add(
        "  decision "
            + one(decision, "id")
            + " ("
            + one(decision, "kind")
            + "): "
            + one(decision, "question"));
    lines.add("    choice: " + one(decision, "choice"));
    lines.add("    why: " + one(decision, "rationale"));
    lines.add(
        "    decided by: "
            + listed(decision.path("decidedBy"), DecisionText::decider)
            + (decision.path("attributed").asBoolean()
                ? ""
                : "; " + unknown("no person or organization of the event")));
    list("options", decision.path("options"));
    list("affects", decision.path("affectedGroups"));
    if (decision.path("consulted").isEmpty() && !decision.path("affectedGroups").isEmpty()) {
      lines.add("    consulted: " + unknown("no one is named"));
    }
    list("consulted", decision.path("consulted"));
    list("evidence", decision.path("evidence"));
    if (decision.path("decidedAt").isTextual()) {
      lines.add("    decided at: " + one(decision, "decidedAt"));
    }
  }

  private static String decider(JsonNode decider) {
    String id = decider.has("withheld") ? one(decider, "withheld") : one(decider, "id");
    return id
        + " ("
        + (decider.path("named").asBoolean() ? one(decider, "type") : "not among the agents")
        + ")";
  }

  private void list(String name, JsonNode texts) {
    if (!texts.isEmpty()) {
      lines.add("    " + name + ": " + listed(texts, JsonNode::asText));
    }
  }

  private void gaps(JsonNode gaps) {
    if (gaps.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(unknown("What nobody is named for"));
    gaps.forEach(gap -> lines.add("  " + one(gap, "message")));
  }

  private void end(JsonNode answer) {
    boolean complete = answer.path("complete").asBoolean(false);
    if (!complete || !answer.path("truncated").isNull()) {
      lines.add("");
    }
    for (JsonNode source : answer.path("assets")) {
      long older = source.path("eventsLeftOut").asLong();
      if (older > 0) {
        lines.add("older events of " + one(source, "asset") + " left out: " + older);
      }
    }
    if (answer.path("truncated").isTextual()) {
      lines.add("cut short: " + one(answer, "truncated") + "; see --limit");
    }
    if (!complete) {
      lines.add("not complete: there may be more than is shown");
    }
  }

  private void more(JsonNode all, String before) {
    if (all.size() > LISTED) {
      lines.add(before + (all.size() - LISTED) + " more; --json tells all");
    }
  }

  private static String listed(JsonNode all, Function<JsonNode, String> words) {
    List<String> first = new ArrayList<>();
    for (int i = 0; i < Math.min(all.size(), LISTED); i++) {
      first.add(Text.oneLine(words.apply(all.get(i))));
    }
    if (all.size() > LISTED) {
      first.add((all.size() - LISTED) + " more; --json tells all");
    }
    return String.join(", ", first);
  }

  private String unknown(String words) {
    return terminal.paint(Colour.YELLOW, words);
  }

  /** A text of an event, which may hold anything, on one line. */
  private static String one(JsonNode node, String field) {
    return Text.oneLine(node.path(field).asText(""));
  }
}
