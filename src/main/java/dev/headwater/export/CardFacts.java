package dev.headwater.export;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a card is made of: what was read of one asset, each list the beginning of what there is.
 *
 * @param summary what is known of it
 * @param versions assets of the same name, itself included
 * @param gate whether it may be used
 * @param syntheses events that make it synthetic, the latest first; so are the next three
 * @param trainings events that train it
 * @param others other events that make it
 * @param documents DOCUMENT events about it
 * @param trainingData what is known of datasets that it was trained on
 * @param origins what it is exposed to, in the order in which it is to be listed
 * @param usedBy assets that it went into
 * @param openAlerts open alerts about it
 * @param standing how far what was read can be relied on
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
    Standing standing) {
  public CardFacts {
    trainingData = Collections.unmodifiableSortedMap(new TreeMap<>(trainingData));
  }

  Asset asset() {
    return summary.asset();
  }

  /**
   * How far what was read can be relied on.
   *
   * @param asOf when it was read
   * @param moment whose events count; of the past, alerts are not known
   * @param gaps why there may be more than was read, a sentence each; empty: everything was read
   *     that had been sent before
   * @param applied how far each partition had come that was read
   */
  public record Standing(Instant asOf, Moment moment, List<String> gaps, List<Applied> applied) {
    public Standing {
      gaps = List.copyOf(gaps);
      applied = List.copyOf(applied);
    }

    /** The time by which waivers are judged. */
    Instant judgedAt() {
      return moment.judgedAt(asOf);
    }
  }

  /**
   * How far a partition had come.
   *
   * @param partition its number
   * @param events offset in the events topic of the next record to apply
   * @param graph offset in the graph topic of the next record to apply
   */
  public record Applied(int partition, long events, long graph) {}
}
