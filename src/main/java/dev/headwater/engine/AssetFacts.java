package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The facts about one asset that a gate needs: what live events say of it. The asset's owner has
 * these facts as soon as it has processed the event. None of them travels along the graph.
 *
 * @param asset the asset
 * @param originKnown whether an event says where it comes from
 * @param collected whether an event says so without naming inputs of which it was made: an ingest,
 *     a synthesis, or a document that names a source
 * @param synthetic whether it is itself synthetic
 * @param documentation the verdict on its synthesis records; NOT_APPLICABLE if it is not synthetic
 * @param missing the conditions that do not hold
 * @param inputsIncomplete whether an event that made it says that it does not name all inputs
 * @param inputsNotAsserted whether an event that made it does not say whether it names all inputs
 * @param syntheticNotStated whether it is not clear if the asset contains synthetic data: an ingest
 *     does not say it, and no document says it instead; or a document says that it does, and no
 *     event records how that data was made
 * @param sourceNotStated whether an ingest names no source, and no document names one instead
 * @param waivers the waivers granted to it
 * @param gated whether the policy's gate lists rules about representation in some namespace
 * @param broken the rules that the gate lists for the asset's namespace and of which the asset has
 *     an open alert. Alerts follow from the facts a moment later
 * @param unfit whether an alert is open that its training data cannot reach the shares that its
 *     intended use requires. Such an alert, too, follows a moment later
 */
public record AssetFacts(
    Asset asset,
    boolean originKnown,
    boolean collected,
    boolean synthetic,
    Documentation documentation,
    List<Condition> missing,
    boolean inputsIncomplete,
    boolean inputsNotAsserted,
    boolean syntheticNotStated,
    boolean sourceNotStated,
    List<Waiver> waivers,
    boolean gated,
    Set<RuleName> broken,
    boolean unfit) {

  public AssetFacts {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(documentation, "documentation");
    missing = List.copyOf(missing);
    waivers = List.copyOf(waivers);
    broken = Set.copyOf(broken);
  }

  /** The facts about an asset that no event names. */
  public static AssetFacts none(Asset asset) {
    return new AssetFacts(
        asset,
        false,
        false,
        false,
        Documentation.NOT_APPLICABLE,
        List.of(),
        false,
        false,
        false,
        false,
        List.of(),
        false,
        Set.of(),
        false);
  }

  /**
   * Reads the facts from the asset's own rows, but not from its registers: those are updated a
   * moment after the facts.
   */
  public static AssetFacts of(View view, Policy policy, Asset asset) {
    return view.node(asset)
        .map(node -> of(node, Documents.of(view, asset), policy))
        .orElseGet(() -> none(asset));
  }

  private static AssetFacts of(Node node, Documents documents, Policy policy) {
    Asset asset = node.asset();
    ContributionCounts tally = node.tally();
    boolean made = tally.syntheses() > 0;
    boolean synthetic = asset.kind() == AssetKind.DATASET && documents.reclassified().orElse(made);
    Documentation documentation = Documentation.NOT_APPLICABLE;
    List<Condition> missing = List.of();
    if (synthetic) {
      Assessment assessment = documents.assess(policy);
      documentation = assessment.documentation();
      missing = assessment.missing();
    }
    return new AssetFacts(
        asset,
        policy.originKnown(node),
        tally.collected(),
        synthetic,
        documentation,
        missing,
        tally.incomplete() > 0,
        tally.unasserted() > 0,
        tally.syntheticNotAnswered()
            || (!synthetic && documents.reclassified().isEmpty() && tally.syntheticAnswers() > 0),
        tally.sourceNotStated(),
        documents.waivers(),
        policy.gatesSomewhere(),
        Set.of(),
        false);
  }

  /**
   * Returns the same facts with what open alerts on the asset say.
   *
   * @param rules those that the gate lists and that have an open alert
   * @param unfitNow whether FITNESS_GAP has one
   */
  public AssetFacts withAlerts(Set<RuleName> rules, boolean unfitNow) {
    return new AssetFacts(
        asset,
        originKnown,
        collected,
        synthetic,
        documentation,
        missing,
        inputsIncomplete,
        inputsNotAsserted,
        syntheticNotStated,
        sourceNotStated,
        waivers,
        gated,
        rules,
        unfitNow);
  }

  /** Whether it is synthetic and not documented. */
  boolean isUndocumented() {
    return synthetic && documentation != Documentation.DOCUMENTED;
  }

  /** Whether it is a dataset, and no event says where it comes from. */
  public boolean isUnknown() {
    return asset.kind() == AssetKind.DATASET && !originKnown;
  }

  /** Whether a waiver of {@code rule} for the cause {@code origin} holds at {@code now}. */
  boolean waives(RuleName rule, Asset origin, Instant now) {
    return waivers.stream()
        .anyMatch(waiver -> waiver.concerns(rule, origin) && now.isBefore(waiver.until()));
  }

  /** The ends of the waivers of {@code rule} for the cause {@code origin}. */
  Stream<Instant> waiverEnds(RuleName rule, Asset origin) {
    return waivers.stream().filter(waiver -> waiver.concerns(rule, origin)).map(Waiver::until);
  }
}
