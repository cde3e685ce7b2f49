package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.TraceParent;
import dev.headwater.query.answer.Activity;
import dev.headwater.query.answer.Decisions;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.EventsQuestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads who took part in making an asset and who decided what. It walks upstream first, and then
 * reads the events of the assets of one page.
 *
 * <p>A page ends after the assets that were asked for, or earlier, once its texts are long. What is
 * kept of an event is only who acted and who decided.
 */
public final class DecisionsReading {
  /** The maximum number of assets that the walk upstream visits. */
  static final int ASSETS = 10_000;

  /** The maximum number of events of each kind that are read of one asset. */
  public static final int EVENTS = 100;

  private static final int DEPTH = 10_000;

  /**
   * Of how many assets the events are read at once. The answers hold whole events, up to some MiB
   * for each asset.
   */
  private static final int ASSETS_AT_ONCE = 25;

  /** After how many characters a page ends. */
  private static final long CHARS = 4L * 1024 * 1024;

  private final Reading reading;
  private final Moment moment;
  private final int edgeLimit;
  private final Map<UUID, Activity> activities = new LinkedHashMap<>();
  private final List<Decisions.Source> sources = new ArrayList<>();
  private long chars;

  public DecisionsReading(Reading reading, int edgeLimit, Moment moment) {
    this.reading = reading;
    this.edgeLimit = edgeLimit;
    this.moment = moment;
  }

  /**
   * Reads a page. Empty if no event that counts has named the asset.
   *
   * @param cursor the {@code next} of the previous page; "" for the first page
   * @param limit of assets on this page
   * @throws UnavailableException if the events of the first asset of the page cannot be read
   */
  public Optional<Decisions> read(Asset asset, boolean upstream, String cursor, int limit) {
    Optional<Lineage> walked =
        Traversal.ofOrigins(
                reading, asset, upstream ? DEPTH : 0, upstream ? ASSETS : 1, edgeLimit, moment)
            .walk();
    return walked.map(lineage -> read(lineage, upstream, cursor, limit));
  }

  private Decisions read(Lineage lineage, boolean upstream, String cursor, int limit) {
    List<Lineage.Node> nodes =
        lineage.nodes().stream().filter(node -> isAfter(node, cursor)).toList();
    Optional<Truncation> truncated = upstream ? lineage.truncated() : Optional.empty();
    int end = Math.min(limit, nodes.size());
    int atOnce = ASSETS_AT_ONCE;
    while (sources.size() < end && chars < CHARS) {
      int until = Math.min(end, sources.size() + atOnce);
      try {
        take(nodes.subList(sources.size(), until));
      } catch (UnavailableException away) {
        if (atOnce > 1 && !reading.deadline().isOver()) {
          atOnce = 1; // Those before the one that is away can still be read.
          continue;
        }
        if (sources.isEmpty()) {
          throw away;
        }
        Truncation reason = reading.deadline().isOver() ? Truncation.TIME : Truncation.UNREACHABLE;
        truncated = Optional.of(truncated.orElse(reason));
        break;
      }
    }
    boolean more = sources.size() < nodes.size();
    boolean older = sources.stream().anyMatch(source -> source.eventsLeftOut() > 0);
    if (truncated.isEmpty() && (more || older)) {
      truncated = Optional.of(Truncation.ITEMS);
    }
    return new Decisions(
        lineage.asset(),
        upstream,
        moment,
        sources,
        List.copyOf(activities.values()),
        more ? place(nodes.get(sources.size() - 1)) : "",
        truncated,
        reading.freshness());
  }

  /** The place of an asset in the list. A space can separate its parts: a URN contains none. */
  private static String place(Lineage.Node node) {
    return node.distance() + " " + node.asset();
  }

  private static boolean isAfter(Lineage.Node node, String cursor) {
    if (cursor.isEmpty()) {
      return true;
    }
    String[] parts = cursor.split(" ", 2);
    int distance = Integer.parseInt(parts[0]);
    return node.distance() > distance
        || node.distance() == distance && node.asset().compareTo(Asset.parse(parts[1])) > 0;
  }

  /** Reads the events of these assets, or of the first ones of them. */
  private void take(List<Lineage.Node> nodes) {
    List<EventsQuestion> questions =
        nodes.stream()
            .map(Lineage.Node::asset)
            .map(asset -> new EventsQuestion(reading.partitionOf(asset), asset, EVENTS, moment))
            .toList();
    List<AssetEvents> answers = reading.askAll(questions);
    for (int i = 0; i < nodes.size() && chars < CHARS; i++) {
      take(nodes.get(i), answers.get(i));
    }
  }

  private void take(Lineage.Node node, AssetEvents events) {
    List<AssetEvents.Latest> making =
        List.of(events.syntheses(), events.trainings(), events.others());
    List<AssetEvents.Latest> kinds =
        Stream.concat(making.stream(), Stream.of(events.documents())).toList();
    long total = kinds.stream().mapToLong(AssetEvents.Latest::total).sum();
    List<LineageEvent> latest =
        kinds.stream()
            .flatMap(kind -> kind.events().stream())
            .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
            .toList();
    sources.add(
        new Decisions.Source(
            node.asset(),
            node.distance(),
            making.stream().anyMatch(kind -> kind.total() > 0),
            Math.max(0, total - latest.size())));
    Map<UUID, TraceParent> traceParents = new HashMap<>();
    kinds.forEach(kind -> traceParents.putAll(kind.traceParents()));
    for (LineageEvent event : latest) {
      Activity known = activities.get(event.eventId());
      if (known == null) {
        known = Activity.of(event, Optional.ofNullable(traceParents.get(event.eventId())));
        chars += known.chars();
      }
      activities.put(event.eventId(), known.with(node.asset()));
    }
  }
}
