package dev.headwater.engine;

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
import java.util.ArrayList;
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
 * Builds the summaries of assets.
 *
 * <p>A summary uses the latest live contributions. A single value comes from the latest event that
 * states it. A list is the union over the events; of entries with the same id, it has the latest
 * event's. Attributes of outputs take precedence over those of documents.
 */
public final class Summaries {
  /** The maximum number of contributions read per kind, and of entries per list. */
  public static final int LATEST = 100;

  private Summaries() {}

  /** The summary of an asset; empty if no event ever named it. */
  public static Optional<AssetSummary> of(View view, Asset asset) {
    return view.node(asset).map(node -> of(view, node));
  }

  private static AssetSummary of(View view, Node node) {
    List<LineageEvent> events = latest(view, node);
    return new AssetSummary(
        node.asset(),
        synthetic(node),
        documentation(node),
        node.status(OriginKind.SYNTHETIC).missing(),
        productions(events),
        latest(events, Output::records),
        latest(events, Output::bytes),
        sha256(events),
        union(events, ofOutput(Output::composition), Summaries::dimension),
        union(events, LineageEvent::agents, Function.identity()),
        union(events, LineageEvent::decisions, Decision::id),
        ingest(events),
        inputsComplete(node, events),
        node.exposures(),
        node.openAlerts(),
        attributes(events));
  }

  /** The latest contributions of each kind, the latest event first. */
  private static List<LineageEvent> latest(View view, Node node) {
    List<LineageEvent> events = new ArrayList<>();
    for (ContributionKind kind : ContributionKind.values()) {
      if (node.tally().count(kind) > 0) {
        for (Contribution contribution : view.contributions(node.asset(), kind, LATEST)) {
          events.add(contribution.event());
        }
      }
    }
    if (events.size() > 1) {
      events.sort(Comparator.comparing(LineageEvent::stamp).reversed());
    }
    return events;
  }

  /** Whether an asset is synthetic, from its own row alone. */
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

  /** The verdict on an asset's documentation, from its own row alone. */
  public static Documentation documentation(Node node) {
    OriginStatus synthesis = node.status(OriginKind.SYNTHETIC);
    return synthesis.present() ? synthesis.documentation() : Documentation.NOT_APPLICABLE;
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

  private static List<Production> productions(List<LineageEvent> events) {
    List<Production> productions = new ArrayList<>();
    for (LineageEvent event : events) {
      if (event.type() != EventType.DOCUMENT && productions.size() < LATEST) {
        productions.add(
            new Production(
                event.eventId(),
                event.type(),
                event.eventTime(),
                event.job(),
                event.run(),
                event.producer()));
      }
    }
    return productions;
  }

  private static OptionalLong latest(
      List<LineageEvent> events, Function<Output, OptionalLong> value) {
    for (LineageEvent event : events) {
      for (Output output : event.outputs()) {
        OptionalLong found = value.apply(output);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return OptionalLong.empty();
  }

  private static String sha256(List<LineageEvent> events) {
    for (LineageEvent event : events) {
      for (Output output : event.outputs()) {
        if (!output.sha256().isEmpty()) {
          return output.sha256();
        }
      }
    }
    return "";
  }

  /**
   * A list from an event's output, which is the asset. It is empty for a document, which has no
   * outputs.
   */
  private static <T> Function<LineageEvent, List<T>> ofOutput(Function<Output, List<T>> part) {
    return event -> event.outputs().isEmpty() ? List.of() : part.apply(event.outputs().get(0));
  }

  private static Object dimension(Composition composition) {
    return List.of(composition.dimension(), composition.unit());
  }

  /**
   * The union of a list over all events. Of entries with the same id, the latest event's is kept.
   */
  private static <T> List<T> union(
      List<LineageEvent> events, Function<LineageEvent, List<T>> parts, Function<T, ?> id) {
    Map<Object, T> byId = new LinkedHashMap<>();
    for (LineageEvent event : events) {
      for (T part : parts.apply(event)) {
        if (byId.size() < LATEST) {
          byId.putIfAbsent(id.apply(part), part);
        }
      }
    }
    return List.copyOf(byId.values());
  }

  private static SortedMap<String, String> attributes(List<LineageEvent> events) {
    SortedMap<String, String> attributes = new TreeMap<>();
    for (LineageEvent event : events) {
      event.outputs().forEach(output -> addUpTo(attributes, output.attributes()));
    }
    for (LineageEvent event : events) {
      event.document().ifPresent(document -> addUpTo(attributes, document.attributes()));
    }
    return attributes;
  }

  private static void addUpTo(Map<String, String> attributes, Map<String, String> more) {
    for (Map.Entry<String, String> said : more.entrySet()) {
      if (attributes.size() < LATEST) {
        attributes.putIfAbsent(said.getKey(), said.getValue());
      }
    }
  }

  private static Optional<Ingest> ingest(List<LineageEvent> events) {
    return events.stream()
        .flatMap(event -> event.document().flatMap(Document::ingest).or(event::ingest).stream())
        .reduce(Summaries::completed);
  }

  /** The later ingest, with its absent fields taken from the earlier one, and the lists of both. */
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
