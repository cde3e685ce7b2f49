package dev.headwater.model;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The annotators that one event names. A group of fewer than {@value #LEAST} is too small to be
 * broken down: whoever knows the group could tell which labels are whose. Reads made for people
 * then say only {@link #FEW}. The event itself keeps what it states, because it is the record.
 *
 * <p>Annotators are agents of type PERSON whose role has one of {@link #WORDS} among its words. An
 * organization or a program that annotates is no individual, and stays named.
 */
public final class Annotators {
  /** The smallest group that is broken down. */
  public static final int LEAST = 5;

  /** What is said in place of a smaller group. */
  public static final String FEW = "fewer than " + LEAST + " annotators";

  /**
   * The words for someone who annotates. The role of an agent is free text: {@code ANNOTATOR} is
   * what the documentation of events proposes, and the others are what labelling tools and papers
   * call the same work. The list prefers to withhold too much: {@code ANNOTATOR_LEAD} counts, too.
   */
  private static final Set<String> WORDS =
      Set.of("annotator", "annotater", "labeler", "labeller", "rater", "crowdworker", "transcriber");

  /** How much of a role is searched. A role may have 64 KiB, and an event a thousand of them. */
  private static final int ROLE_CHARS = 256;

  /** What separates words: all but letters, and the step from a small letter to a capital one. */
  private static final Pattern GAP = Pattern.compile("\\P{L}+|(?<=\\p{Ll})(?=\\p{Lu})");

  private final Set<String> ids;
  private final Set<String> others;

  private Annotators(Set<String> ids, Set<String> others) {
    this.ids = Set.copyOf(ids);
    this.others = Set.copyOf(others);
  }

  /** The annotators among the agents of one event. */
  public static Annotators of(List<Agent> agents) {
    Set<String> ids = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Agent agent : agents) {
      (annotates(agent) ? ids : others).add(agent.id());
    }
    return new Annotators(ids, others);
  }

  /** The ids of the annotators, each once. */
  public Set<String> ids() {
    return ids;
  }

  /** The ids that the event names in any other role, those of annotators among them. */
  public Set<String> others() {
    return others;
  }

  /** Whether an agent is a person who annotates. */
  public static boolean annotates(Agent agent) {
    return agent.type() == AgentType.PERSON && isAnnotator(agent.role());
  }

  private static boolean isAnnotator(String role) {
    String before = "";
    for (String part : GAP.split(role.substring(0, Math.min(role.length(), ROLE_CHARS)))) {
      String word = singular(part.toLowerCase(Locale.ROOT));
      if (WORDS.contains(word) || WORDS.contains(before + word)) {
        return true;
      }
      before = word;
    }
    return false;
  }

  private static String singular(String word) {
    return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  /** Whether the event names annotators, but too few to list them. */
  public boolean areFew() {
    return !ids.isEmpty() && ids.size() < LEAST;
  }

  /** Whether the entry of an agent must not be listed. */
  public boolean withholds(Agent agent) {
    return areFew() && annotates(agent);
  }

  /**
   * Whether an id must not be shown where something is attributed to it. An id that the event also
   * names in another role may be: its other role says nothing of the group.
   */
  public boolean withholds(String id) {
    return areFew() && ids.contains(id) && !others.contains(id);
  }
}
