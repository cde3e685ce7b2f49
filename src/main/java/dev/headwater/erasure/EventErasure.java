package dev.headwater.erasure;

import dev.headwater.model.Agent;
import dev.headwater.model.Annotation;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.Ingest;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Retract;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.Waive;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Erases a selection from events.
 *
 * <p>Ids, times, types, assets, jobs, runs, roles, digests, counts and compositions stay as they
 * are, so lineage stays too. A text that is replaced still counts as one that is on record, so the
 * verdict on documentation stays. Not thread-safe.
 */
public final class EventErasure {
  private final Selection.Content selection;
  private final Pseudonyms pseudonyms;

  public EventErasure(Selection.Content selection, Pseudonyms pseudonyms) {
    this.selection = selection;
    this.pseudonyms = pseudonyms;
  }

  /** The event without what is selected; an equal one if it has nothing of that. */
  public LineageEvent apply(LineageEvent event) {
    if (selection instanceof Selection.OfAgent agent) {
      boolean acts = named(event).contains(agent.id());
      return with(event, Replacement.ofAgent(pseudonyms, agent.what(), agent.id(), acts));
    }
    Selection.OfAsset asset = (Selection.OfAsset) selection;
    boolean states =
        event.outputs().stream().anyMatch(output -> output.asset().equals(asset.asset()))
            || event.document().filter(one -> one.target().equals(asset.asset())).isPresent();
    return states
        ? with(event, Replacement.ofAll(pseudonyms, asset.what(), everybody(event)))
        : event;
  }

  /** Who takes part as an agent. */
  private static Set<String> named(LineageEvent event) {
    Set<String> named = new TreeSet<>();
    for (Agent agent : event.agents()) {
      named.add(agent.id());
      named.add(agent.onBehalfOf());
    }
    event.decisions().forEach(decision -> named.addAll(decision.decidedBy()));
    event.document().flatMap(Document::waive).ifPresent(waive -> named.add(waive.approver()));
    named.removeIf(String::isBlank);
    return named;
  }

  private static Set<String> everybody(LineageEvent event) {
    Set<String> all = named(event);
    event.decisions().forEach(decision -> all.addAll(decision.consulted()));
    return all;
  }

  private static LineageEvent with(LineageEvent event, Replacement to) {
    List<String> agents = event.agents().stream().map(Agent::id).toList();
    return new LineageEvent(
        event.eventId(),
        event.eventTime(),
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        event.inputs(),
        event.outputs().stream().map(output -> output(output, to)).toList(),
        event.inputsComplete(),
        event.agents().stream().map(agent -> agent(agent, to)).toList(),
        event.decisions().stream().map(decision -> decision(decision, to)).toList(),
        event.ingest().map(ingest -> ingest(ingest, agents, to)),
        event.clean().map(clean -> clean(clean, agents, to)),
        event.transform().map(transform -> transform(transform, to)),
        event.synthesize().map(synthesize -> synthesize(synthesize, to)),
        event.train().map(train -> train(train, to)),
        event.document().map(document -> document(document, agents, to)),
        event
            .retract()
            .map(retract -> new Retract(retract.event(), to.decision(retract.reason(), agents))));
  }

  private static Output output(Output output, Replacement to) {
    return new Output(
        output.asset(),
        output.records(),
        output.bytes(),
        output.sha256(),
        output.composition(),
        values(output.attributes(), to));
  }

  private static SortedMap<String, String> values(SortedMap<String, String> map, Replacement to) {
    SortedMap<String, String> replaced = new TreeMap<>();
    map.forEach((name, text) -> replaced.put(name, to.free(text)));
    return Collections.unmodifiableSortedMap(replaced);
  }

  private static Agent agent(Agent agent, Replacement to) {
    return new Agent(
        to.id(agent.id()), agent.type(), to.free(agent.role()), to.id(agent.onBehalfOf()));
  }

  private static Decision decision(Decision decision, Replacement to) {
    List<String> by = decision.decidedBy();
    return new Decision(
        decision.id(),
        decision.kind(),
        to.decision(decision.question(), by),
        to.decision(decision.choice(), by),
        to.decision(decision.rationale(), by),
        to.ids(by),
        decision.options().stream().map(option -> to.decision(option, by)).toList(),
        to.free(decision.affectedGroups()),
        to.ids(decision.consulted()),
        to.free(decision.evidence()),
        decision.decidedAt());
  }

