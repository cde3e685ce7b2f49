package dev.headwater.codec.avro;

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

/**
 * Encodes and decodes the parts that all event types share and that asset summaries repeat, field
 * by field in the order of the schema.
 */
final class AvroParts {
  private static final Symbols<Role> ROLES = AvroSchemas.symbols(Role.class);
  private static final Symbols<CompositionMethod> METHODS =
      AvroSchemas.symbols(CompositionMethod.class);
  private static final Symbols<AgentType> AGENT_TYPES = AvroSchemas.symbols(AgentType.class);
  private static final Symbols<DecisionKind> DECISION_KINDS =
      AvroSchemas.symbols(DecisionKind.class);
  private static final Symbols<Answer> ANSWERS = AvroSchemas.symbols(Answer.class);

  private AvroParts() {}

  static void write(AvroOutput out, Job job) {
    out.text(job.namespace()).text(job.name());
  }

  static Job job(AvroInput in) {
    return new Job(in.text(), in.text());
  }

  static void write(AvroOutput out, Input input) {
    out.asset(input.asset())
        .symbol(ROLES, input.role())
        .optional(input.records())
        .optional(input.bytes())
        .optional(input.weight())
        .text(input.sha256())
        .list(input.composition(), AvroParts::write)
        .flag(input.inferred());
  }

  static Input input(AvroInput in) {
    return new Input(
        in.asset("asset"),
        in.symbol("role", ROLES),
        in.optionalNumber(),
        in.optionalNumber(),
        in.optionalReal(),
        in.text(),
        in.list("composition", AvroParts::composition),
        in.flag());
  }

  static void write(AvroOutput out, Output output) {
    out.asset(output.asset())
        .optional(output.records())
        .optional(output.bytes())
        .text(output.sha256())
        .list(output.composition(), AvroParts::write)
        .map(output.attributes(), AvroOutput::text);
  }

  static Output output(AvroInput in) {
    return new Output(
        in.asset("asset"),
        in.optionalNumber(),
        in.optionalNumber(),
        in.text(),
        in.list("composition", AvroParts::composition),
        in.map(AvroInput::text));
  }

  static void write(AvroOutput out, Composition composition) {
    out.text(composition.dimension())
        .text(composition.unit())
        .symbol(METHODS, composition.method())
        .map(composition.counts(), AvroOutput::real)
        .real(composition.unknown());
  }

  static Composition composition(AvroInput in) {
    return new Composition(
        in.text(), in.text(), in.symbol("method", METHODS), in.map(AvroInput::real), in.real());
  }

  static void write(AvroOutput out, Agent agent) {
    out.text(agent.id())
        .symbol(AGENT_TYPES, agent.type())
        .text(agent.role())
        .text(agent.onBehalfOf());
  }

  static Agent agent(AvroInput in) {
    return new Agent(in.text(), in.symbol("type", AGENT_TYPES), in.text(), in.text());
  }

  static void write(AvroOutput out, Decision decision) {
    out.text(decision.id())
        .symbol(DECISION_KINDS, decision.kind())
        .text(decision.question())
        .text(decision.choice())
        .text(decision.rationale())
        .texts(decision.decidedBy())
        .texts(decision.options())
        .texts(decision.affectedGroups())
        .texts(decision.consulted())
        .texts(decision.evidence())
        .optional(decision.decidedAt(), AvroOutput::instant);
  }

  static Decision decision(AvroInput in) {
    return new Decision(
        in.text(),
        in.symbol("kind", DECISION_KINDS),
        in.text(),
        in.text(),
        in.text(),
        in.texts(),
        in.texts(),
        in.texts(),
        in.texts(),
        in.texts(),
        in.optional("decidedAt", AvroInput::instant));
  }

  static void write(AvroOutput out, Ingest ingest) {
    out.text(ingest.sourceUri())
        .text(ingest.collectionMethod())
        .texts(ingest.collectionTypes())
        .text(ingest.collectedFrom())
        .text(ingest.collectedTo())
        .texts(ingest.languages())
        .texts(ingest.regions())
        .text(ingest.declaredLicense())
        .text(ingest.concludedLicense())
        .symbol(ANSWERS, ingest.personalData())
        .symbol(ANSWERS, ingest.containsSynthetic())
        .text(ingest.consent())
        .text(ingest.intendedUse())
        .text(ingest.rationale());
  }

  static Ingest ingest(AvroInput in) {
    return new Ingest(
        in.text(),
        in.text(),
        in.texts(),
        in.text(),
        in.text(),
        in.texts(),
        in.texts(),
        in.text(),
        in.text(),
        in.symbol("personalData", ANSWERS),
        in.symbol("containsSynthetic", ANSWERS),
        in.text(),
        in.text(),
        in.text());
  }
}
