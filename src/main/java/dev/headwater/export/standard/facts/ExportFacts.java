package dev.headwater.export.standard.facts;

import dev.headwater.export.Bounded;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import java.util.List;
import java.util.Optional;

/**
 * The facts that a document of a standard is made of: what events say about one asset and about
 * what it descends from. It holds no time of reading, so the same facts give the same document.
 *
 * @param summary what is known of the asset
 * @param syntheses events that make it synthetic, the latest first; the next three lists have the
 *     same order. In each event, the asset is the only output. Each list may be the beginning of a
 *     longer one
 * @param trainings events that train it
 * @param others other events that make it
 * @param documents DOCUMENT events about it
 * @param ancestors what it descends from, by distance, then by URN; without the asset itself
 * @param links the edges between the ancestors, and into the asset
 * @param leftOut what the lists above lack, one sentence each; empty if they lack nothing
 */
public record ExportFacts(
    AssetSummary summary,
    Bounded<LineageEvent> syntheses,
    Bounded<LineageEvent> trainings,
    Bounded<LineageEvent> others,
    Bounded<LineageEvent> documents,
    List<Ancestor> ancestors,
    List<Link> links,
    List<String> leftOut) {
  public ExportFacts {
    ancestors = List.copyOf(ancestors);
    links = List.copyOf(links);
    leftOut = List.copyOf(leftOut);
  }

  /** The asset that the document is about. */
  public Asset asset() {
    return summary.asset();
  }

  /**
   * An asset that the asset descends from.
   *
   * @param asset the ancestor
   * @param distance in edges
   * @param state empty if no event on record names it but as an input, or if it was not read
   */
  public record Ancestor(Asset asset, int distance, Optional<State> state) {}

  /**
   * What is known of an ancestor.
   *
   * @param synthetic whether it is synthetic
   * @param documentation the verdict on its documentation
   * @param missing the conditions of documentation that do not hold
   * @param originKnown whether an event says where it comes from
   */
  public record State(
      Synthetic synthetic,
      Documentation documentation,
      List<Condition> missing,
      boolean originKnown) {
    public State {
      missing = List.copyOf(missing);
    }
  }

  /**
   * One way in which an asset went into another.
   *
   * @param from the input
   * @param to the output
   * @param role of the input
   * @param activity the type of the event
   * @param run the run of the latest of these events
   * @param inferred whether the edge is only inferred from the inputs and outputs of a run
   */
  public record Link(
      Asset from, Asset to, Role role, EventType activity, String run, boolean inferred) {}
}
