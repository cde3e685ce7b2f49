package dev.headwater.export;

import dev.headwater.model.Annotation;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Transform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Builds the section that answers: which activities made it, from what, and what did they change or
 * remove?
 */
final class MakingSection {
  private static final int EVENTS = 10;
  private static final int INPUTS = 25;
  private static final int FILTERS = 25;

  private MakingSection() {}

  static Section of(CardFacts facts) {
    Bounded<LineageEvent> events = events(facts);
    return Section.of(
        "making",
        "How it was made",
        events.items().isEmpty()
            ? "No event on record makes it; it is only named. Where it comes from is not known"
                + " from this."
            : "The events that made it, the latest first.",
        new Field("inputsComplete", "All inputs named", complete(facts.summary().inputsComplete())),
        new Field("events", "Events", Facts.blocks(events, EVENTS, MakingSection::block)));
  }

  private static Bounded<LineageEvent> events(CardFacts facts) {
    List<Bounded<LineageEvent>> kinds =
        List.of(facts.syntheses(), facts.trainings(), facts.others());
    return new Bounded<>(
        kinds.stream()
            .flatMap(kind -> kind.items().stream())
            .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
            .toList(),
        kinds.stream().mapToLong(Bounded::total).sum(),
        kinds.stream().allMatch(Bounded::exact));
  }

  private static Fact complete(Completeness complete) {
    return complete == Completeness.NO_ASSERTION ? Fact.NOT_STATED : Facts.code(complete);
  }

  /** The fields that identify an event in every section: type, time and id. */
  static List<Field> reference(LineageEvent event) {
    return List.of(
        new Field("type", "Activity", Facts.code(event.type())),
        new Field("eventTime", "Time", new Fact.Time(event.eventTime())),
        new Field("eventId", "Event", new Fact.Code(event.eventId().toString())));
  }

  private static Fact.Group block(LineageEvent event) {
    List<Field> fields = new ArrayList<>(reference(event));
    fields.add(new Field("job", "Job", Facts.code(event.job().urn())));
    fields.add(new Field("run", "Run", Facts.code(event.run())));
    fields.add(new Field("producer", "Producer", Facts.code(event.producer())));
    fields.add(new Field("inputsComplete", "All inputs named", complete(event.inputsComplete())));
    if (event.type() == EventType.CLEAN) {
      fields.addAll(cleaning(event.clean()));
    }
    if (event.type() == EventType.TRANSFORM) {
      fields.addAll(transformation(event.transform()));
    }
    fields.add(new Field("inputs", "Inputs", inputs(event.inputs())));
    return new Fact.Group(fields);
  }

  static Fact inputs(List<Input> inputs) {
    return Facts.table(Bounded.all(inputs), INPUTS, MakingSection::row);
  }

  private static Fact.Group row(Input input) {
    return Fact.Group.of(
        new Field("asset", "Asset", Facts.code(input.asset())),
        new Field("role", "Role", Facts.code(input.role())),
        new Field("records", "Records", Facts.count(input.records())),
        new Field("weight", "Weight", Facts.amount(input.weight())),
        new Field("sha256", "SHA-256", Facts.code(input.sha256())),
        new Field("inferred", "Inferred", new Fact.Flag(input.inferred())));
  }

  private static List<Field> cleaning(Optional<Clean> clean) {
    return List.of(
        new Field(
            "filters",
            "Filters",
            Facts.tableOrNotStated(
                clean.map(Clean::filters).orElse(List.of()), FILTERS, MakingSection::row)),
        new Field(
            "removed",
            "Removed records by reason",
            Facts.tableOrNotStated(
                clean.stream()
                    .flatMap(stated -> stated.removedByReason().entrySet().stream())
                    .toList(),
                FILTERS,
                MakingSection::row)));
  }

  private static Fact.Group row(CleanFilter filter) {
    return Fact.Group.of(
        new Field("name", "Name", Facts.text(filter.name())),
        new Field("reason", "Reason", Facts.text(filter.reason())),
        new Field("threshold", "Threshold", Facts.text(filter.threshold())),
        new Field("codeRef", "Code", Facts.code(filter.codeRef())));
  }

  private static Fact.Group row(Map.Entry<String, Long> removed) {
    return Fact.Group.of(
        new Field("reason", "Reason", Facts.text(removed.getKey())),
        new Field("records", "Records", new Fact.Count(removed.getValue())));
  }

  private static List<Field> transformation(Optional<Transform> transform) {
    Optional<Annotation> annotation = transform.flatMap(Transform::annotation);
    return List.of(
        new Field("operation", "Operation", Facts.symbol(transform.flatMap(Transform::operation))),
        new Field("codeRef", "Code", Facts.code(transform.map(Transform::codeRef).orElse(""))),
        new Field(
            "droppedFields",
            "Dropped fields",
            Facts.codes(transform.map(Transform::droppedFields).orElse(List.of()))),
        new Field(
            "annotationPlatform",
            "Annotation platform",
            Facts.text(annotation.map(Annotation::platform).orElse(""))),
        new Field(
            "annotationsPerItem",
            "Annotations per item",
            Facts.count(annotation.map(Annotation::perItem).orElse(OptionalLong.empty()))),
        new Field(
            "annotationProtocol",
            "Annotation protocol",
            Facts.text(annotation.map(Annotation::protocol).orElse(""))),
        new Field(
            "annotationAggregation",
            "Annotation aggregation",
            Facts.text(annotation.map(Annotation::aggregation).orElse(""))));
  }
}
