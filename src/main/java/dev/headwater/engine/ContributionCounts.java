package dev.headwater.engine;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Role;
import dev.headwater.model.Train;
import java.util.List;
import java.util.Optional;

/**
 * Counts over the live contributions to one asset. They answer questions about the asset without
 * reading its contributions. They do not depend on the policy, because the policy may change at a
 * restart.
 *
 * @param live all live contributions
 * @param known contributions that say where the asset comes from
 * @param syntheses contributions that make it synthetic
 * @param incomplete contributions that make it and say that they do not name all inputs
 * @param notSynthetic contributions that say that it contains no synthetic data
 * @param trainings TRAIN events
 * @param documents DOCUMENT events
 * @param unasserted contributions that make it and do not say whether they name all inputs
 * @param silent INGEST events that do not say whether the data contains synthetic data
 * @param answers DOCUMENT events that say whether the data contains synthetic data
 * @param unsourced contributions in {@code known} that are INGEST events which name neither a
 *     source nor another input
 * @param sources DOCUMENT events whose {@code ingest} names a source
 * @param declarations contributions that make it and declare its composition
 * @param targets TRAIN events that state targets for who is represented
 * @param decided contributions that name decisions
 * @param ingests INGEST events
 * @param syntheticIngests INGEST events that say that the data contains synthetic data
 * @param syntheticAnswers DOCUMENT events that say that the data contains synthetic data
 */
