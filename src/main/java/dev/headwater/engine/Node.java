package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.OriginStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An asset's own row at its owner: what each change needs. Everything that grows with the number of
 * events or neighbours has rows of its own.
 *
 * @param asset the asset
 * @param tally counts over its live contributions
 * @param latestTraining the latest live TRAIN event that made it
 * @param reclassified the value of the latest live reclassification, if there is one
 * @param carryingOut the number of live edges out of it that carry exposures
 * @param waivers the waivers granted to it
 * @param registers the kinds of origin that it is, or was
 * @param exposures counts over its exposures, including its own
 * @param openAlerts the number of open alerts with the asset as subject
 * @param representation bookkeeping for the rules about who is represented in it
 * @param revisions how often its facts have changed
 * @param searches of the loops that it is the model of
 */
public record Node(
    Asset asset,
    ContributionCounts tally,
    Optional<Stamp> latestTraining,
    Optional<Boolean> reclassified,
    long carryingOut,
    List<Waiver> waivers,
    Map<OriginKind, Register> registers,
    ExposureCounts exposures,
    int openAlerts,
    Represented representation,
    Revisions revisions,
    Searches searches) {

  /**
   * Counters that only grow. A reader of many assets compares them to detect changes during its
   * read.
   *
   * @param events changes of the asset's contributions
   * @param facts changes of what a gate needs: edges into the asset, documents, synthesis profiles,
   *     and whether any event makes a statement at all. Another event with the same statement does
   *     not count
   */
  public record Revisions(long events, long facts) {
    /** The counters of an asset whose facts have not changed yet. */
    public static final Revisions NONE = new Revisions(0, 0);
  }

  /**
   * The searches of the loops that an asset is the model of.
   *
   * @param latestEpoch the highest epoch that any of them ever had
   * @param underWay how many there are now
   */
  public record Searches(long latestEpoch, int underWay) {
    /** The searches of an asset that never had one. */
    public static final Searches NONE = new Searches(0, 0);
  }

  public Node {
    waivers = List.copyOf(waivers);
    registers = Map.copyOf(registers);
  }

  static Node of(Asset asset) {
    return new Node(
        asset,
        ContributionCounts.NOTHING,
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        Map.of(),
        new ExposureCounts(0, 0, 0, 0),
        0,
        Represented.NOT,
        Revisions.NONE,
        Searches.NONE);
  }

  /** The current status of the asset as an origin of {@code kind}. */
  public OriginStatus status(OriginKind kind) {
    Register register = registers.get(kind);
    return register == null ? OriginStatus.NEVER : register.status();
  }

  /** The end of the longest waiver of {@code rule} for the cause {@code origin}. */
  public Optional<Instant> waivedUntil(RuleName rule, Asset origin) {
    return waivers.stream()
        .filter(waiver -> waiver.concerns(rule, origin))
        .map(Waiver::until)
        .max(Instant::compareTo);
  }

  /** The end of the longest waiver that holds for the exposure at {@code now}, if there is one. */
  public Optional<Instant> waived(Exposure exposure, Instant now) {
    Optional<RuleName> inheriting =
        switch (exposure.origin().kind()) {
          case SYNTHETIC -> Optional.of(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
          case UNKNOWN -> Optional.of(RuleName.TRAINED_ON_UNKNOWN_ORIGIN);
          case INCOMPLETE -> Optional.empty();
        };
    return Rule.waived(
        now,
        exposure.status().waivedUntil(),
        inheriting.flatMap(rule -> waivedUntil(rule, exposure.origin().asset())));
  }

  /** Returns the same row with other counts and another latest training. */
  public Node withTally(ContributionCounts changed, Optional<Stamp> training) {
    return new Node(
        asset,
        changed,
        training,
        reclassified,
        carryingOut,
        waivers,
        registers,
        exposures,
        openAlerts,
        representation,
        revisions,
        searches);
  }

  Node withCarryingOut(long changed) {
    return new Node(
        asset,
        tally,
        latestTraining,
        reclassified,
        changed,
        waivers,
        registers,
        exposures,
        openAlerts,
        representation,
        revisions,
        searches);
  }

  Node withDocuments(Optional<Boolean> reclassifiedNow, List<Waiver> waiversNow) {
    return new Node(
        asset,
        tally,
        latestTraining,
        reclassifiedNow,
        carryingOut,
        waiversNow,
        registers,
        exposures,
        openAlerts,
        representation,
        revisions,
        searches);
  }

  Node withRegister(OriginKind kind, Register register) {
    Map<OriginKind, Register> changed = new EnumMap<>(OriginKind.class);
    changed.putAll(registers);
    changed.put(kind, register);
    return new Node(
        asset,
        tally,
        latestTraining,
        reclassified,
        carryingOut,
        waivers,
        changed,
        exposures,
        openAlerts,
        representation,
        revisions,
        searches);
  }

  Node withCounts(ExposureCounts counts, int alerts) {
    return new Node(
        asset,
        tally,
        latestTraining,
        reclassified,
        carryingOut,
        waivers,
        registers,
        counts,
        alerts,
        representation,
        revisions,
        searches);
  }

  Node withRepresentation(Represented changed) {
    return new Node(
        asset,
        tally,
        latestTraining,
        reclassified,
        carryingOut,
        waivers,
        registers,
        exposures,
        openAlerts,
        changed,
        revisions,
        searches);
  }

  /**
   * Returns the same row with the next epoch for a search.
   *
   * @param more how many more searches are under way then
   */
  Node withNextSearch(int more) {
    return new Node(
        asset,
        tally,
        latestTraining,
        reclassified,
        carryingOut,
        waivers,
        registers,
        exposures,
        openAlerts,
        representation,
        revisions,
        new Searches(searches.latestEpoch() + 1, searches.underWay() + more));
  }

  /**
   * Whether the asset is collected data: ingested, and not said to contain synthetic data. A
   * reclassification overrides what its INGEST events say. A DOCUMENT that says that the data
   * contains synthetic data counts for all of them.
   */
  boolean isCollected() {
    return reclassified
        .map(synthetic -> !synthetic && tally.ingests() > 0)
        .orElse(tally.ingests() > tally.syntheticIngests() && tally.syntheticAnswers() == 0);
  }

  /** Returns the same row after a change of the asset's contributions. */
  Node afterEvent() {
    return withRevisions(new Revisions(revisions.events() + 1, revisions.facts()));
  }

  /** Returns the same row after a change of what a gate needs. */
  Node afterFactsChange() {
    return withRevisions(new Revisions(revisions.events(), revisions.facts() + 1));
  }

  private Node withRevisions(Revisions changed) {
    return new Node(
        asset,
        tally,
        latestTraining,
        reclassified,
        carryingOut,
        waivers,
        registers,
        exposures,
        openAlerts,
        representation,
        changed,
        searches);
  }
}
