package dev.headwater.export.standard.bom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.model.Agent;
import dev.headwater.model.Clean;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What events state, as properties. The parameters of an event that makes data are not among it.
 */
final class EventProperties {
  private EventProperties() {}

  /** Properties of an event that makes the asset; without its inputs and outputs. */
  static BomProperties ofMaker(LineageEvent event, BomFacts bom) {
    BomProperties properties = head(event);
    event.ingest().ifPresent(ingest -> properties.all(of("ingest.", ingest)));
    event.clean().ifPresent(clean -> properties.all(of(clean)));
    event.transform().ifPresent(transform -> properties.all(of(transform)));
    event.train().ifPresent(train -> properties.all(of(train)));
    bom.record(event).ifPresent(record -> properties.all(of(record)));
    return properties;
  }

  /** Properties of a DOCUMENT event. */
  static BomProperties ofDocument(LineageEvent event) {
    Document document = event.document().orElseThrow();
    BomProperties properties = head(event);
    event.inputs().forEach(input -> properties.json("inputs", input(input)));
    document.amends().ifPresent(id -> properties.fact("document.amends", id.toString()));
    document
        .synthesize()
        .ifPresent(
            payload -> {
              properties.all(of("document.synthesize.", Stream.of(payload)));
              properties.json("document.synthesize.parameters", parameters(payload));
            });
    document.ingest().ifPresent(ingest -> properties.all(of("document.ingest.", ingest)));
    document
        .reclassify()
        .ifPresent(
            one ->
                properties
                    .fact("document.reclassify.synthetic", one.synthetic() ? "YES" : "NO")
                    .text("document.reclassify.reason", one.reason()));
    document.waive().ifPresent(one -> properties.json("document.waive", EventParts.waive(one)));
    document
        .evidence()
        .forEach(one -> properties.json("document.evidence", EventParts.evidence(one)));
    return properties.json("document.attributes", EventParts.texts(document.attributes()));
  }

  private static BomProperties head(LineageEvent event) {
    BomProperties properties =
        new BomProperties()
            .fact("eventId", event.eventId().toString())
            .fact("eventTime", event.eventTime().toString())
            .fact("type", event.type().name())
            .text("producer", event.producer())
            .text("job.namespace", event.job().namespace())
            .text("job.name", event.job().name())
            .text("run", event.run())
            .fact("inputsComplete", event.inputsComplete().name());
    for (Agent agent : event.agents()) {
      properties.json("agents", EventParts.agent(agent));
    }
    for (Decision decision : event.decisions()) {
      properties.json("decisions", EventParts.decision(decision));
    }
    return properties;
  }

  /** What an event says about an input besides the asset. */
  static BomProperties of(Input input) {
    BomProperties properties =
        new BomProperties()
            .fact("inputs.role", input.role().name())
            .count("inputs.records", input.records())
            .count("inputs.bytes", input.bytes());
    input.weight().ifPresent(weight -> properties.fact("inputs.weight", Double.toString(weight)));
    properties.text("inputs.sha256", input.sha256());
    input
        .composition()
        .forEach(one -> properties.json("inputs.composition", EventParts.composition(one)));
    return input.inferred() ? properties.fact("inputs.inferred", "true") : properties;
  }

  /** An input as JSON. */
  static ObjectNode input(Input input) {
    ObjectNode object = EventParts.object();
    object.put("asset", input.asset().urn());
    object.put("role", input.role().name());
    input.records().ifPresent(number -> object.put("records", number));
    input.bytes().ifPresent(number -> object.put("bytes", number));
    input.weight().ifPresent(weight -> object.put("weight", weight));
    EventParts.put(object, "sha256", input.sha256());
    if (!input.composition().isEmpty()) {
      ArrayNode all = object.putArray("composition");
      input.composition().forEach(one -> all.add(EventParts.composition(one)));
    }
    object.put("inferred", input.inferred());
    return object;
  }

  /** What an event says about an output besides the asset. */
  static BomProperties of(Output output) {
    BomProperties properties =
        new BomProperties()
            .count("outputs.records", output.records())
            .count("outputs.bytes", output.bytes())
            .text("outputs.sha256", output.sha256());
    output
        .composition()
        .forEach(one -> properties.json("outputs.composition", EventParts.composition(one)));
    return properties.json("outputs.attributes", EventParts.texts(output.attributes()));
  }

