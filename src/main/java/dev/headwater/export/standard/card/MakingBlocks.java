package dev.headwater.export.standard.card;

import static dev.headwater.export.standard.card.MarkdownPage.NOT_STATED;
import static dev.headwater.export.standard.card.MarkdownPage.amount;
import static dev.headwater.export.standard.card.MarkdownPage.code;
import static dev.headwater.export.standard.card.MarkdownPage.count;
import static dev.headwater.export.standard.card.MarkdownPage.words;

import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.model.Annotation;
import dev.headwater.model.Answer;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Completeness;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes as Markdown how an asset was made: events, inputs, cleaning, training, collection. */
final class MakingBlocks {
  private final MarkdownPage page;
  private final ExportFacts facts;
  private final List<LineageEvent> makers;

  MakingBlocks(MarkdownPage page, ExportFacts facts) {
    this.page = page;
    this.facts = facts;
    this.makers = new Statements(facts).makers();
  }

  /** Writes the events that make the asset, and what went into them. */
  void activities() {
    if (makers.isEmpty()) {
      page.paragraph("No event on record makes it.");
    } else {
      page.table(
          "Events, the latest first",
          List.of("Activity", "Time", "Event", "Job", "Run", "Producer", "All inputs named"),
          makers.stream().map(MakingBlocks::event).toList());
      page.table(
          "Inputs of these events",
          List.of("Event", "Asset", "Role", "Records", "Weight", "SHA-256", "Inferred"),
          makers.stream()
              .flatMap(event -> event.inputs().stream().map(input -> input(event, input)))
              .toList());
    }
    page.cut("Synthesis events", facts.syntheses());
    page.cut("Training events", facts.trainings());
    page.cut("Other events", facts.others());
    makers.forEach(this::cleaning);
    makers.forEach(this::transformation);
  }

  private static List<String> event(LineageEvent event) {
    return List.of(
        code(event.type().name()),
        event.eventTime().toString(),
        code(event.eventId().toString()),
        code(event.job().urn()),
        code(event.run()),
        code(event.producer()),
        complete(event.inputsComplete()));
  }

  static String complete(Completeness complete) {
    return complete == Completeness.NO_ASSERTION ? NOT_STATED : code(complete.name());
  }

  private static List<String> input(LineageEvent event, Input input) {
    return List.of(
        code(event.eventId().toString()),
        code(input.asset()),
        code(input.role().name()),
        count(input.records()),
        input.weight().isPresent() ? amount(input.weight().getAsDouble()) : NOT_STATED,
        code(input.sha256()),
        input.inferred() ? "yes" : "no");
  }

  private void cleaning(LineageEvent event) {
    if (event.clean().isEmpty()) {
      return;
    }
    Clean clean = event.clean().get();
    String of = " of event " + event.eventId();
    page.table(
        "Filters" + of,
        List.of("Name", "Reason", "Threshold", "Code"),
        clean.filters().stream().map(MakingBlocks::filter).toList());
    page.table(
        "Records removed by reason" + of,
        List.of("Reason", "Records"),
        clean.removedByReason().entrySet().stream()
            .map(removed -> List.of(words(removed.getKey()), count(removed.getValue())))
            .toList());
  }

  private static List<String> filter(CleanFilter filter) {
    return List.of(
        words(filter.name()),
        words(filter.reason()),
        words(filter.threshold()),
        code(filter.codeRef()));
  }

  private void transformation(LineageEvent event) {
    if (event.transform().isEmpty()) {
      return;
    }
    Transform transform = event.transform().get();
    page.paragraph("**Transformation of event " + event.eventId() + "**");
    page.bullet("Operation", transform.operation().map(one -> code(one.name())).orElse(NOT_STATED));
    page.bullet("Code", code(transform.codeRef()));
    page.bullet("Dropped fields", words(transform.droppedFields()));
  }

  /** Writes how labels were made, as far as transformations state it. */
  void annotations() {
    int before = page.text().length();
    for (LineageEvent event : makers) {
      event.transform().flatMap(Transform::annotation).ifPresent(one -> annotation(event, one));
    }
    if (page.text().length() == before) {
      page.paragraph("Not stated.");
    }
  }

  private void annotation(LineageEvent event, Annotation annotation) {
    page.paragraph("**Annotation of event " + event.eventId() + "**");
    page.bullet("Platform", words(annotation.platform()));
    page.bullet("Annotations per item", count(annotation.perItem()));
    page.bullet("Protocol", words(annotation.protocol()));
    page.bullet("Aggregation", words(annotation.aggregation()));
  }

  /** Writes what trainings state: stage, hyperparameters and intended use. */
  void trainings() {
    List<LineageEvent> trainings = facts.trainings().items();
    if (trainings.isEmpty()) {
      page.paragraph("No event on record trains it.");
    }
    for (LineageEvent event : trainings) {
      page.paragraph("**Training of event " + event.eventId() + "**");
      Train train = event.train().orElse(null);
      if (train == null) {
        page.bullet("Stage", NOT_STATED);
        continue;
      }
      page.bullet("Stage", words(train.stage()));
      train.intendedUse().ifPresent(this::intendedUse);
      page.table("Hyperparameters", List.of("Name", "Value"), rows(train.hyperparameters()));
    }
    page.cut("Training events", facts.trainings());
  }

  private void intendedUse(IntendedUse use) {
    page.bullet("Intended use", words(use.description()));
    page.bullet("Intended users", words(use.users()));
    List<List<String>> rows = new ArrayList<>();
    use.targets()
        .forEach(
            target ->
                target
                    .minimumShare()
                    .forEach(
                        (category, share) ->
                            rows.add(
                                List.of(
                                    words(target.dimension()), code(category), amount(share)))));
    page.table("Targets", List.of("Dimension", "Category", "Minimum share"), rows);
  }

  /** Writes what is stated of the collection. */
  void collection(Ingest ingest) {
    page.bullet("Source", code(ingest.sourceUri()));
    page.bullet("Collection method", words(ingest.collectionMethod()));
    page.bullet("Collection types", words(ingest.collectionTypes()));
    page.bullet("Collected from", words(ingest.collectedFrom()));
    page.bullet("Collected to", words(ingest.collectedTo()));
    page.bullet("Languages", words(ingest.languages()));
    page.bullet("Regions", words(ingest.regions()));
    page.bullet("Contains synthetic data", answer(ingest.containsSynthetic()));
  }

  static String answer(Answer answer) {
    return answer == Answer.UNKNOWN ? NOT_STATED : code(answer.name());
  }

  /** A table of texts by name. */
  static List<List<String>> rows(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> List.of(code(entry.getKey()), words(entry.getValue())))
        .toList();
  }
}