public record ContributionCounts(
    long live,
    long known,
    long syntheses,
    long incomplete,
    long notSynthetic,
    long trainings,
    long documents,
    long unasserted,
    long silent,
    long answers,
    long unsourced,
    long sources,
    long declarations,
    long targets,
    long decided,
    long ingests,
    long syntheticIngests,
    long syntheticAnswers) {

  static final ContributionCounts NOTHING =
      new ContributionCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The counts of one event, for one of its outputs or its document's target. */
  static ContributionCounts of(LineageEvent event, Asset asset) {
    boolean document = event.type() == EventType.DOCUMENT;
    return new ContributionCounts(
        1,
        one(saysWhereFrom(event, asset)),
        one(makesSynthetic(event, asset)),
        one(!document && event.inputsComplete() == Completeness.INCOMPLETE),
        one(saysNotSynthetic(event)),
        one(event.type() == EventType.TRAIN),
        one(document),
        one(!document && event.inputsComplete() == Completeness.NO_ASSERTION),
        one(isSilent(event)),
        one(answersSynthetic(event.document().flatMap(Document::ingest))),
        one(isUnsourced(event, asset)),
        one(document && namesSource(event)),
        one(declaresComposition(event)),
        one(statesTargets(event)),
        one(!event.decisions().isEmpty()),
        one(event.type() == EventType.INGEST),
        one(event.type() == EventType.INGEST && saysSynthetic(event)),
        one(saysYes(event.document().flatMap(Document::ingest))));
  }

  /** The event of a contribution has only the asset among its outputs. A document has none. */
  private static boolean declaresComposition(LineageEvent event) {
    return event.outputs().stream().anyMatch(output -> !output.composition().isEmpty());
  }

  private static boolean statesTargets(LineageEvent event) {
    return event
        .train()
        .flatMap(Train::intendedUse)
        .filter(use -> !use.targets().isEmpty())
        .isPresent();
  }

  /** A synthesis payload says that the data is synthetic, so it is an answer. */
  private static boolean isSilent(LineageEvent event) {
    return event.type() == EventType.INGEST
        && event.synthesize().isEmpty()
        && !answersSynthetic(event.ingest());
  }

  private static boolean answersSynthetic(Optional<Ingest> ingest) {
    return ingest.map(Ingest::containsSynthetic).orElse(Answer.UNKNOWN) != Answer.UNKNOWN;
  }

  /** Which statements are made at all, regardless of how often. The gate depends on these. */
  List<Boolean> statements() {
    return List.of(
        known > 0,
        known > unsourced,
        syntheses > 0,
        incomplete > 0,
        unasserted > 0,
        silent > 0,
        answers > 0,
        unsourced > 0,
        sources > 0,
        ingests > 0,
        syntheticAnswers > 0);
  }

  /** Whether the event is a synthesis record of the asset. */
  static boolean makesSynthetic(LineageEvent event, Asset asset) {
    if (asset.kind() != AssetKind.DATASET) {
      return false;
    }
    return switch (event.type()) {
      case SYNTHESIZE -> true;
      case TRANSFORM ->
          event.synthesize().isPresent()
              || event.inputs().stream().anyMatch(ContributionCounts::generates);
      case INGEST -> saysSynthetic(event);
      case CLEAN, TRAIN, DOCUMENT, RETRACT -> false;
    };
  }

  /** Whether an INGEST event says that the data contains synthetic data. */
  private static boolean saysSynthetic(LineageEvent event) {
    return event.synthesize().isPresent() || saysYes(event.ingest());
  }

  private static boolean saysYes(Optional<Ingest> ingest) {
    return ingest.map(Ingest::containsSynthetic).filter(Answer.YES::equals).isPresent();
  }

  private static boolean generates(Input input) {
    return input.role() == Role.GENERATOR || input.role() == Role.TRANSLATOR;
  }

  private static boolean saysWhereFrom(LineageEvent event, Asset asset) {
    return switch (event.type()) {
      case INGEST, SYNTHESIZE -> true;
      case CLEAN, TRANSFORM, TRAIN -> hasOtherInput(event, asset);
      case DOCUMENT -> hasOtherInput(event, asset) || namesSourceUri(event);
      case RETRACT -> false;
    };
  }

  private static boolean hasOtherInput(LineageEvent event, Asset asset) {
    return event.inputs().stream().anyMatch(input -> !input.asset().equals(asset));
  }

  private static boolean namesSourceUri(LineageEvent event) {
    return event
        .document()
        .flatMap(Document::ingest)
        .filter(ingest -> Placeholder.counts(ingest.sourceUri()))
        .isPresent();
  }

  private static boolean isUnsourced(LineageEvent event, Asset asset) {
    return event.type() == EventType.INGEST && !hasOtherInput(event, asset) && !namesSource(event);
  }

  private static boolean namesSource(LineageEvent event) {
    return event
        .document()
        .flatMap(Document::ingest)
        .or(event::ingest)
        .filter(Ingest::namesSource)
        .isPresent();
  }

  private static boolean saysNotSynthetic(LineageEvent event) {
    Optional<Ingest> ingest = event.document().flatMap(Document::ingest).or(event::ingest);
    return ingest.map(Ingest::containsSynthetic).filter(Answer.NO::equals).isPresent();
  }

  /**
   * Whether an ingest does not say if the data contains synthetic data, and no document says it.
   */
  public boolean syntheticNotAnswered() {
    return silent > 0 && answers == 0;
  }

  /** Whether an event says where the asset comes from, other than by naming inputs. */
  public boolean collected() {
    return ingests > 0 || syntheses > 0 || sources > 0;
  }

  /** Whether an ingest names no source, and no document names one instead. */
  public boolean sourceNotStated() {
    return unsourced > 0 && sources == 0;
  }

  /**
   * Whether a live event says where the asset comes from.
   *
   * @param requireSource whether an ingest must name a source to say so
   */
  public boolean originKnown(boolean requireSource) {
    return requireSource && sourceNotStated() ? known > unsourced : known > 0;
  }

  /** The number of live contributions of one kind. */
  public long count(ContributionKind kind) {
    return switch (kind) {
      case SYNTHESIS -> syntheses;
      case DOCUMENT -> documents;
      case TRAINING -> trainings;
      case OTHER -> live - syntheses - documents - trainings;
    };
  }

  ContributionCounts plus(ContributionCounts other, int sign) {
    return new ContributionCounts(
        live + sign * other.live,
        known + sign * other.known,
        syntheses + sign * other.syntheses,
        incomplete + sign * other.incomplete,
        notSynthetic + sign * other.notSynthetic,
        trainings + sign * other.trainings,
        documents + sign * other.documents,
        unasserted + sign * other.unasserted,
        silent + sign * other.silent,
        answers + sign * other.answers,
        unsourced + sign * other.unsourced,
        sources + sign * other.sources,
        declarations + sign * other.declarations,
        targets + sign * other.targets,
        decided + sign * other.decided,
        ingests + sign * other.ingests,
        syntheticIngests + sign * other.syntheticIngests,
        syntheticAnswers + sign * other.syntheticAnswers);
  }

  private static long one(boolean holds) {
    return holds ? 1 : 0;
  }
}
