package dev.headwater.codec.avro;

import static dev.headwater.codec.avro.AvroValues.asset;
import static dev.headwater.codec.avro.AvroValues.eventId;
import static dev.headwater.codec.avro.AvroValues.nullable;
import static dev.headwater.codec.avro.AvroValues.optional;
import static dev.headwater.codec.avro.AvroValues.sorted;
import static dev.headwater.codec.avro.AvroValues.symbol;
import static dev.headwater.codec.avro.AvroValues.value;

import dev.headwater.codec.Places;
import dev.headwater.model.Annotation;
import dev.headwater.model.Asset;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Document;
import dev.headwater.model.Evidence;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.RuleName;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import dev.headwater.model.Waive;
import java.util.Optional;
import java.util.UUID;

/** The payloads by type of event, but for those of ingest and synthesis. */
final class AvroPayloads {
  private AvroPayloads() {}

  static dev.headwater.avro.Clean toAvro(Clean clean) {
    return new dev.headwater.avro.Clean(
        clean.filters().stream()
            .map(
                filter ->
                    new dev.headwater.avro.CleanFilter(
                        filter.name(), filter.codeRef(), filter.threshold(), filter.reason()))
            .toList(),
        clean.removedByReason());
  }

  static Clean toModel(dev.headwater.avro.Clean clean) {
    return new Clean(
        Places.each(
            "filters",
            clean.getFilters(),
            filter ->
                new CleanFilter(
                    filter.getName(),
                    filter.getCodeRef(),
                    filter.getThreshold(),
                    filter.getReason())),
        sorted(clean.getRemovedByReason()));
  }

  static dev.headwater.avro.Transform toAvro(Transform transform) {
    return new dev.headwater.avro.Transform(
        transform
            .operation()
            .map(operation -> symbol(dev.headwater.avro.TransformOperation.class, operation))
            .orElse(null),
        transform.codeRef(),
        transform.droppedFields(),
        transform
            .annotation()
            .map(
                annotation ->
                    new dev.headwater.avro.Annotation(
                        annotation.platform(),
                        nullable(annotation.perItem()),
                        annotation.protocol(),
                        annotation.aggregation()))
            .orElse(null));
  }

  static Transform toModel(dev.headwater.avro.Transform transform) {
    return new Transform(
        Optional.ofNullable(transform.getOperation())
            .map(operation -> value(TransformOperation.class, "operation", operation)),
        transform.getCodeRef(),
        transform.getDroppedFields(),
        Places.in(
            "annotation",
            () ->
                Optional.ofNullable(transform.getAnnotation())
                    .map(
                        annotation ->
                            new Annotation(
                                annotation.getPlatform(),
                                optional(annotation.getPerItem()),
                                annotation.getProtocol(),
                                annotation.getAggregation()))));
  }

  static dev.headwater.avro.Train toAvro(Train train) {
    return new dev.headwater.avro.Train(
        train.stage(),
        train.hyperparameters(),
        train.intendedUse().map(AvroPayloads::toAvro).orElse(null));
  }

  private static dev.headwater.avro.IntendedUse toAvro(IntendedUse use) {
    return new dev.headwater.avro.IntendedUse(
        use.description(),
        use.users(),
        use.targets().stream()
            .map(target -> new dev.headwater.avro.Target(target.dimension(), target.minimumShare()))
            .toList());
  }

  static Train toModel(dev.headwater.avro.Train train) {
    return new Train(
        train.getStage(),
        sorted(train.getHyperparameters()),
        Places.in(
            "intendedUse",
            () -> Optional.ofNullable(train.getIntendedUse()).map(AvroPayloads::toModel)));
  }

  private static IntendedUse toModel(dev.headwater.avro.IntendedUse use) {
    return new IntendedUse(
        use.getDescription(),
        use.getUsers(),
        Places.each(
            "targets",
            use.getTargets(),
            target -> new Target(target.getDimension(), sorted(target.getMinimumShare()))));
  }

  static dev.headwater.avro.Document toAvro(Document document) {
    return new dev.headwater.avro.Document(
        document.target().urn(),
        document.amends().map(UUID::toString).orElse(null),
        document.synthesize().map(AvroSynthesis::toAvro).orElse(null),
        document.ingest().map(AvroParts::toAvro).orElse(null),
        document
            .reclassify()
            .map(
                reclassify ->
                    new dev.headwater.avro.Reclassify(reclassify.synthetic(), reclassify.reason()))
            .orElse(null),
        document.waive().map(AvroPayloads::toAvro).orElse(null),
        document.evidence().stream()
            .map(evidence -> new dev.headwater.avro.Evidence(evidence.uri(), evidence.sha256()))
            .toList(),
        document.attributes());
  }

  static Document toModel(dev.headwater.avro.Document document) {
    return new Document(
        asset("target", document.getTarget()),
        Optional.ofNullable(document.getAmends()).map(id -> eventId("amends", id)),
        Places.in(
            "synthesize",
            () -> Optional.ofNullable(document.getSynthesize()).map(AvroSynthesis::toModel)),
        Places.in(
            "ingest", () -> Optional.ofNullable(document.getIngest()).map(AvroParts::toModel)),
        Places.in(
            "reclassify",
            () ->
                Optional.ofNullable(document.getReclassify())
                    .map(
                        reclassify ->
                            new Reclassify(reclassify.getSynthetic(), reclassify.getReason()))),
        Places.in(
            "waive", () -> Optional.ofNullable(document.getWaive()).map(AvroPayloads::toModel)),
        Places.each(
            "evidence",
            document.getEvidence(),
            evidence -> new Evidence(evidence.getUri(), evidence.getSha256())),
        sorted(document.getAttributes()));
  }

  private static dev.headwater.avro.Waive toAvro(Waive waive) {
    return new dev.headwater.avro.Waive(
        symbol(dev.headwater.avro.RuleName.class, waive.rule()),
        waive.origin().map(Asset::urn).orElse(""),
        waive.approver(),
        waive.rationale(),
        waive.until());
  }

  private static Waive toModel(dev.headwater.avro.Waive waive) {
    return new Waive(
        value(RuleName.class, "rule", waive.getRule()),
        waive.getOrigin().isEmpty()
            ? Optional.empty()
            : Optional.of(asset("origin", waive.getOrigin())),
        waive.getApprover(),
        waive.getRationale(),
        waive.getUntil());
  }

  static dev.headwater.avro.Retract toAvro(Retract retract) {
    return new dev.headwater.avro.Retract(retract.event().toString(), retract.reason());
  }

  static Retract toModel(dev.headwater.avro.Retract retract) {
    return new Retract(eventId("event", retract.getEvent()), retract.getReason());
  }
}
