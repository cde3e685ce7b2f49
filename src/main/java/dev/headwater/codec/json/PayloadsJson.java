package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Annotation;
import dev.headwater.model.Asset;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Document;
import dev.headwater.model.Evidence;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.RuleName;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import dev.headwater.model.Waive;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the payloads of the event types, except ingest and synthesis. */
final class PayloadsJson {
  private static final List<String> CLEAN = List.of("filters", "removedByReason");
  private static final List<String> CLEAN_FILTER =
      List.of("name", "codeRef", "threshold", "reason");
  private static final List<String> TRANSFORM =
      List.of("operation", "codeRef", "droppedFields", "annotation");
  private static final List<String> ANNOTATION =
      List.of("platform", "perItem", "protocol", "aggregation");
  private static final List<String> TRAIN = List.of("stage", "hyperparameters", "intendedUse");
  private static final List<String> INTENDED_USE = List.of("description", "users", "targets");
  private static final List<String> TARGET = List.of("dimension", "minimumShare");
  private static final List<String> DOCUMENT =
      List.of(
          "target",
          "amends",
          "synthesize",
          "ingest",
          "reclassify",
          "waive",
          "evidence",
          "attributes");
  private static final List<String> RECLASSIFY = List.of("synthetic", "reason");
  private static final List<String> WAIVE =
      List.of("rule", "origin", "approver", "rationale", "until");
  private static final List<String> EVIDENCE = List.of("uri", "sha256");
  private static final List<String> RETRACT = List.of("event", "reason");

  private PayloadsJson() {}

  static Clean clean(JsonNode node) {
    return JsonReader.read(
        node,
        CLEAN,
        clean ->
            new Clean(
                clean.list("filters", PayloadsJson::filter),
                clean.map("removedByReason", JsonReader::whole)));
  }

  static ObjectNode write(Clean clean) {
    return new JsonWriter()
        .list("filters", clean.filters(), PayloadsJson::write)
        .map("removedByReason", clean.removedByReason(), JsonNodeFactory.instance::numberNode)
        .object();
  }

  private static CleanFilter filter(JsonNode node) {
    return JsonReader.read(
        node,
        CLEAN_FILTER,
        filter ->
            new CleanFilter(
                filter.text("name"),
                filter.text("codeRef"),
                filter.text("threshold"),
                filter.text("reason")));
  }

  private static ObjectNode write(CleanFilter filter) {
    return new JsonWriter()
        .text("name", filter.name())
        .text("codeRef", filter.codeRef())
        .text("threshold", filter.threshold())
        .text("reason", filter.reason())
        .object();
  }

  static Transform transform(JsonNode node) {
    return JsonReader.read(
        node,
        TRANSFORM,
        transform ->
            new Transform(
                transform.optionalSpelled(
                    "operation",
                    operation -> JsonReader.symbol(operation, TransformOperation.class)),
                transform.text("codeRef"),
                transform.texts("droppedFields"),
                transform.optional("annotation", PayloadsJson::annotation)));
  }

  static ObjectNode write(Transform transform) {
    return new JsonWriter()
        .symbol("operation", transform.operation())
        .text("codeRef", transform.codeRef())
        .texts("droppedFields", transform.droppedFields())
        .value("annotation", transform.annotation(), PayloadsJson::write)
        .object();
  }

  private static Annotation annotation(JsonNode node) {
    return JsonReader.read(
        node,
        ANNOTATION,
        annotation ->
            new Annotation(
                annotation.text("platform"),
                annotation.whole("perItem"),
                annotation.text("protocol"),
                annotation.text("aggregation")));
  }

  private static ObjectNode write(Annotation annotation) {
    return new JsonWriter()
        .text("platform", annotation.platform())
        .whole("perItem", annotation.perItem())
        .text("protocol", annotation.protocol())
        .text("aggregation", annotation.aggregation())
        .object();
  }

  static Train train(JsonNode node) {
    return JsonReader.read(
        node,
        TRAIN,
        train ->
            new Train(
                train.text("stage"),
                train.map("hyperparameters", JsonReader::text),
                train.optional("intendedUse", PayloadsJson::intendedUse)));
  }

  static ObjectNode write(Train train) {
    return new JsonWriter()
        .text("stage", train.stage())
        .map("hyperparameters", train.hyperparameters(), JsonWriter::text)
        .value("intendedUse", train.intendedUse(), PayloadsJson::write)
        .object();
  }

