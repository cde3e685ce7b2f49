package dev.headwater.query.walk;

import dev.headwater.engine.Upstream;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Input;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.question.AlertFilter;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.DetailQuestion;
import dev.headwater.query.question.EventsQuestion;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.ExposuresQuestion;
import dev.headwater.query.question.ListedAlert;
import dev.headwater.query.question.VisitQuestion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the account of one asset: everything that one page shows about it. Every list in it has a
 * limit.
 */
public final class AccountReading {
  /** The maximum number of events of each kind. */
  static final int EVENTS = 10;

  /** The maximum number of origins that it lists, with their paths. */
  static final int ORIGINS = 25;

  /** The maximum number of origins of each status that it reads to find the nearest ones. */
  private static final int ORIGINS_WEIGHED = 1_000;

  /** The maximum number of assets that it went into. */
  static final int USED_BY = 1_000;

  /** The maximum number of datasets that it was trained on and whose summaries are read. */
  static final int TRAINING_DATA = 50;

  /**
   * The order of the origins: first what makes a gate FAIL, then what makes it INDETERMINATE, then
   * what it lets pass.
   */
  private static final List<ExposureFilter> BY_WEIGHT =
      List.of(
          ExposureFilter.OPEN_SYNTHETIC,
          ExposureFilter.OPEN_OTHER,
          ExposureFilter.WAIVED,
          ExposureFilter.DOCUMENTED);

  private final Reading reading;
  private final Asset asset;
  private final Moment moment;
  private final Instant now;
  private final GateKeeper gateKeeper;

  /**
   * @param statementsLimit of how many assets the same walk reads who is represented in them
   */
  public AccountReading(
      Reading reading,
      Asset asset,
      Moment moment,
      int assetLimit,
      int statementsLimit,
      Clock clock) {
    this.reading = reading;
    this.asset = asset;
    this.moment = moment;
    this.now = moment.judgedAt(clock.instant());
    this.gateKeeper = new GateKeeper(reading, asset, moment, assetLimit, statementsLimit, clock);
  }

  /** Whether an event that counts has named the asset. */
  boolean isNamed() {
    return moment.isNow() ? visit(false).named() : new PastNaming(reading, moment).isNamed(asset);
  }

  /**
   * Reads the account. Empty if no event that counts has named the asset.
   *
   * @param notCaughtUp why the answer may not reflect all events that were acknowledged before the
   *     request; empty if it does
   */
  public Optional<AssetAccount> read(Optional<String> notCaughtUp, GateKeeper.AtRest atRest) {
    if (!isNamed()) {
      return Optional.empty();
    }
    Gate gate = gateKeeper.decide(notCaughtUp, atRest);
    DetailQuestion.Detail detail =
        reading.ask(new DetailQuestion(reading.partitionOf(asset), asset, moment));
    AssetEvents events =
        reading.ask(new EventsQuestion(reading.partitionOf(asset), asset, EVENTS, moment));
    Origins origins = gateKeeper.upstream().map(this::origins).orElseGet(this::travelledOrigins);
    UsedBy usedBy = usedBy();
    AssetSummary summary = detail.found().orElseGet(() -> PastSummaries.unnamed(asset));
    return Optional.of(
        new AssetAccount(
            detail.of(
                origins.counts().map(counts -> PastSummaries.with(summary, counts)).orElse(summary),
                moment,
                reading.freshness()),
            gate,
            events,
            origins.items(),
            origins.whole(),
            trainingData(events),
            usedBy.assets(),
            usedBy.more(),
            moment.isNow() ? openAlerts() : List.of(),
            gateKeeper.statements(),
            reading.freshness()));
  }

  private VisitQuestion.Seen visit(boolean down) {
    return reading.ask(
        new VisitQuestion(
            reading.partitionOf(asset), asset, false, down, List.of(), USED_BY + 1, Moment.NOW));
  }

  private record UsedBy(List<Asset> assets, boolean more) {}

  private UsedBy usedBy() {
    VisitQuestion.Seen seen = visit(true);
    List<Asset> all = seen.successors();
    if (!moment.isNow()) {
      all = new PastNaming(reading, moment).usedBy(asset, USED_BY + 1);
    }
    boolean cut = all.size() > USED_BY;
    return new UsedBy(cut ? all.subList(0, USED_BY) : all, cut || moment.isNow() && seen.more());
  }

  /**
   * @param items the nearest origins of each status, at most {@link #ORIGINS} in all
   * @param counts of all origins; empty if the facts are not known
   * @param whole whether every origin was read that could have been among the items, and every path
   *     is whole
   */
  private record Origins(
      List<Exposures.Item> items, Optional<ExposureCounts> counts, boolean whole) {}

  /** The origins according to the facts that the gate was decided by. */
  private Origins origins(Upstream upstream) {
    boolean used =
        upstream.subject().isUnknown()
            && (moment.isNow() || new PastNaming(reading, moment).isUsed(asset));
    PastExposures exposures = new PastExposures(upstream, used, now);
    List<Exposures.Item> nearest = new ArrayList<>();
    for (ExposureFilter filter : BY_WEIGHT) {
      List<Exposures.Item> found = exposures.items(filter);
      nearest.addAll(found.subList(0, Math.min(found.size(), ORIGINS - nearest.size())));
    }
    return new Origins(nearest, Optional.of(exposures.counts()), true);
  }

  /**
   * The origins according to the exposures that have travelled to the asset. Needed where the facts
   * upstream could not be read, for example because there are more assets than a gate reads. None
   * for the past.
   */
  private Origins travelledOrigins() {
    if (!moment.isNow()) {
      return new Origins(List.of(), Optional.empty(), false);
    }
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
    List<PathWalk.Path> paths = new PathWalk(reading).paths(asset, nearest);
    List<Exposures.Item> items = new ArrayList<>();
    for (int i = 0; i < nearest.size(); i++) {
      items.add(new Exposures.Item(nearest.get(i), paths.get(i).assets()));
    }
    return new Origins(
        items, Optional.empty(), all && paths.stream().allMatch(PathWalk.Path::isWhole));
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
            .map(input -> new DetailQuestion(reading.partitionOf(input), input, moment))
            .toList();
    SortedMap<Asset, AssetSummary> known = new TreeMap<>();
    for (DetailQuestion.Detail detail : reading.askAll(questions)) {
      detail.found().ifPresent(summary -> known.put(summary.asset(), summary));
    }
    return known;
  }

  private List<ListedAlert> openAlerts() {
    AlertFilter open = new AlertFilter(Set.of(AlertStatus.OPEN), Set.of(), Set.of(), Set.of(asset));
    return new AlertList(reading)
        .read(open, "", AssetAccount.ALERTS).alerts().stream()
            .sorted(
                Comparator.comparing((ListedAlert listed) -> listed.alert().openedAt())
                    .thenComparing(listed -> listed.alert().id()))
            .toList();
  }
}
