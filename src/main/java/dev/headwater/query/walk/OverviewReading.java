package dev.headwater.query.walk;

import dev.headwater.model.Alert;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.question.AssetCounts;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.query.question.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the overview: asks every partition, and merges the answers. */
public final class OverviewReading {
  private final Reading reading;
  private final Instant now;

  /**
   * @param now decides which hours are shown
   */
  public OverviewReading(Reading reading, Instant now) {
    this.reading = reading;
    this.now = now;
  }

  public Overview read() {
    List<OverviewQuestion> questions = new ArrayList<>();
    for (int partition = 0; partition < reading.partitions(); partition++) {
      questions.add(new OverviewQuestion(partition));
    }
    List<OverviewQuestion.Found> found = reading.askAll(questions);
    WidestOrigins widest = WidestOrigins.of(found, reading);
    List<Overview.Namespace> namespaces = namespaces(found);
    List<Overview.Namespace> firstNamespaces = first(namespaces, Overview.NAMESPACES);
    List<Overview.LatestModel> models = models(found);
    List<Overview.LatestModel> latestModels = first(models, Overview.LATEST_MODELS);
    return new Overview(
        found.stream()
            .map(OverviewQuestion.Found::totals)
            .reduce(AssetCounts.NOTHING, AssetCounts::plus),
        firstNamespaces,
        firstNamespaces.size() < namespaces.size()
            || found.stream().anyMatch(OverviewQuestion.Found::moreNamespaces),
        openAlerts(found),
        newestAlerts(found),
        hours(found),
        widest.origins(),
        widest.certain(),
        latestModels,
        latestModels.size() < models.size()
            || found.stream().anyMatch(OverviewQuestion.Found::moreModels),
        reading.freshness());
  }

  /**
   * The namespaces of all partitions. A partition that has more than it listed may have any that
   * comes after its last one, so none after that is in the result.
   */
  private static List<Overview.Namespace> namespaces(List<OverviewQuestion.Found> found) {
    TreeMap<String, AssetCounts> byName = new TreeMap<>(Place.BY_BYTES);
    Optional<String> last = Optional.empty();
    for (OverviewQuestion.Found one : found) {
      one.namespaces()
          .forEach(
              namespace -> byName.merge(namespace.name(), namespace.assets(), AssetCounts::plus));
      if (one.moreNamespaces()) {
        String end = one.namespaces().get(one.namespaces().size() - 1).name();
        if (last.isEmpty() || Place.BY_BYTES.compare(end, last.get()) < 0) {
          last = Optional.of(end);
        }
      }
    }
    return last.map(end -> byName.headMap(end, true)).orElse(byName).entrySet().stream()
        .map(entry -> new Overview.Namespace(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<Overview.AlertCount> openAlerts(List<OverviewQuestion.Found> found) {
    Map<RuleName, Map<Severity, Long>> sums = new EnumMap<>(RuleName.class);
    for (OverviewQuestion.Found one : found) {
      for (Overview.AlertCount open : one.openAlerts()) {
        sums.computeIfAbsent(open.rule(), rule -> new EnumMap<>(Severity.class))
            .merge(open.severity(), open.open(), Long::sum);
      }
    }
    List<Overview.AlertCount> all = new ArrayList<>();
    sums.forEach(
        (rule, bySeverity) ->
            bySeverity.forEach(
                (severity, open) -> all.add(new Overview.AlertCount(rule, severity, open))));
    return all;
  }

  private static List<Alert> newestAlerts(List<OverviewQuestion.Found> found) {
    return found.stream()
        .flatMap(one -> one.newestAlerts().stream())
        .sorted(
            Comparator.comparing((Alert alert) -> alert.openedAt())
                .reversed()
                .thenComparing(alert -> alert.id()))
        .limit(Overview.NEWEST_ALERTS)
        .toList();
  }

  private List<Overview.Hour> hours(List<OverviewQuestion.Found> found) {
    Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    Instant begin = end.minus(Duration.ofHours(Overview.HOURS));
    TreeMap<Instant, Overview.Hour> byStart = new TreeMap<>();
    for (OverviewQuestion.Found one : found) {
      one.hours().forEach(hour -> byStart.merge(hour.start(), hour, Overview.Hour::plus));
    }
    return List.copyOf(byStart.subMap(begin, end).values());
  }

  private static List<Overview.LatestModel> models(List<OverviewQuestion.Found> found) {
    return found.stream()
        .flatMap(one -> one.latestModels().stream())
        .sorted(
            Comparator.comparing(Overview.LatestModel::stamp)
                .reversed()
                .thenComparing(model -> model.model().urn(), Place.BY_BYTES))
        .toList();
  }

  private static <T> List<T> first(List<T> all, int limit) {
    return all.subList(0, Math.min(limit, all.size()));
  }
}