  private static IntendedUse intendedUse(JsonNode node) {
    return JsonReader.read(
        node,
        INTENDED_USE,
        use ->
            new IntendedUse(
                use.text("description"),
                use.text("users"),
                use.list("targets", PayloadsJson::target)));
  }

  private static ObjectNode write(IntendedUse use) {
    return new JsonWriter()
        .text("description", use.description())
        .text("users", use.users())
        .list("targets", use.targets(), PayloadsJson::write)
        .object();
  }

  private static Target target(JsonNode node) {
    return JsonReader.read(
        node,
        TARGET,
        target ->
            new Target(target.text("dimension"), target.map("minimumShare", JsonReader::number)));
  }

  private static ObjectNode write(Target target) {
    return new JsonWriter()
        .text("dimension", target.dimension())
        .map("minimumShare", target.minimumShare(), JsonWriter::number)
        .object();
  }

  static Document document(JsonNode node) {
    return JsonReader.read(
        node,
        DOCUMENT,
        document ->
            new Document(
                document.asset("target"),
                document.optional("amends", JsonReader::eventId),
                document.optional("synthesize", SynthesisJson::read),
                document.optional("ingest", PartsJson::ingest),
                document.optional("reclassify", PayloadsJson::reclassify),
                document.optional("waive", PayloadsJson::waive),
                document.list("evidence", PayloadsJson::evidence),
                document.map("attributes", JsonReader::text)));
  }

  static ObjectNode write(Document document) {
    return new JsonWriter()
        .text("target", document.target().urn())
        .text("amends", document.amends().map(UUID::toString).orElse(""))
        .value("synthesize", document.synthesize(), SynthesisJson::write)
        .value("ingest", document.ingest(), PartsJson::write)
        .value("reclassify", document.reclassify(), PayloadsJson::write)
        .value("waive", document.waive(), PayloadsJson::write)
        .list("evidence", document.evidence(), PayloadsJson::write)
        .map("attributes", document.attributes(), JsonWriter::text)
        .object();
  }

  private static Reclassify reclassify(JsonNode node) {
    return JsonReader.read(
        node,
        RECLASSIFY,
        reclassify -> {
          Boolean synthetic = reclassify.spelled("synthetic", PayloadsJson::yes, null, true);
          if (synthetic == null) {
            throw new InvalidException("synthetic", "is required, must be YES or NO");
          }
          return new Reclassify(synthetic, reclassify.text("reason"));
        });
  }

  private static Boolean yes(JsonNode node) {
    return switch (JsonReader.text(node)) {
      case "YES" -> true;
      case "NO" -> false;
      default -> throw new InvalidException("", "must be YES or NO");
    };
  }

  private static ObjectNode write(Reclassify reclassify) {
    return new JsonWriter()
        .text("synthetic", reclassify.synthetic() ? "YES" : "NO")
        .text("reason", reclassify.reason())
        .object();
  }

  private static Waive waive(JsonNode node) {
    return JsonReader.read(
        node,
        WAIVE,
        waive ->
            new Waive(
                waive.symbol("rule", RuleName.class),
                waive.optional("origin", JsonReader::asset),
                waive.text("approver"),
                waive.text("rationale"),
                waive.instant("until")));
  }

  private static ObjectNode write(Waive waive) {
    return new JsonWriter()
        .text("rule", waive.rule().name())
        .text("origin", waive.origin().map(Asset::urn).orElse(""))
        .text("approver", waive.approver())
        .text("rationale", waive.rationale())
        .instant("until", Optional.of(waive.until()))
        .object();
  }

  private static Evidence evidence(JsonNode node) {
    return JsonReader.read(
        node, EVIDENCE, evidence -> new Evidence(evidence.text("uri"), evidence.text("sha256")));
  }

  private static ObjectNode write(Evidence evidence) {
    return new JsonWriter().text("uri", evidence.uri()).text("sha256", evidence.sha256()).object();
  }

  static Retract retract(JsonNode node) {
    return JsonReader.read(
        node, RETRACT, retract -> new Retract(retract.eventId("event"), retract.text("reason")));
  }

  static ObjectNode write(Retract retract) {
    return new JsonWriter()
        .text("event", retract.event().toString())
        .text("reason", retract.reason())
        .object();
  }
}