  static BomProperties of(String path, Ingest ingest) {
    return new BomProperties()
        .text(path + "sourceUri", ingest.sourceUri())
        .text(path + "collectionMethod", ingest.collectionMethod())
        .texts(path + "collectionTypes", ingest.collectionTypes())
        .text(path + "collectedFrom", ingest.collectedFrom())
        .text(path + "collectedTo", ingest.collectedTo())
        .texts(path + "languages", ingest.languages())
        .texts(path + "regions", ingest.regions())
        .text(path + "declaredLicense", ingest.declaredLicense())
        .text(path + "concludedLicense", ingest.concludedLicense())
        .fact(path + "personalData", ingest.personalData().name())
        .fact(path + "containsSynthetic", ingest.containsSynthetic().name())
        .text(path + "consent", ingest.consent())
        .text(path + "intendedUse", ingest.intendedUse())
        .text(path + "rationale", ingest.rationale());
  }

  private static BomProperties of(Clean clean) {
    BomProperties properties = new BomProperties();
    clean.filters().forEach(one -> properties.json("clean.filters", EventParts.filter(one)));
    return properties.json("clean.removedByReason", EventParts.counts(clean.removedByReason()));
  }

  private static BomProperties of(Transform transform) {
    BomProperties properties = new BomProperties();
    transform.operation().ifPresent(one -> properties.fact("transform.operation", one.name()));
    properties
        .text("transform.codeRef", transform.codeRef())
        .texts("transform.droppedFields", transform.droppedFields());
    transform
        .annotation()
        .ifPresent(one -> properties.json("transform.annotation", EventParts.annotation(one)));
    return properties;
  }

  private static BomProperties of(Train train) {
    BomProperties properties = new BomProperties().text("train.stage", train.stage());
    train.intendedUse().ifPresent(use -> properties.all(of(use)));
    return properties;
  }

  /** What a training says about the use of the model. */
  static BomProperties of(IntendedUse use) {
    BomProperties properties =
        new BomProperties()
            .text("train.intendedUse.description", use.description())
            .text("train.intendedUse.users", use.users());
    use.targets()
        .forEach(one -> properties.json("train.intendedUse.targets", EventParts.target(one)));
    return properties;
  }

  private static BomProperties of(SynthesisRecord record) {
    BomProperties properties = new BomProperties();
    Stream<Synthesize> completions =
        record.completions().stream()
            .flatMap(one -> one.document().stream())
            .flatMap(one -> one.synthesize().stream());
    return properties.all(
        of("synthesize.", Stream.concat(record.event().synthesize().stream(), completions)));
  }

  /** What payloads state, the earlier ones first; equal properties once. */
  private static BomProperties of(String path, Stream<Synthesize> payloads) {
    BomProperties all = new BomProperties();
    payloads.forEach(payload -> all.all(of(path, payload)));
    BomProperties distinct = new BomProperties();
    all.list().stream()
        .distinct()
        .forEach(
            one ->
                distinct.fact(
                    one.name().substring(BomProperties.PREFIX.length() + 1), one.value()));
    return distinct;
  }

  private static BomProperties of(String path, Synthesize payload) {
    BomProperties properties = new BomProperties();
    payload.kind().ifPresent(kind -> properties.fact(path + "kind", kind.name()));
    if (payload.generators() instanceof Stated.Given<List<Generator>> given) {
      given.value().forEach(one -> properties.json(path + "generators", EventParts.generator(one)));
    }
    if (payload.prompts() instanceof Stated.Given<List<Prompt>> given) {
      given.value().forEach(one -> properties.json(path + "prompts", EventParts.prompt(one)));
    }
    properties.all(reason(path + "generators", payload.generators()));
    payload.seed().ifPresent(seed -> properties.all(reason(path + "seed", seed)));
    return properties
        .all(reason(path + "prompts", payload.prompts()))
        .all(reason(path + "parameters", payload.parameters()))
        .count(path + "requested", payload.requested())
        .count(path + "kept", payload.kept())
        .texts(path + "filters", payload.filters())
        .text(path + "terms", payload.terms())
        .text(path + "purpose", payload.purpose());
  }

  /** Why there is no value: {@code withheld} or {@code notApplicable}, as in events. */
  private static BomProperties reason(String path, Stated<?> stated) {
    BomProperties properties = new BomProperties();
    if (stated instanceof Stated.Withheld<?> withheld) {
      properties.fact(path + ".withheld", withheld.reason());
    } else if (stated instanceof Stated.NotApplicable<?> none) {
      properties.fact(path + ".notApplicable", none.reason());
    }
    return properties;
  }

  private static ObjectNode parameters(Synthesize payload) {
    return payload.parameters() instanceof Stated.Given<SortedMap<String, String>> given
        ? EventParts.texts(given.value())
        : EventParts.object();
  }
}
