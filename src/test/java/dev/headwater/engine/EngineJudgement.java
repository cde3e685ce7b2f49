package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import dev.headwater.oracle.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * What the engine makes of events, for tests of other packages.
 *
 * @param summary of the asset
 * @param syntheses its live synthesis events, the latest first
 * @param documents the live documents about it, the latest first
 * @param originKnown whether a live event says where it comes from
 */
public record EngineJudgement(
    AssetSummary summary,
    List<LineageEvent> syntheses,
    List<LineageEvent> documents,
    boolean originKnown) {
  private static final int MAX_STEPS = 100_000;
  private static final int MOST = 1_000;

  /** Feeds the events to an engine with the default policy, and reads an asset that they name. */
  public static EngineJudgement of(Asset asset, List<LineageEvent> events) {
    EngineCluster cluster =
        new EngineCluster(new Random(1), 2, 100, MAX_STEPS, Fault.NONE, Policy.DEFAULT);
    cluster.feed(
        events.stream().map(event -> new Arrival(event, Instant.EPOCH.plusSeconds(1))).toList());
    MemoryState state = cluster.owner(asset);
    return new EngineJudgement(
        Summaries.of(state, asset).orElseThrow(),
        live(state, asset, ContributionKind.SYNTHESIS),
        live(state, asset, ContributionKind.DOCUMENT),
        AssetFacts.of(state, Policy.DEFAULT, asset).originKnown());
  }

  private static List<LineageEvent> live(View view, Asset asset, ContributionKind kind) {
    return view.contributions(asset, kind, MOST).stream().map(Contribution::event).toList();
  }
}
