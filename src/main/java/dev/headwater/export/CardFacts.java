package dev.headwater.export;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.representation.Representation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts that a card is made of: what was read of one asset. Each list may be the beginning of a
 * longer one.
 *
 * @param summary what is known of the asset
 * @param versions assets of the same name, including this one
 * @param gate whether it may be used
 * @param syntheses events that make it synthetic, the latest first; the next three lists have the
 *     same order
 * @param trainings events that train it
 * @param others other events that make it
 * @param documents DOCUMENT events about it
 * @param trainingData what is known of the datasets that it was trained on
 * @param origins what it is exposed to, in the order of the list on the card
 * @param usedBy assets that were made from it
 * @param openAlerts open alerts about it
 * @param derived what follows about its representation
 * @param standing how far a reader can rely on what was read
 */
public record CardFacts(
    AssetSummary summary,
    Bounded<Asset> versions,
    GateAnswer gate,
    Bounded<LineageEvent> syntheses,
    Bounded<LineageEvent> trainings,
    Bounded<LineageEvent> others,
    Bounded<LineageEvent> documents,
    SortedMap<Asset, AssetSummary> trainingData,
    Bounded<ExposedTo> origins,
    Bounded<Asset> usedBy,
    Bounded<Alert> openAlerts,
    Derived derived,
    Standing standing) {
  public CardFacts {
    trainingData = Collections.unmodifiableSortedMap(new TreeMap<>(trainingData));
  }

  /** Facts of an asset about whose representation nothing follows. */
  public CardFacts(
      AssetSummary summary,
      Bounded<Asset> versions,
      GateAnswer gate,
      Bounded<LineageEvent> syntheses,
      Bounded<LineageEvent> trainings,
      Bounded<LineageEvent> others,
      Bounded<LineageEvent> documents,
      SortedMap<Asset, AssetSummary> trainingData,
      Bounded<ExposedTo> origins,
      Bounded<Asset> usedBy,
      Bounded<Alert> openAlerts,
      Standing standing) {
    this(
        summary,
        versions,
        gate,
        syntheses,
        trainings,
        others,
        documents,
        trainingData,
        origins,
        usedBy,
        openAlerts,
        new Derived(List.of(), true),
        standing);
  }

  /**
   * What follows about the representation of an asset from what is declared of its inputs.
   *
   * @param items only those that no event declares
   * @param whole whether everything was read that it follows from. What was not read counts as not
   *     known
   */
  public record Derived(List<Representation> items, boolean whole) {
    public Derived {
      items = List.copyOf(items);
    }
  }

  Asset asset() {
    return summary.asset();
  }

  /**
   * How far a reader can rely on what was read.
   *
   * @param asOf when it was read
   * @param moment decides which events count; alerts are known only for the present
   * @param gaps reasons why there may be more than was read, one sentence each. If empty,
   *     everything that was sent before was read
   * @param applied the progress of each partition that was read
   */
  public record Standing(Instant asOf, Moment moment, List<String> gaps, List<Applied> applied) {
    public Standing {
      gaps = List.copyOf(gaps);
      applied = List.copyOf(applied);
    }

    /** The time at which waivers are judged. */
    Instant judgedAt() {
      return moment.judgedAt(asOf);
    }
  }

  /**
   * How far a partition was processed.
   *
   * @param partition its number
   * @param events offset of the next record to apply in the events topic
   * @param graph offset of the next record to apply in the graph topic
   */
  public record Applied(int partition, long events, long graph) {}
}
