package dev.headwater.codec.avro;

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

/**
 * Encodes and decodes the payloads of the event types, except ingest and synthesis, field by field
 * in the order of the schema.
 */
final class AvroPayloads {
  private static final Symbols<TransformOperation> OPERATIONS =
      AvroSchemas.symbols(TransformOperation.class);
  private static final Symbols<RuleName> RULES = AvroSchemas.symbols(RuleName.class);

  private AvroPayloads() {}

  static void write(AvroOutput out, Clean clean) {
    out.list(clean.filters(), AvroPayloads::write).map(clean.removedByReason(), AvroOutput::number);
  }

  static Clean clean(AvroInput in) {
    return new Clean(in.list("filters", AvroPayloads::filter), in.map(AvroInput::number));
  }

  private static void write(AvroOutput out, CleanFilter filter) {
    out.text(filter.name()).text(filter.codeRef()).text(filter.threshold()).text(filter.reason());
  }

  private static CleanFilter filter(AvroInput in) {
    return new CleanFilter(in.text(), in.text(), in.text(), in.text());
  }

  static void write(AvroOutput out, Transform transform) {
    out.optional(transform.operation(), (to, operation) -> to.symbol(OPERATIONS, operation))
        .text(transform.codeRef())
        .texts(transform.droppedFields())
        .optional(transform.annotation(), AvroPayloads::write);
  }

  static Transform transform(AvroInput in) {
    return new Transform(
        in.optional("", from -> from.symbol("operation", OPERATIONS)),
        in.text(),
        in.texts(),
        in.optional("annotation", AvroPayloads::annotation));
  }

  private static void write(AvroOutput out, Annotation annotation) {
    out.text(annotation.platform())
        .optional(annotation.perItem())
        .text(annotation.protocol())
        .text(annotation.aggregation());
  }

  private static Annotation annotation(AvroInput in) {
    return new Annotation(in.text(), in.optionalNumber(), in.text(), in.text());
  }

  static void write(AvroOutput out, Train train) {
    out.text(train.stage())
        .map(train.hyperparameters(), AvroOutput::text)
        .optional(train.intendedUse(), AvroPayloads::write);
  }

  static Train train(AvroInput in) {
    return new Train(
        in.text(), in.map(AvroInput::text), in.optional("intendedUse", AvroPayloads::intendedUse));
  }

  private static void write(AvroOutput out, IntendedUse use) {
    out.text(use.description()).text(use.users()).list(use.targets(), AvroPayloads::write);
  }

  private static IntendedUse intendedUse(AvroInput in) {
    return new IntendedUse(in.text(), in.text(), in.list("targets", AvroPayloads::target));
  }

  private static void write(AvroOutput out, Target target) {
    out.text(target.dimension()).map(target.minimumShare(), AvroOutput::real);
  }

  private static Target target(AvroInput in) {
    return new Target(in.text(), in.map(AvroInput::real));
  }

  static void write(AvroOutput out, Document document) {
    out.asset(document.target())
        .optional(document.amends().map(UUID::toString), AvroOutput::text)
        .optional(document.synthesize(), AvroSynthesis::write)
        .optional(document.ingest(), AvroParts::write)
        .optional(document.reclassify(), AvroPayloads::write)
        .optional(document.waive(), AvroPayloads::write)
        .list(document.evidence(), AvroPayloads::write)
        .map(document.attributes(), AvroOutput::text);
  }

  static Document document(AvroInput in) {
    return new Document(
        in.asset("target"),
        in.optional("", from -> from.eventId("amends")),
        in.optional("synthesize", AvroSynthesis::synthesize),
        in.optional("ingest", AvroParts::ingest),
        in.optional("reclassify", AvroPayloads::reclassify),
        in.optional("waive", AvroPayloads::waive),
        in.list("evidence", AvroPayloads::evidence),
        in.map(AvroInput::text));
  }

  private static void write(AvroOutput out, Reclassify reclassify) {
    out.flag(reclassify.synthetic()).text(reclassify.reason());
  }

  private static Reclassify reclassify(AvroInput in) {
    return new Reclassify(in.flag(), in.text());
  }

  private static void write(AvroOutput out, Waive waive) {
    out.symbol(RULES, waive.rule())
        .text(waive.origin().map(Asset::urn).orElse(""))
        .text(waive.approver())
        .text(waive.rationale())
        .instant(waive.until());
  }

  private static Waive waive(AvroInput in) {
    return new Waive(in.symbol("rule", RULES), origin(in), in.text(), in.text(), in.instant());
  }

  /** Reads an optional asset; an empty text means that it is absent. */
  private static Optional<Asset> origin(AvroInput in) {
    return Optional.of(in.text())
        .filter(urn -> !urn.isEmpty())
        .map(urn -> in.in("origin", from -> Asset.parse(urn)));
  }

  private static void write(AvroOutput out, Evidence evidence) {
    out.text(evidence.uri()).text(evidence.sha256());
  }

  private static Evidence evidence(AvroInput in) {
    return new Evidence(in.text(), in.text());
  }

  static void write(AvroOutput out, Retract retract) {
    out.text(retract.event().toString()).text(retract.reason());
  }

  static Retract retract(AvroInput in) {
    return new Retract(in.eventId("event"), in.text());
  }
}
