package dev.headwater.export;

import dev.headwater.model.AssetKind;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Train;
import dev.headwater.representation.TargetShare;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Builds the section that answers for a model: how was it trained, for which use, and does the
 * training data reach the shares that this use asks for?
 */
final class TrainingSection {
  private static final int TRAININGS = 5;
  private static final int HYPERPARAMETERS = 40;
  private static final int TARGETS = 15;

  private TrainingSection() {}

  static Section of(CardFacts facts) {
    return Section.of(
        "training",
        "Training",
        note(facts),
        new Field(
            "trainings",
            "Trainings",
            Facts.blocks(facts.trainings(), TRAININGS, event -> block(event, facts))));
  }

  private static String note(CardFacts facts) {
    if (facts.asset().kind() == AssetKind.DATASET) {
      return "Does not apply: a dataset is not trained.";
    }
    return facts.trainings().items().isEmpty()
        ? "No event on record trains it."
        : "Shares are of the records of the training data as far as it is on record; what a base"
            + " model was trained on is not in them.";
  }

  private static Fact.Group block(LineageEvent event, CardFacts facts) {
    Optional<Train> train = event.train();
    Optional<IntendedUse> use = train.flatMap(Train::intendedUse);
    List<TargetShare> shares =
        TargetShares.of(
            facts.asset(),
            facts.trainings().items(),
            facts.trainings().total() > facts.trainings().items().size(),
            use.map(IntendedUse::targets).orElse(List.of()),
            facts.trainingData());
    List<Field> fields = new ArrayList<>(MakingSection.reference(event));
    fields.add(new Field("stage", "Stage", Facts.text(train.map(Train::stage).orElse(""))));
    fields.add(
        new Field(
            "intendedUse",
            "Intended use",
            Facts.text(use.map(IntendedUse::description).orElse(""))));
    fields.add(
        new Field("users", "Intended users", Facts.text(use.map(IntendedUse::users).orElse(""))));
    fields.add(
        new Field(
            "hyperparameters",
            "Hyperparameters",
            Facts.map(
                train.map(Train::hyperparameters).orElse(Collections.emptySortedMap()),
                HYPERPARAMETERS)));
    fields.add(number("targetsReached", "Targets reached", shares, TargetShare.Outcome.REACHED));
    fields.add(number("targetsMissed", "Targets missed", shares, TargetShare.Outcome.MISSED));
    fields.add(
        number("targetsNotKnown", "Targets not known", shares, TargetShare.Outcome.NOT_KNOWN));
    fields.add(
        new Field(
            "targets",
            "Targets, the worst first",
            Facts.tableOrNotStated(shares, TARGETS, TrainingSection::row)));
    return new Fact.Group(fields);
  }

  private static Field number(
      String key, String label, List<TargetShare> shares, TargetShare.Outcome outcome) {
    long number = shares.stream().filter(share -> share.outcome() == outcome).count();
    return new Field(key, label, shares.isEmpty() ? Fact.NOT_STATED : new Fact.Count(number));
  }

  /** Whether anything is known of it: a share between 0 and 1 is no statement. */
  private static boolean isKnown(TargetShare share) {
    return share.share().low() > 0 || share.share().high() < 1;
  }

  private static Fact.Group row(TargetShare share) {
    return Fact.Group.of(
        new Field("dimension", "Dimension", Facts.code(share.measure().dimension())),
        new Field("category", "Category", Facts.code(share.category())),
        new Field("minimumShare", "Minimum share", new Fact.Share(share.minimum())),
        new Field(
            "share",
            "Share in the training data",
            isKnown(share) ? new Fact.Share(share.share().low()) : Fact.NOT_STATED),
        new Field("outcome", "Outcome", Facts.code(share.outcome())));
  }
}
