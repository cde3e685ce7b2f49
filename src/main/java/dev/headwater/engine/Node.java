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
 * An asset as its owner knows it: what must be at hand at each change. Everything that grows with
 * the number of events or neighbours is kept in rows of its own.
 *
 * @param asset the asset
 * @param tally over its live contributions
 * @param latestTraining the latest live TRAIN event that made it
 * @param reclassified what the latest live reclassification says, if there is one
 * @param carryingOut live edges out of it that carry exposure
 * @param waivers granted to it
 * @param registers what it is, or was, an origin of
 * @param exposures over its exposures, its own included
 * @param openAlerts alerts that are open with it as the subject
 * @param revisions how often its facts have changed
 */
public record Node(
    Asset asset,
    Tally tally,
    Optional<Stamp> latestTraining,
    Optional<Boolean> reclassified,
    long carryingOut,
    List<Waiver> waivers,
    Map<OriginKind, Register> registers,
    ExposureCounts exposures,
    int openAlerts,
    Revisions revisions) {

  /**
   * Counters that only grow, so that a reader of many assets notices what changed under it.
   *
   * @param events changes of what is known of its events
   * @param facts changes of what a gate decides by: edges into it, documents, and whether any event
   *     makes a statement at all. Another event that states the same does not count
   */
  public record Revisions(long events, long facts) {
    /** Of an asset whose facts have not changed yet. */
    public static final Revisions NONE = new Revisions(0, 0);
  }

  public Node {
    waivers = List.copyOf(waivers);
    registers = Map.copyOf(registers);
  }

  static Node of(Asset asset) {
    return new Node(
        asset,
        Tally.NOTHING,
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        Map.of(),
        new ExposureCounts(0, 0, 0, 0),
        0,
        Revisions.NONE);
  }

  /** What the asset is as an origin of {@code kind} now. */
  public OriginStatus status(OriginKind kind) {
    Register register = registers.get(kind);
    return register == null ? OriginStatus.NEVER : register.status();
  }

  /** The end of the longest waiver of {@code rule} for what comes from {@code origin}. */
  public Optional<Instant> waivedUntil(RuleName rule, Asset origin) {
    return waivers.stream()
        .filter(waiver -> waiver.concerns(rule, origin))
        .map(Waiver::until)
        .max(Instant::compareTo);
  }

  /** The end of the longest waiver that holds for the exposure at {@code now}, if one does. */
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

  /** The same with other counts. */
  public Node withTally(Tally changed, Optional<Stamp> training) {
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
        revisions);
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
        revisions);
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
        revisions);
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
        revisions);
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
        revisions);
  }

  /** The same after a change of what is known of its events. */
  Node afterEvent() {
    return withRevisions(new Revisions(revisions.events() + 1, revisions.facts()));
  }

  /** The same after a change of what a gate decides by. */
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
        changed);
  }
}
