package dev.headwater.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;

import dev.headwater.model.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Decides for each text of one event, or of one piece of JSON, what becomes of it. Not thread-safe.
 */
final class Replacement {
  private final Pseudonyms pseudonyms;
  private final Set<What> what;
  private final List<String> ids;
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
    // The longest first, because one id can stand within another; and always in the same order.
    this.ids =
        ids.stream()
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(identity()))
            .toList();
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
    if (!what.contains(What.AGENTS)) {
      return id;
    }
    String replaced = ids.contains(id) ? pseudonyms.id(id) : words(id);
    return replaced.codePointCount(0, replaced.length()) > Limits.ID_CODE_POINTS
        ? pseudonyms.id(id)
        : replaced;
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

  /**
   * A text of which only the ids are erased that it mentions. The whole text, if it is too long
   * then.
   */
  String free(String text) {
    if (!what.contains(What.AGENTS)) {
      return text;
    }
    String replaced = words(text);
    return replaced.getBytes(UTF_8).length > Limits.TEXT_BYTES ? pseudonyms.text(text) : replaced;
  }

  private String words(String text) {
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
