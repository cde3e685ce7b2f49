package dev.headwater.query.stored;

import dev.headwater.engine.Known;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Stamp;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Statements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what the live events of one asset state about its composition. */
final class StatedCompositions {
  /**
   * About how many bytes of compositions one answer holds. The first event is always read: it
   * cannot be larger than the body of a request.
   */
  static final long BYTES = 8L * 1024 * 1024;

  private static final Comparator<LineageEvent> LATEST_FIRST =
      Comparator.comparing(LineageEvent::stamp).reversed();

  private final Asset asset;
  private final String dimension;

  /**
   * @param dimension the only dimension that is wanted; "" for all
   */
  StatedCompositions(Asset asset, String dimension) {
    this.asset = asset;
    this.dimension = dimension;
  }

  /** What those of all known events of the asset state that hold at the moment. */
  Statements of(List<Known> events, Moment moment) {
    List<LineageEvent> live =
        events.stream()
            .filter(one -> one.holds(moment))
            .map(Known::event)
            .sorted(LATEST_FIRST)
            .toList();
    return of(making(live), reclassified(live), false);
  }

  /**
   * What the latest events state, of an asset that has too many to read all of them.
   *
   * @param kinds the latest events of each kind that make the asset
   * @param reclassified what the latest reclassification says
   */
  Statements of(List<AssetEvents.Latest> kinds, Optional<Boolean> reclassified) {
    // Before the earliest event that was read of a kind, there may be others that were not read.
    Optional<Stamp> from =
        kinds.stream()
            .filter(kind -> kind.events().size() < kind.total() && !kind.events().isEmpty())
            .map(kind -> kind.events().get(kind.events().size() - 1).stamp())
            .max(Comparator.naturalOrder());
    List<LineageEvent> latest =
        kinds.stream()
            .flatMap(kind -> kind.events().stream())
            .filter(event -> from.map(first -> event.stamp().compareTo(first) >= 0).orElse(true))
            .sorted(LATEST_FIRST)
            .toList();
    return of(making(latest), reclassified, true);
  }

  private static List<LineageEvent> making(List<LineageEvent> events) {
    return events.stream().filter(event -> event.type() != EventType.DOCUMENT).toList();
  }

  private static Optional<Boolean> reclassified(List<LineageEvent> latestFirst) {
    return latestFirst.stream()
        .flatMap(event -> event.document().flatMap(Document::reclassify).stream())
        .map(Reclassify::synthetic)
        .findFirst();
  }

  /** Takes the latest events, as many as fit into one answer. */
  private Statements of(
      List<LineageEvent> latestFirst, Optional<Boolean> reclassified, boolean cut) {
    Set<Measure> declared = new HashSet<>();
    List<LineageEvent> taken = new ArrayList<>();
    long bytes = 0;
    for (LineageEvent event : latestFirst) {
      bytes += bytes(event, declared);
      if (!taken.isEmpty() && bytes > BYTES) {
        return statements(taken, reclassified, true);
      }
      taken.add(event);
    }
    return statements(taken, reclassified, cut);
  }

  private Statements statements(
      List<LineageEvent> latestFirst, Optional<Boolean> reclassified, boolean cut) {
    return dimension.isEmpty()
        ? Statements.of(asset, latestFirst, reclassified, cut)
        : Statements.of(asset, latestFirst, reclassified, cut, dimension);
  }

  /**
   * About how many bytes the answer needs for an event.
   *
   * @param declared the measures that later events declare; those of this event are added. The
   *     answer has only the latest declaration of each
   */
  private long bytes(LineageEvent event, Set<Measure> declared) {
    List<Composition> kept = new ArrayList<>();
    for (Output output : event.outputs()) {
      for (Composition one : wanted(output.composition())) {
        if (declared.add(Measure.of(one))) {
          kept.add(one);
        }
      }
    }
    for (Input input : event.inputs()) {
      kept.addAll(wanted(input.composition()));
    }
    return StatementsQuestion.bytesOf(kept, event.inputs().size() + 1);
  }

  private List<Composition> wanted(List<Composition> compositions) {
    return dimension.isEmpty()
        ? compositions
        : compositions.stream().filter(one -> one.dimension().equals(dimension)).toList();
  }
}