  private static Ingest ingest(Ingest ingest, List<String> agents, Replacement to) {
    return new Ingest(
        to.free(ingest.sourceUri()),
        to.free(ingest.collectionMethod()),
        to.free(ingest.collectionTypes()),
        ingest.collectedFrom(),
        ingest.collectedTo(),
        ingest.languages(),
        ingest.regions(),
        to.free(ingest.declaredLicense()),
        to.free(ingest.concludedLicense()),
        ingest.personalData(),
        ingest.containsSynthetic(),
        to.free(ingest.consent()),
        to.free(ingest.intendedUse()),
        to.decision(ingest.rationale(), agents));
  }

  private static Clean clean(Clean clean, List<String> agents, Replacement to) {
    return new Clean(
        clean.filters().stream()
            .map(
                filter ->
                    new CleanFilter(
                        to.free(filter.name()),
                        to.free(filter.codeRef()),
                        to.free(filter.threshold()),
                        to.decision(filter.reason(), agents)))
            .toList(),
        counts(clean.removedByReason(), to));
  }

  private static SortedMap<String, Long> counts(SortedMap<String, Long> map, Replacement to) {
    SortedMap<String, Long> replaced = new TreeMap<>();
    map.forEach((reason, count) -> replaced.merge(to.free(reason), count, EventErasure::sum));
    return Collections.unmodifiableSortedMap(replaced);
  }

  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }

  private static Transform transform(Transform transform, Replacement to) {
    return new Transform(
        transform.operation(),
        to.free(transform.codeRef()),
        transform.droppedFields(),
        transform
            .annotation()
            .map(
                annotation ->
                    new Annotation(
                        to.free(annotation.platform()),
                        annotation.perItem(),
                        to.free(annotation.protocol()),
                        to.free(annotation.aggregation()))));
  }

  private static Synthesize synthesize(Synthesize synthesize, Replacement to) {
    Stated<List<Prompt>> prompts = stated(synthesize.prompts(), to);
    if (prompts instanceof Stated.Given<List<Prompt>> given) {
      prompts =
          new Stated.Given<>(given.value().stream().map(prompt -> prompt(prompt, to)).toList());
    }
    Stated<SortedMap<String, String>> parameters = stated(synthesize.parameters(), to);
    if (parameters instanceof Stated.Given<SortedMap<String, String>> given) {
      parameters = new Stated.Given<>(values(given.value(), to));
    }
    return new Synthesize(
        synthesize.kind(),
        stated(synthesize.generators(), to),
        synthesize.seed().map(seed -> stated(seed, to)),
        prompts,
        parameters,
        synthesize.requested(),
        synthesize.kept(),
        to.free(synthesize.filters()),
        to.free(synthesize.terms()),
        to.free(synthesize.purpose()));
  }

  /** A reason why something is withheld, or does not apply, may mention somebody. */
  private static <T> Stated<T> stated(Stated<T> stated, Replacement to) {
    if (stated instanceof Stated.Withheld<T> withheld) {
      return new Stated.Withheld<>(to.free(withheld.reason()));
    }
    if (stated instanceof Stated.NotApplicable<T> none) {
      return new Stated.NotApplicable<>(to.free(none.reason()));
    }
    return stated;
  }

  private static Prompt prompt(Prompt prompt, Replacement to) {
    return new Prompt(
        to.free(prompt.role()),
        to.prompt(prompt.template()),
        prompt.sha256(),
        to.promptUri(prompt.uri()));
  }

  private static Train train(Train train, Replacement to) {
    return new Train(
        to.free(train.stage()),
        values(train.hyperparameters(), to),
        train
            .intendedUse()
            .map(
                use ->
                    new IntendedUse(
                        to.free(use.description()), to.free(use.users()), use.targets())));
  }

  private static Document document(Document document, List<String> agents, Replacement to) {
    return new Document(
        document.target(),
        document.amends(),
        document.synthesize().map(synthesize -> synthesize(synthesize, to)),
        document.ingest().map(ingest -> ingest(ingest, agents, to)),
        document
            .reclassify()
            .map(one -> new Reclassify(one.synthetic(), to.decision(one.reason(), agents))),
        document
            .waive()
            .map(
                waive ->
                    new Waive(
                        waive.rule(),
                        waive.origin(),
                        to.id(waive.approver()),
                        to.decision(waive.rationale(), List.of(waive.approver())),
                        waive.until())),
        document.evidence(),
        values(document.attributes(), to));
  }
}
