package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.util.List;
import java.util.Optional;

/** Reads and writes the parts that all event types share and that asset summaries repeat. */
final class PartsJson {
  private static final List<String> JOB = List.of("namespace", "name");
  private static final List<String> INPUT =
      List.of("asset", "role", "records", "bytes", "weight", "sha256", "composition", "inferred");
  private static final List<String> OUTPUT =
      List.of("asset", "records", "bytes", "sha256", "composition", "attributes");
  private static final List<String> COMPOSITION =
      List.of("dimension", "unit", "method", "counts", "unknown");
  private static final List<String> AGENT = List.of("id", "type", "role", "onBehalfOf");
  private static final List<String> DECISION =
      List.of(
          "id",
          "kind",
          "question",
          "choice",
          "rationale",
          "decidedBy",
          "options",
          "affectedGroups",
          "consulted",
          "evidence",
          "decidedAt");
  private static final List<String> INGEST =
      List.of(
          "sourceUri",
          "collectionMethod",
          "collectionTypes",
          "collectedFrom",
          "collectedTo",
          "languages",
          "regions",
          "declaredLicense",
          "concludedLicense",
          "personalData",
          "containsSynthetic",
          "consent",
          "intendedUse",
          "rationale");

  /** The stand-in for a job that cannot be read. */
  static final Job ANY_JOB = new Job("-", "-");

  private PartsJson() {}

  static Job job(JsonNode node) {
    return JsonReader.read(node, JOB, job -> new Job(job.text("namespace"), job.text("name")));
  }

  static ObjectNode write(Job job) {
    return new JsonWriter().text("namespace", job.namespace()).text("name", job.name()).object();
  }

  /** Reads an input: an object, or only a URN, which is an input with the role SOURCE. */
  static Input input(JsonNode node) {
    if (node.isTextual()) {
      return Input.of(JsonReader.asset(node), Role.SOURCE);
    }
    return JsonReader.read(
        node,
        INPUT,
        input ->
            new Input(
                input.asset("asset"),
                input.symbol("role", Role.class, Role.SOURCE),
                input.whole("records"),
                input.whole("bytes"),
                input.number("weight"),
                input.text("sha256"),
                input.list("composition", PartsJson::composition),
                input.flag("inferred")));
  }

  static ObjectNode write(Input input) {
    return new JsonWriter()
        .text("asset", input.asset().urn())
        .text("role", input.role().name())
        .whole("records", input.records())
        .whole("bytes", input.bytes())
        .number("weight", input.weight())
        .text("sha256", input.sha256())
        .list("composition", input.composition(), PartsJson::write)
        .flag("inferred", input.inferred())
        .object();
  }

  /** Reads an output: an object, or only a URN. */
  static Output output(JsonNode node) {
    if (node.isTextual()) {
      return Output.of(JsonReader.asset(node));
    }
    return JsonReader.read(
        node,
        OUTPUT,
        output ->
            new Output(
                output.asset("asset"),
                output.whole("records"),
                output.whole("bytes"),
                output.text("sha256"),
                output.list("composition", PartsJson::composition),
                output.map("attributes", JsonReader::text)));
  }

  static ObjectNode write(Output output) {
    return new JsonWriter()
        .text("asset", output.asset().urn())
        .whole("records", output.records())
        .whole("bytes", output.bytes())
        .text("sha256", output.sha256())
        .list("composition", output.composition(), PartsJson::write)
        .map("attributes", output.attributes(), JsonWriter::text)
        .object();
  }

  static Composition composition(JsonNode node) {
    return JsonReader.read(
        node,
        COMPOSITION,
        composition ->
            new Composition(
                composition.text("dimension"),
                composition.text("unit"),
                composition.symbol("method", CompositionMethod.class),
                composition.mapOrNull("counts", JsonReader::number),
                composition.number("unknown").orElse(0)));
  }

  static ObjectNode write(Composition composition) {
    return new JsonWriter()
        .text("dimension", composition.dimension())
        .text("unit", composition.unit())
        .text("method", composition.method().name())
        .everyMap("counts", composition.counts(), JsonWriter::number)
        .value("unknown", JsonWriter.number(composition.unknown()))
        .object();
  }

  static Agent agent(JsonNode node) {
    return JsonReader.read(
        node,
        AGENT,
        agent ->
            new Agent(
                agent.text("id"),
                agent.symbol("type", AgentType.class),
                agent.text("role"),
                agent.text("onBehalfOf")));
  }

  static ObjectNode write(Agent agent) {
    return new JsonWriter()
        .text("id", agent.id())
        .text("type", agent.type().name())
        .text("role", agent.role())
        .text("onBehalfOf", agent.onBehalfOf())
        .object();
  }

  static Decision decision(JsonNode node) {
    return JsonReader.read(
        node,
        DECISION,
        decision ->
            new Decision(
                decision.text("id"),
                decision.symbol("kind", DecisionKind.class),
                decision.text("question"),
                decision.text("choice"),
                decision.text("rationale"),
                decision.listOrNull("decidedBy", JsonReader::text),
                decision.texts("options"),
                decision.texts("affectedGroups"),
                decision.texts("consulted"),
                decision.texts("evidence"),
                decision.optionalSpelled("decidedAt", JsonReader::instant)));
  }

  static ObjectNode write(Decision decision) {
    return new JsonWriter()
        .text("id", decision.id())
        .text("kind", decision.kind().name())
        .text("question", decision.question())
        .text("choice", decision.choice())
        .text("rationale", decision.rationale())
        .texts("decidedBy", decision.decidedBy())
        .texts("options", decision.options())
        .texts("affectedGroups", decision.affectedGroups())
        .texts("consulted", decision.consulted())
        .texts("evidence", decision.evidence())
        .instant("decidedAt", decision.decidedAt())
        .object();
  }

  static Ingest ingest(JsonNode node) {
    return JsonReader.read(
        node,
        INGEST,
        ingest ->
            new Ingest(
                ingest.text("sourceUri"),
                ingest.text("collectionMethod"),
                ingest.texts("collectionTypes"),
                ingest.text("collectedFrom"),
                ingest.text("collectedTo"),
                ingest.texts("languages"),
                ingest.texts("regions"),
                ingest.text("declaredLicense"),
                ingest.text("concludedLicense"),
                answer(ingest, "personalData"),
                answer(ingest, "containsSynthetic"),
                ingest.text("consent"),
                ingest.text("intendedUse"),
                ingest.text("rationale")));
  }

  static ObjectNode write(Ingest ingest) {
    return new JsonWriter()
        .text("sourceUri", ingest.sourceUri())
        .text("collectionMethod", ingest.collectionMethod())
        .texts("collectionTypes", ingest.collectionTypes())
        .text("collectedFrom", ingest.collectedFrom())
        .text("collectedTo", ingest.collectedTo())
        .texts("languages", ingest.languages())
        .texts("regions", ingest.regions())
        .text("declaredLicense", ingest.declaredLicense())
        .text("concludedLicense", ingest.concludedLicense())
        .symbol("personalData", said(ingest.personalData()))
        .symbol("containsSynthetic", said(ingest.containsSynthetic()))
        .text("consent", ingest.consent())
        .text("intendedUse", ingest.intendedUse())
        .text("rationale", ingest.rationale())
        .object();
  }

  private static Answer answer(JsonReader reader, String field) {
    return reader.symbol(field, Answer.class, Answer.UNKNOWN);
  }

  private static Optional<Answer> said(Answer answer) {
    return answer == Answer.UNKNOWN ? Optional.empty() : Optional.of(answer);
  }
}
