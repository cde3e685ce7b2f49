package dev.headwater.oracle;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds self-consuming loops by a search of the whole graph, asset by asset. */
final class Loops {
  private final Map<Asset, List<LineageEvent>> live;
  private final Map<Asset, OwnFacts> facts;
  private final Instant now;

  Loops(Map<Asset, List<LineageEvent>> live, Map<Asset, OwnFacts> facts, Instant now) {
    this.live = live;
    this.facts = facts;
    this.now = now;
  }

  /**
   * The alert that must be open about a trained model that descends from synthetic data, if a model
   * of its namespace and name generated the data.
   */
  Optional<Expected.OpenAlert> alert(Asset model, Asset data) {
    boolean loop =
        model.kind() == AssetKind.MODEL
            && SyntheticRecords.generators(live.get(data))
                .contains(List.of(model.namespace(), model.name()));
    return loop && !facts.get(model).waivers().grant(RuleName.SELF_CONSUMING_LOOP, data, now)
        ? Optional.of(
            new Expected.OpenAlert(
                RuleName.SELF_CONSUMING_LOOP,
                model,
                data,
                hasOtherData(model, data) ? Severity.WARNING : Severity.CRITICAL,
                List.of()))
        : Optional.empty();
  }

  /** Whether the training data descends from collected data without the dataset in between. */
  private boolean hasOtherData(Asset model, Asset data) {
    Set<Asset> seen = new HashSet<>(Set.of(model, data));
    Deque<Asset> todo = new ArrayDeque<>();
    trainingData(model).filter(seen::add).forEach(todo::add);
    while (!todo.isEmpty()) {
      Asset asset = todo.remove();
      if (isCollected(live.get(asset))) {
        return true;
      }
      facts.get(asset).carryingInputs().stream().filter(seen::add).forEach(todo::add);
    }
    return false;
  }

  /** The datasets that the model was trained on. A base model is none. */
  private Stream<Asset> trainingData(Asset model) {
    return live.get(model).stream()
        .filter(event -> event.type() == EventType.TRAIN)
        .flatMap(event -> event.inputs().stream())
        .filter(input -> input.role().carries())
        .map(Input::asset)
        .filter(asset -> asset.kind() == AssetKind.DATASET);
  }

  /** Whether an event ingested the data, and none says that it contains synthetic data. */
  private static boolean isCollected(List<LineageEvent> live) {
    boolean saidByDocument =
        live.stream().map(LineageEvent::document).anyMatch(Loops::saysSynthetic);
    return SyntheticRecords.latestReclassification(live)
        .map(
            latest ->
                !latest.synthetic()
                    && live.stream().anyMatch(event -> event.type() == EventType.INGEST))
        .orElse(
            !saidByDocument
                && live.stream()
                    .filter(event -> event.type() == EventType.INGEST)
                    .anyMatch(event -> !SyntheticRecords.admits(event)));
  }

  private static boolean saysSynthetic(Optional<Document> document) {
    return document
        .flatMap(Document::ingest)
        .map(Ingest::containsSynthetic)
        .filter(Answer.YES::equals)
        .isPresent();
  }
}
