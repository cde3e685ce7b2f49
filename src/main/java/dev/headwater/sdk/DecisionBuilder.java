package dev.headwater.sdk;

import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Builds a decision that somebody made about the data. Required: question, choice, rationale, and
 * who decided. Not safe for use by several threads.
 *
 * <pre>{@code
 * DecisionBuilder.of(DecisionKind.FILTER, "d-17")
 *     .question("How short may a name be?")
 *     .choice("4 code points")
 *     .rationale("shorter ones are mostly abbreviations")
 *     .decidedBy("orcid:0000-0002-1825-0097")
 *     .affects("zh", "ja")
 * }</pre>
 */
public final class DecisionBuilder {

  private final DecisionKind kind;
  private final String id;
  private final List<String> decidedBy = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> affectedGroups = new ArrayList<>();
  private final List<String> consulted = new ArrayList<>();
  private final List<String> evidence = new ArrayList<>();
  private String question = "";
  private String choice = "";
  private String rationale = "";
  private Optional<Instant> decidedAt = Optional.empty();

  private DecisionBuilder(DecisionKind kind, String id) {
    this.kind = kind;
    this.id = id;
  }

  public static DecisionBuilder of(DecisionKind kind, String id) {
    return new DecisionBuilder(kind, id);
  }

  public DecisionBuilder question(String text) {
    question = text;
    return this;
  }

  public DecisionBuilder choice(String text) {
    choice = text;
    return this;
  }

  public DecisionBuilder rationale(String text) {
    rationale = text;
    return this;
  }

  /** The ids of the agents who decided. */
  public DecisionBuilder decidedBy(String... agents) {
    decidedBy.addAll(List.of(agents));
    return this;
  }

  /** The alternatives that could have been chosen. */
  public DecisionBuilder options(String... texts) {
    options.addAll(List.of(texts));
    return this;
  }

  /** Whom the decision affects: categories of a composition, or groups in free text. */
  public DecisionBuilder affects(String... groups) {
    return affects(List.of(groups));
  }

  /** Like {@link #affects(String...)}. */
  public DecisionBuilder affects(Collection<String> groups) {
    affectedGroups.addAll(groups);
    return this;
  }

  /** Who was asked. */
  public DecisionBuilder consulted(String... texts) {
    consulted.addAll(List.of(texts));
    return this;
  }

  /** What the decision is based on. */
  public DecisionBuilder evidence(String... uris) {
    evidence.addAll(List.of(uris));
    return this;
  }

  public DecisionBuilder decidedAt(Instant time) {
    decidedAt = Optional.of(time);
    return this;
  }

  Decision build() {
    return new Decision(
        id,
        kind,
        question,
        choice,
        rationale,
        decidedBy,
        options,
        affectedGroups,
        consulted,
        evidence,
        decidedAt);
  }
}
