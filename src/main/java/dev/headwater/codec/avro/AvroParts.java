package dev.headwater.codec.avro;

import static dev.headwater.codec.avro.AvroValues.nullable;
import static dev.headwater.codec.avro.AvroValues.optional;
import static dev.headwater.codec.avro.AvroValues.sorted;
import static dev.headwater.codec.avro.AvroValues.symbol;
import static dev.headwater.codec.avro.AvroValues.value;

import dev.headwater.codec.Places;
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

/** The parts that every type of event has, and that asset summaries repeat. */
final class AvroParts {
  private AvroParts() {}

  static dev.headwater.avro.Job toAvro(Job job) {
    return new dev.headwater.avro.Job(job.namespace(), job.name());
  }

  static Job toModel(dev.headwater.avro.Job job) {
    return new Job(job.getNamespace(), job.getName());
  }

  static List<dev.headwater.avro.Input> inputs(List<Input> inputs) {
    return inputs.stream().map(AvroParts::toAvro).toList();
  }

  private static dev.headwater.avro.Input toAvro(Input input) {
    return new dev.headwater.avro.Input(
        input.asset().urn(),
        symbol(dev.headwater.avro.Role.class, input.role()),
        nullable(input.records()),
        nullable(input.bytes()),
        nullable(input.weight()),
        input.sha256(),
        compositions(input.composition()),
        input.inferred());
  }

  static Input toModel(dev.headwater.avro.Input input) {
    return new Input(
        AvroValues.asset("asset", input.getAsset()),
        value(Role.class, "role", input.getRole()),
        optional(input.getRecords()),
        optional(input.getBytes()),
        optional(input.getWeight()),
        input.getSha256(),
        compositionsOf(input.getComposition()),
        input.getInferred());
  }

  static List<dev.headwater.avro.Output> outputs(List<Output> outputs) {
    return outputs.stream().map(AvroParts::toAvro).toList();
  }

  private static dev.headwater.avro.Output toAvro(Output output) {
    return new dev.headwater.avro.Output(
        output.asset().urn(),
        nullable(output.records()),
        nullable(output.bytes()),
        output.sha256(),
        compositions(output.composition()),
        output.attributes());
  }

  static Output toModel(dev.headwater.avro.Output output) {
    return new Output(
        AvroValues.asset("asset", output.getAsset()),
        optional(output.getRecords()),
        optional(output.getBytes()),
        output.getSha256(),
        compositionsOf(output.getComposition()),
        sorted(output.getAttributes()));
  }

  static List<dev.headwater.avro.Composition> compositions(List<Composition> compositions) {
    return compositions.stream()
        .map(
            composition ->
                new dev.headwater.avro.Composition(
                    composition.dimension(),
                    composition.unit(),
                    symbol(dev.headwater.avro.CompositionMethod.class, composition.method()),
                    composition.counts(),
                    composition.unknown()))
        .toList();
  }

  static List<Composition> compositionsOf(List<dev.headwater.avro.Composition> compositions) {
    return Places.each(
        "composition",
        compositions,
        composition ->
            new Composition(
                composition.getDimension(),
                composition.getUnit(),
                value(CompositionMethod.class, "method", composition.getMethod()),
                sorted(composition.getCounts()),
                composition.getUnknown()));
  }

  static List<dev.headwater.avro.Agent> agents(List<Agent> agents) {
    return agents.stream()
        .map(
            agent ->
                new dev.headwater.avro.Agent(
                    agent.id(),
                    symbol(dev.headwater.avro.AgentType.class, agent.type()),
                    agent.role(),
                    agent.onBehalfOf()))
        .toList();
  }

  static List<Agent> agentsOf(List<dev.headwater.avro.Agent> agents) {
    return Places.each(
        "agents",
        agents,
        agent ->
            new Agent(
                agent.getId(),
                value(AgentType.class, "type", agent.getType()),
                agent.getRole(),
                agent.getOnBehalfOf()));
  }

  static List<dev.headwater.avro.Decision> decisions(List<Decision> decisions) {
    return decisions.stream()
        .map(
            decision ->
                new dev.headwater.avro.Decision(
                    decision.id(),
                    symbol(dev.headwater.avro.DecisionKind.class, decision.kind()),
                    decision.question(),
                    decision.choice(),
                    decision.rationale(),
                    decision.decidedBy(),
                    decision.options(),
                    decision.affectedGroups(),
                    decision.consulted(),
                    decision.evidence(),
                    decision.decidedAt().orElse(null)))
        .toList();
  }

  static List<Decision> decisionsOf(List<dev.headwater.avro.Decision> decisions) {
    return Places.each(
        "decisions",
        decisions,
        decision ->
            new Decision(
                decision.getId(),
                value(DecisionKind.class, "kind", decision.getKind()),
                decision.getQuestion(),
                decision.getChoice(),
                decision.getRationale(),
                decision.getDecidedBy(),
                decision.getOptions(),
                decision.getAffectedGroups(),
                decision.getConsulted(),
                decision.getEvidence(),
                Optional.ofNullable(decision.getDecidedAt())));
  }

  static dev.headwater.avro.Ingest toAvro(Ingest ingest) {
    return new dev.headwater.avro.Ingest(
        ingest.sourceUri(),
        ingest.collectionMethod(),
        ingest.collectionTypes(),
        ingest.collectedFrom(),
        ingest.collectedTo(),
        ingest.languages(),
        ingest.regions(),
        ingest.declaredLicense(),
        ingest.concludedLicense(),
        symbol(dev.headwater.avro.Answer.class, ingest.personalData()),
        symbol(dev.headwater.avro.Answer.class, ingest.containsSynthetic()),
        ingest.consent(),
        ingest.intendedUse(),
        ingest.rationale());
  }

  static Ingest toModel(dev.headwater.avro.Ingest ingest) {
    return new Ingest(
        ingest.getSourceUri(),
        ingest.getCollectionMethod(),
        ingest.getCollectionTypes(),
        ingest.getCollectedFrom(),
        ingest.getCollectedTo(),
        ingest.getLanguages(),
        ingest.getRegions(),
        ingest.getDeclaredLicense(),
        ingest.getConcludedLicense(),
        value(Answer.class, "personalData", ingest.getPersonalData()),
        value(Answer.class, "containsSynthetic", ingest.getContainsSynthetic()),
        ingest.getConsent(),
        ingest.getIntendedUse(),
        ingest.getRationale());
  }
}
