package dev.headwater.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides for each text of one event, or of one piece of JSON, what becomes of it. Not thread-safe.
 */
final class Replacement {
  private final Pseudonyms pseudonyms;
  private final Set<What> what;
  private final Set<String> ids;
  private final boolean everyDecision;
  private final boolean everyPrompt;

  /**
   * @param ids to replace wherever they stand as a whole; also as words within texts
   * @param everyDecision whether to erase all decisions, not only those of the ids
   * @param everyPrompt whether to erase the prompts
   */
  private Replacement(
      Pseudonyms pseudonyms,
      Set<What> what,
      Set<String> ids,
      boolean everyDecision,
      boolean everyPrompt) {
    this.pseudonyms = pseudonyms;
    this.what = what;
    this.ids = Set.copyOf(ids);
    this.everyDecision = everyDecision;
    this.everyPrompt = everyPrompt;
  }

  /** For content that a selected asset's events state. */
  static Replacement ofAll(Pseudonyms pseudonyms, Set<What> what, Set<String> ids) {
    return new Replacement(pseudonyms, what, ids, true, true);
  }

  /**
   * For content in which one agent is to be erased.
   *
   * @param acts whether the content names it as an agent
   */
  static Replacement ofAgent(Pseudonyms pseudonyms, Set<What> what, String id, boolean acts) {
    return new Replacement(pseudonyms, what, Set.of(id), false, acts);
  }

  String id(String id) {
    return what.contains(What.AGENTS) && ids.contains(id) ? pseudonyms.id(id) : free(id);
  }

  List<String> ids(List<String> all) {
    return all.stream().map(this::id).toList();
  }

  String prompt(String text) {
    return everyPrompt && what.contains(What.PROMPTS) ? pseudonyms.text(text) : free(text);
  }

  /** A URI of a prompt: one that holds the prompt itself is erased as the prompt is. */
  String promptUri(String uri) {
    return uri.regionMatches(true, 0, "data:", 0, 5) ? prompt(uri) : free(uri);
  }

  /**
   * A text of a decision.
   *
   * @param by who decided
   */
  String decision(String text, List<String> by) {
    boolean selected = everyDecision || by.stream().anyMatch(ids::contains);
    return selected && what.contains(What.DECISIONS) ? pseudonyms.text(text) : free(text);
  }

  /** A text of which only the ids are erased that it mentions. */
  String free(String text) {
    if (!what.contains(What.AGENTS)) {
      return text;
    }
    String replaced = text;
    for (String id : ids) {
      replaced = Words.replace(replaced, id, pseudonyms.id(id));
    }
    return replaced;
  }

  List<String> free(List<String> texts) {
    List<String> replaced = new ArrayList<>();
    texts.forEach(text -> replaced.add(free(text)));
    return replaced;
  }
}
