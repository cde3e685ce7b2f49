package dev.headwater.query.stored;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Known;
import dev.headwater.engine.Node;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Stamp;
import dev.headwater.model.TraceParent;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.JobUse;
import dev.headwater.query.question.Revision;
import dev.headwater.stream.store.GraphReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the events of an asset from its rows. The caller makes sure that no rows change meanwhile.
 */
final class StoredEvents {
  /** About how many bytes of events of one kind are read at once; a single event may have 5 MiB. */
  private static final long EVENT_BYTES = 1024 * 1024;

  /** Among how many events of one asset and kind the latest of a job is searched. */
  private static final int EVENTS_LOOKED_AT = 1_000;

  private final GraphReader rows;

  StoredEvents(GraphReader rows) {
    this.rows = rows;
  }

  /**
   * What the store keeps of the events of an asset.
   *
   * @param events all of them; empty if they are more than a read looks at
   * @param latest then the latest live ones of each kind that makes the asset
   */
  record Kept(
      Optional<Node> node,
      Optional<List<Known>> events,
      List<AssetEvents.Latest> latest,
      Revision revision) {}

  /** What the store keeps of an asset's events, from rows that {@code row} holds. */
  Kept kept(GraphReader row, Asset asset) {
    Optional<Node> node = row.node(asset);
    Optional<List<Known>> events = row.known(asset, PastReads.EVENTS, PastReads.EVENT_BYTES);
    List<AssetEvents.Latest> latest = new ArrayList<>();
    if (events.isEmpty()) {
      for (ContributionKind kind : ContributionKind.values()) {
        if (kind != ContributionKind.DOCUMENT) {
          latest.add(latest(node.orElseThrow(), kind, EVENTS_LOOKED_AT));
        }
      }
    }
    return new Kept(node, events, latest, StoredFacts.revision(rows, node, Node.Revisions::events));
  }

  /** The latest live events of an asset, by kind. */
  AssetEvents latest(Asset asset, int limit) {
    return rows.node(asset)
        .map(
            node ->
                new AssetEvents(
                    latest(node, ContributionKind.SYNTHESIS, limit),
                    latest(node, ContributionKind.TRAINING, limit),
                    latest(node, ContributionKind.OTHER, limit),
                    latest(node, ContributionKind.DOCUMENT, limit)))
        .orElse(AssetEvents.NONE);
  }

  private AssetEvents.Latest latest(Node node, ContributionKind kind, int limit) {
    long total = node.tally().count(kind);
    List<LineageEvent> events = new ArrayList<>();
    Map<UUID, TraceParent> traceParents = new HashMap<>();
    long bytes = 0;
    while (events.size() < Math.min(limit, total) && bytes < EVENT_BYTES) {
      Optional<Stamp> after =
          events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1).stamp());
      List<Contribution> next = rows.contributions(node.asset(), kind, after, 1);
      if (next.isEmpty()) {
        break;
      }
      LineageEvent event = next.get(0).event();
      events.add(event);
      next.get(0).traceParent().ifPresent(known -> traceParents.put(event.eventId(), known));
      bytes += EventAvro.encode(event).length;
    }
    return new AssetEvents.Latest(events, total, traceParents);
  }

  /** Searches the events of each kind, the latest first, for the latest one of the job. */
  JobUse use(Job job, Asset made, int inputs) {
    List<LineageEvent> latest = new ArrayList<>();
    for (ContributionKind kind : ContributionKind.values()) {
      if (kind != ContributionKind.DOCUMENT) {
        latestOf(job, made, kind).ifPresent(latest::add);
      }
    }
    return latest.stream()
        .max(Comparator.comparing(LineageEvent::stamp))
        .map(event -> JobUse.of(event, made, inputs))
        .orElseGet(() -> new JobUse(made, List.of(), true));
  }

  private Optional<LineageEvent> latestOf(Job job, Asset made, ContributionKind kind) {
    Optional<Stamp> after = Optional.empty();
    for (int looked = 0; looked < EVENTS_LOOKED_AT; looked++) {
      List<Contribution> next = rows.contributions(made, kind, after, 1);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      LineageEvent event = next.get(0).event();
      if (event.job().equals(job)) {
        return Optional.of(event);
      }
      after = Optional.of(event.stamp());
    }
    return Optional.empty();
  }
}
