package dev.headwater.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Erases a selection from JSON: OpenLineage events and what is kept of them, and our own events
 * that could not be read. Field names decide what a text is. Not thread-safe.
 */
public final class JsonErasure {
  /** Fields that name things or say what a text is. Lineage depends on them. */
  private static final Set<String> IDENTITY =
      Set.of(
          "name",
          "namespace",
          "version",
          "key",
          "asset",
          "target",
          "origin",
          "event",
          "amends",
          "eventId",
          "runId",
          "eventTime",
          "at",
          "since",
          "producer",
          "_producer",
          "schemaURL",
          "_schemaURL",
          "type",
          "kind",
          "sha256",
          "job",
          "run");

  private static final Set<String> DECIDED = Set.of("question", "choice", "rationale", "reason");
  private static final Set<String> PEOPLE = Set.of("decidedBy", "consulted", "approver");

  /** Where the objects stand whose fields name people or hold prompts. */
  private enum Section {
    NONE,
    OWNERS,
    AGENTS,
    PROMPTS;

    /** The section below a field; that of the field itself if it begins none. */
    static Section below(String field, Section around) {
      // The state about runs keeps owners in a list below the facet's name.
      if (field.equals("owners") || field.endsWith("ownership")) {
        return OWNERS;
      }
      return switch (field) {
        case "agents" -> AGENTS;
        case "prompts" -> PROMPTS;
        default -> around;
      };
    }

    boolean namesPeople(String field) {
      return switch (this) {
        case OWNERS -> field.equals("name");
        case AGENTS -> field.equals("id") || field.equals("onBehalfOf");
        case NONE, PROMPTS -> false;
      };
    }
  }

  private final Selection.Content selection;
  private final Pseudonyms pseudonyms;

  public JsonErasure(Selection.Content selection, Pseudonyms pseudonyms) {
    this.selection = selection;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Whether the JSON is about what is selected: it names the agent, or the asset, as a dataset of
   * OpenLineage or by its URN.
   */
  public boolean concerns(JsonNode json) {
    if (selection instanceof Selection.OfAgent agent) {
      return texts(json).stream()
          .anyMatch(text -> text.equals(agent.id()) || Words.contains(text, agent.id()));
    }
    Asset asset = ((Selection.OfAsset) selection).asset();
    return names(json, asset) || texts(json).contains(asset.urn());
  }

  private static boolean names(JsonNode json, Asset asset) {
    if (json.path("namespace").asText("").equals(asset.namespace())
        && json.path("name").asText("").equals(asset.name())) {
      return true;
    }
    for (JsonNode child : json) {
      if (names(child, asset)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> texts(JsonNode json) {
    Set<String> texts = new TreeSet<>();
    if (json.isTextual()) {
      texts.add(json.textValue());
    }
    json.forEach(child -> texts.addAll(texts(child)));
    return texts;
  }

  /**
   * JSON without what is selected; an equal one if it has nothing of that. Only for JSON that
   * {@link #concerns} holds of, or that belongs to such.
   */
  public JsonNode apply(JsonNode json) {
    Set<String> people = new TreeSet<>();
    people(Section.NONE, json, people);
    people.removeIf(String::isBlank);
    Replacement to =
        selection instanceof Selection.OfAgent agent
            ? Replacement.ofAgent(pseudonyms, agent.what(), agent.id(), people.contains(agent.id()))
            : Replacement.ofAll(pseudonyms, selection.what(), people);
    return walk("", Section.NONE, json, List.of(), to);
  }

  /** Collects who is named as an agent, owner, decider or approver. */
  private static void people(Section section, JsonNode json, Set<String> found) {
    for (Map.Entry<String, JsonNode> each : json.properties()) {
      String field = each.getKey();
      if (section.namesPeople(field) || PEOPLE.contains(field)) {
        found.addAll(texts(each.getValue()));
      }
      people(Section.below(field, section), each.getValue(), found);
    }
    if (json.isArray()) {
      json.forEach(child -> people(section, child, found));
    }
  }

  /**
   * Statements that the state about runs keeps of a job, a run or a dataset, by the names of
   * facets, without what is selected. Only facets that name people or hold texts change: lineage
   * depends on the others.
   */
  JsonNode applyToStatements(JsonNode statements) {
    ObjectNode changed = statements.deepCopy();
    for (Map.Entry<String, JsonNode> facet : statements.properties()) {
      String name = facet.getKey();
      if (name.endsWith("ownership") || name.endsWith("tags") || name.contains("headwater_")) {
        changed.set(name, apply(changed.objectNode().set(name, facet.getValue())).get(name));
      }
    }
    return changed;
  }

  /** A text of which only the ids are erased that it mentions. */
  String free(String text) {
    return selection instanceof Selection.OfAgent agent
        ? Replacement.ofAgent(pseudonyms, agent.what(), agent.id(), false).free(text)
        : text;
  }

  private static JsonNode walk(
      String field, Section section, JsonNode json, List<String> by, Replacement to) {
    if (json instanceof ArrayNode array) {
      ArrayNode replaced = array.arrayNode();
      array.forEach(child -> replaced.add(walk(field, section, child, by, to)));
      return replaced;
    }
    if (json instanceof ObjectNode object) {
      List<String> decidedBy =
          object.has("decidedBy") ? new ArrayList<>(texts(object.get("decidedBy"))) : by;
      ObjectNode replaced = object.objectNode();
      for (Map.Entry<String, JsonNode> each : object.properties()) {
        String inner = each.getKey();
        replaced.set(
            inner,
            each.getValue().isTextual()
                ? TextNode.valueOf(text(inner, section, each.getValue().textValue(), decidedBy, to))
                : walk(inner, Section.below(inner, section), each.getValue(), decidedBy, to));
      }
      return replaced;
    }
    return json.isTextual()
        ? TextNode.valueOf(text(field, Section.NONE, json.textValue(), by, to))
        : json;
  }

  private static String text(
      String field, Section section, String text, List<String> by, Replacement to) {
    if (section.namesPeople(field) || PEOPLE.contains(field)) {
      return to.id(text);
    }
    if (section == Section.PROMPTS && field.equals("template")) {
      return to.prompt(text);
    }
    if (section == Section.PROMPTS && field.equals("uri")) {
      return to.promptUri(text);
    }
    if (DECIDED.contains(field) || field.equals("options")) {
      return to.decision(text, by);
    }
    return IDENTITY.contains(field) ? text : to.free(text);
  }
}
