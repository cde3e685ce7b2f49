package dev.headwater.engine;

import dev.headwater.model.Agent;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.Production;
import dev.headwater.model.Synthetic;
import dev.headwater.model.command.OriginStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is told of an asset on one page.
 *
 * <p>Made of the latest live contributions: single values are those of the latest event that states
 * them, collections are unions in which the latest event's entry stands for others of the same id.
 */
public final class Summaries {
  /** Contributions of each kind that are read, and entries of each list that are told. */
  public static final int LATEST = 100;

  private Summaries() {}

  /** The summary of an asset; empty if no event ever named it. */
  public static Optional<AssetSummary> of(View view, Asset asset) {
    return view.node(asset).map(node -> of(view, node));
  }

  private static AssetSummary of(View view, Node node) {
    List<LineageEvent> events =
        Stream.of(ContributionKind.values())
            .flatMap(kind -> view.contributions(node.asset(), kind, LATEST).stream())
            .map(Contribution::event)
            .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
            .toList();
    OriginStatus synthesis = node.status(OriginKind.SYNTHETIC);
    return new AssetSummary(
        node.asset(),
        synthetic(node),
        synthesis.present() ? synthesis.documentation() : Documentation.NOT_APPLICABLE,
        synthesis.missing(),
        events.stream()
            .filter(event -> event.type() != EventType.DOCUMENT)
            .limit(LATEST)
            .map(Summaries::production)
            .toList(),
        latest(events, Output::records),
        latest(events, Output::bytes),
        outputs(events).map(Output::sha256).filter(text -> !text.isEmpty()).findFirst().orElse(""),
        composition(events),
        agents(events),
        decisions(events),
        ingest(events),
        inputsComplete(node, events),
        node.exposures(),
        node.openAlerts(),
        attributes(events));
  }

  /** Whether an asset is synthetic; its row tells. */
  public static Synthetic synthetic(Node node) {
    if (node.status(OriginKind.SYNTHETIC).present()) {
      return Synthetic.YES;
    }
    if (node.exposures().synthetic() > 0) {
      return Synthetic.INHERITED;
    }
    boolean denied =
        node.tally().notSynthetic() > 0
            || node.reclassified().filter(synthetic -> !synthetic).isPresent();
    return denied ? Synthetic.NO : Synthetic.UNKNOWN;
  }

  private static Completeness inputsComplete(Node node, List<LineageEvent> events) {
    if (node.tally().incomplete() > 0) {
      return Completeness.INCOMPLETE;
    }
    return events.stream()
        .filter(event -> event.type() != EventType.DOCUMENT)
        .map(LineageEvent::inputsComplete)
        .findFirst()
        .orElse(Completeness.NO_ASSERTION);
  }

  private static Production production(LineageEvent event) {
    return new Production(
        event.eventId(),
        event.type(),
        event.eventTime(),
        event.job(),
        event.run(),
        event.producer());
  }

  private static Stream<Output> outputs(List<LineageEvent> events) {
    return events.stream().flatMap(event -> event.outputs().stream());
  }

  private static OptionalLong latest(
      List<LineageEvent> events, Function<Output, OptionalLong> value) {
    return outputs(events)
        .map(value)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static List<Composition> composition(List<LineageEvent> events) {
    Map<String, Composition> byDimension = new LinkedHashMap<>();
    outputs(events)
        .flatMap(output -> output.composition().stream())
        .forEach(part -> byDimension.putIfAbsent(part.dimension() + "\n" + part.unit(), part));
    return byDimension.values().stream().limit(LATEST).toList();
  }

  private static SortedMap<String, String> attributes(List<LineageEvent> events) {
    SortedMap<String, String> attributes = new TreeMap<>();
    Stream.concat(
            outputs(events).map(Output::attributes),
            events.stream().flatMap(event -> event.document().map(Document::attributes).stream()))
        .flatMap(said -> said.entrySet().stream())
        .limit(LATEST)
        .forEach(said -> attributes.putIfAbsent(said.getKey(), said.getValue()));
    return attributes;
  }

  private static List<Agent> agents(List<LineageEvent> events) {
    return events.stream()
        .flatMap(event -> event.agents().stream())
        .distinct()
        .limit(LATEST)
        .toList();
  }

  private static List<Decision> decisions(List<LineageEvent> events) {
    Map<String, Decision> byId = new LinkedHashMap<>();
    events.stream()
        .flatMap(event -> event.decisions().stream())
        .forEach(decision -> byId.putIfAbsent(decision.id(), decision));
    return byId.values().stream().limit(LATEST).toList();
  }

  private static Optional<Ingest> ingest(List<LineageEvent> events) {
    return events.stream()
        .flatMap(event -> event.document().flatMap(Document::ingest).or(event::ingest).stream())
        .reduce(Summaries::completed);
  }

  /** The later payload, with what it does not say filled in from the earlier one. */
  private static Ingest completed(Ingest later, Ingest earlier) {
    return new Ingest(
        either(later.sourceUri(), earlier.sourceUri()),
        either(later.collectionMethod(), earlier.collectionMethod()),
        union(later.collectionTypes(), earlier.collectionTypes()),
        either(later.collectedFrom(), earlier.collectedFrom()),
        either(later.collectedTo(), earlier.collectedTo()),
        union(later.languages(), earlier.languages()),
        union(later.regions(), earlier.regions()),
        either(later.declaredLicense(), earlier.declaredLicense()),
        either(later.concludedLicense(), earlier.concludedLicense()),
        either(later.personalData(), earlier.personalData()),
        either(later.containsSynthetic(), earlier.containsSynthetic()),
        either(later.consent(), earlier.consent()),
        either(later.intendedUse(), earlier.intendedUse()),
        either(later.rationale(), earlier.rationale()));
  }

  private static String either(String later, String earlier) {
    return later.isEmpty() ? earlier : later;
  }

  private static Answer either(Answer later, Answer earlier) {
    return later == Answer.UNKNOWN ? earlier : later;
  }

  private static List<String> union(List<String> later, List<String> earlier) {
    return Stream.concat(later.stream(), earlier.stream()).distinct().limit(LATEST).toList();
  }
}
