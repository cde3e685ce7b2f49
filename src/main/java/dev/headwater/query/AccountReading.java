package dev.headwater.query;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads all that is told of one asset on one page. Bounded in everything that it lists. */
final class AccountReading {
  /** Events of each kind. */
  static final int EVENTS = 10;

  /** Origins that are told, with their paths. */
  static final int ORIGINS = 25;

  /** Origins of each status among which the nearest are looked for. */
  private static final int ORIGINS_WEIGHED = 1_000;

  /** Assets that it went into, counted. */
  static final int USED_BY = 1_000;

  private static final int ALERTS = 25;

  /** Datasets that it was trained on, and of which the composition is looked at. */
  static final int TRAINING_DATA = 50;

  /** What a gate fails for first, then what makes it hesitate, then what it lets pass. */
  private static final List<ExposureFilter> BY_WEIGHT =
      List.of(
          ExposureFilter.OPEN_SYNTHETIC,
          ExposureFilter.OPEN_OTHER,
          ExposureFilter.WAIVED,
          ExposureFilter.DOCUMENTED);

  private final Reading reading;
  private final Asset asset;

  AccountReading(Reading reading, Asset asset) {
    this.reading = reading;
    this.asset = asset;
  }

  /**
   * Empty if no applied event has named the asset.
   *
   * @param notCaughtUp why it is not known that all events are processed; empty if it is
   */
  Optional<AssetAccount> read(Optional<String> notCaughtUp) {
    DetailQuestion.Detail detail =
        reading.ask(new DetailQuestion(reading.partitionOf(asset), asset));
    if (detail.found().isEmpty()) {
      return Optional.empty();
    }
    Gate gate = new GateKeeper(reading, asset).decide(notCaughtUp);
    AssetEvents events = reading.ask(new EventsQuestion(reading.partitionOf(asset), asset, EVENTS));
    Weighed origins = origins();
    List<PathWalk.Path> paths = new PathWalk(reading).paths(asset, origins.nearest());
    VisitQuestion.Seen seen = visit(true);
    List<Asset> usedBy =
        seen.successors().size() > USED_BY
            ? seen.successors().subList(0, USED_BY)
            : seen.successors();
    return Optional.of(
        new AssetAccount(
            new AssetDetail(
                detail.found().get(),
                detail.versions(),
                detail.moreVersions(),
                reading.freshness()),
            gate,
            events,
            items(origins.nearest(), paths),
            origins.all() && paths.stream().allMatch(PathWalk.Path::isWhole),
            trainingData(events),
            usedBy,
            seen.more(),
            openAlerts(),
            reading.freshness()));
  }

  private VisitQuestion.Seen visit(boolean down) {
    return reading.ask(
        new VisitQuestion(reading.partitionOf(asset), asset, false, down, List.of(), USED_BY + 1));
  }

  /**
   * @param nearest of each status, at most {@link #ORIGINS} in all
   * @param all whether all were looked at that could have been among them
   */
  private record Weighed(List<ExposureEntry> nearest, boolean all) {}

  private Weighed origins() {
    List<ExposureEntry> nearest = new ArrayList<>();
    boolean all = true;
    for (ExposureFilter filter : BY_WEIGHT) {
      List<ExposureEntry> found = new ArrayList<>();
      String at = "";
      while (nearest.size() < ORIGINS && found.size() < ORIGINS_WEIGHED) {
        ExposuresQuestion.Found page =
            reading.ask(
                new ExposuresQuestion(
                    reading.partitionOf(asset), asset, filter, at, ORIGINS_WEIGHED - found.size()));
        found.addAll(page.entries());
        at = page.next();
        if (at.isEmpty()) {
          break;
        }
      }
      all &= at.isEmpty();
      found.sort(
          Comparator.comparingInt(ExposureEntry::distance)
              .thenComparing(ExposureEntry::origin)
              .thenComparing(ExposureEntry::kind));
      nearest.addAll(found.subList(0, Math.min(found.size(), ORIGINS - nearest.size())));
    }
    return new Weighed(nearest, all);
  }

  private static List<Exposures.Item> items(
      List<ExposureEntry> entries, List<PathWalk.Path> paths) {
    List<Exposures.Item> items = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      items.add(new Exposures.Item(entries.get(i), paths.get(i).assets()));
    }
    return items;
  }

  private SortedMap<Asset, AssetSummary> trainingData(AssetEvents events) {
    List<DetailQuestion> questions =
        events.trainings().events().stream()
            .flatMap(event -> event.inputs().stream())
            .filter(input -> input.role().carries())
            .map(Input::asset)
            .filter(input -> input.kind() == AssetKind.DATASET)
            .distinct()
            .limit(TRAINING_DATA)
            .map(input -> new DetailQuestion(reading.partitionOf(input), input))
            .toList();
    SortedMap<Asset, AssetSummary> known = new TreeMap<>();
    for (DetailQuestion.Detail detail : reading.askAll(questions)) {
      detail.found().ifPresent(summary -> known.put(summary.asset(), summary));
    }
    return known;
  }

  private List<Alert> openAlerts() {
    AlertFilter open = new AlertFilter(Set.of(AlertStatus.OPEN), Set.of(), Set.of(), Set.of(asset));
    return new AlertList(reading)
        .read(open, "", ALERTS).alerts().stream()
            .sorted(
                Comparator.comparing((Alert alert) -> alert.openedAt()).thenComparing(Alert::id))
            .toList();
  }
}
