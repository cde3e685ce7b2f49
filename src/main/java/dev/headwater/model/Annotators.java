package dev.headwater.model;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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

  /** What separates words: all but letters, and the step from a small letter to a capital one. */
  private static final Pattern GAP = Pattern.compile("\\P{L}+|(?<=\\p{Ll})(?=\\p{Lu})");

  private final Set<String> ids;

  /**
   * The ids that must not be shown: none if the group is large enough. An id that the event also
   * names in another role is not among them, because its other role says nothing of the group.
   */
  private final Set<String> withheld;

  private Annotators(Set<String> ids, Set<String> withheld) {
    this.ids = ids;
    this.withheld = withheld;
  }

  /** The annotators among the agents of one event. */
  public static Annotators of(List<Agent> agents) {
    Set<String> ids = new TreeSet<>();
    Set<String> others = new HashSet<>();
    for (Agent agent : agents) {
      (annotates(agent) ? ids : others).add(agent.id());
    }
    Set<String> withheld = new TreeSet<>();
    if (ids.size() < LEAST) {
      withheld.addAll(ids);
      withheld.removeAll(others);
    }
    return new Annotators(ids, withheld);
  }

  /** Whether an agent is a person who annotates. */
  public static boolean annotates(Agent agent) {
    return agent.type() == AgentType.PERSON && isAnnotator(agent.role());
  }

  private static boolean isAnnotator(String role) {
    String before = "";
    for (String part : GAP.split(role)) {
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

  /** Whether an id must not be shown where something is attributed to it. */
  public boolean withholds(String id) {
    return withheld.contains(id);
  }
}
