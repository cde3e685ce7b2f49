package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.peer.Status;
import dev.headwater.query.question.AssetCounts;
import dev.headwater.query.question.Overview;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The first page: what needs attention.
 *
 * @param isEmpty whether no event has named an asset yet
 * @param figures the numbers at the top
 * @param alerts the newest open alerts
 * @param moreAlerts whether more are open
 * @param noAlerts what to say if there are none
 * @param widest the origins that reach most models
 * @param noWidest what to say if there are none
 * @param widestIsCertain whether no other origin reaches more
 * @param models that were trained lately
 * @param noModels what to say if there are none
 * @param namespaces those with most undocumented synthetic data first
 * @param moreNamespaces what that list leaves out; "" if nothing
 * @param flow the events by type
 * @param bars the events of each of the last hours, the latest last
 * @param flowWords the events in one sentence
 * @param instances of this service
 * @param stream the path of the stream of changes
 * @param freshness of the page
 */
public record OverviewView(
    boolean isEmpty,
    List<Figure> figures,
    List<AlertView> alerts,
    boolean moreAlerts,
    String noAlerts,
    List<Reach> widest,
    String noWidest,
    boolean widestIsCertain,
    List<Trained> models,
    String noModels,
    List<Namespace> namespaces,
    String moreNamespaces,
    List<Flow> flow,
    List<HourBar> bars,
    String flowWords,
    List<InstanceRow> instances,
    String stream,
    FreshnessView freshness) {
  private static final int HOURS = 24;
  private static final int ALERTS = 8;
  private static final int MODELS = 8;
  private static final int NAMESPACES = 12;

  public OverviewView {
    figures = List.copyOf(figures);
    alerts = List.copyOf(alerts);
    widest = List.copyOf(widest);
    models = List.copyOf(models);
    namespaces = List.copyOf(namespaces);
    flow = List.copyOf(flow);
    bars = List.copyOf(bars);
    instances = List.copyOf(instances);
  }

  /** A number with its meaning. The link is "" if it leads nowhere. */
  public record Figure(String tone, String number, String words, String link) {}

  /** An origin and how many models it reaches. */
  public record Reach(Asset origin, String concern, long models) {}

  /** A model, when it was trained, and what has been found about it so far. */
  public record Trained(Asset model, Instant at, Mark mark) {}

  /**
   * A namespace and the documentation of its synthetic data. Offsets and widths are SVG lengths.
   */
  public record Namespace(
      String name,
      long assets,
      long synthetic,
      long documented,
      long partial,
      long undocumented,
      long unknownOrigin,
      String partialAt,
      String undocumentedAt,
      String documentedWidth,
      String partialWidth,
      String undocumentedWidth) {}

  /** How many events of one type arrived. */
  public record Flow(String type, long hour, long day) {}

  /** The events of one hour as a bar; the numbers are SVG lengths. */
  public record HourBar(String at, String x, String y, String width, String height, String words) {}

  /** An instance of this service. */
  public record InstanceRow(String url, Mark mark, String partitions) {}

  /** Makes the page. */
  public static OverviewView of(Overview overview, Status status, Lag lag, Instant now) {
    FreshnessView freshness = freshness(overview, status);
    boolean sure = freshness.sure() && status.pendingAlerts() == 0;
    List<Namespace> namespaces = namespaces(overview);
    int more = overview.namespaces().size() - namespaces.size();
    return new OverviewView(
        sure && overview.totals().datasets() + overview.totals().models() == 0,
        figures(overview, status, lag, now, sure),
        overview.newestAlerts().stream().limit(ALERTS).map(AlertView::brief).toList(),
        overview.openAlertCount() > ALERTS,
        sure ? "No alert is open." : "None so far.",
        overview.widest().stream().map(OverviewView::reach).toList(),
        sure ? "No open alert of a model names an origin." : "None so far.",
        overview.widestIsCertain(),
        overview.latestModels().stream().limit(MODELS).map(OverviewView::trained).toList(),
        sure ? "No training is on record." : "None so far.",
        namespaces,
        more > 0 || overview.moreNamespaces()
            ? (overview.moreNamespaces() ? "At least " : "")
                + Words.number(more)
                + " more namespaces are not listed."
            : "",
        flow(overview, now),
        bars(overview, now),
        flowWords(overview, now),
        status.instances().stream().map(OverviewView::instance).toList(),
        "/api/v1/alerts/stream?status=all",
        freshness);
  }

  private static FreshnessView freshness(Overview overview, Status status) {
    List<String> gaps = new ArrayList<>();
    if (!status.problem().isEmpty()) {
      gaps.add(status.problem());
    }
    if (status.pendingAlerts() > 0) {
      gaps.add(
          Words.count(status.pendingAlerts(), "alert") + " held back until a backlog is over.");
    }
    return FreshnessView.of(overview.freshness(), false, gaps);
  }

  /**
   * The numbers at the top.
   *
   * @param sure whether the numbers cannot be too small
   */
  private static List<Figure> figures(
      Overview overview, Status status, Lag lag, Instant now, boolean sure) {
    AssetCounts totals = overview.totals();
    long critical = open(overview, Severity.CRITICAL);
    long warnings = open(overview, Severity.WARNING);
    long lacking = totals.partial() + totals.undocumented();
    String least = sure ? "" : "at least ";
    String good = sure ? "good" : "";
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            critical > 0 ? "bad" : good,
            least + Words.number(critical),
            "critical " + (critical == 1 ? "alert" : "alerts") + " open",
            "/alerts?severity=CRITICAL"));
    figures.add(
        new Figure(
            warnings > 0 ? "warn" : good,
            least + Words.number(warnings),
            (warnings == 1 ? "warning" : "warnings") + " open",
            "/alerts?severity=WARNING"));
    long infos = open(overview, Severity.INFO);
    if (infos > 0) {
      figures.add(
          new Figure(
              "",
              least + Words.number(infos),
              "info " + (infos == 1 ? "alert" : "alerts") + " open",
              "/alerts?severity=INFO"));
    }
    figures.add(
        new Figure(
            lacking > 0 ? "bad" : good,
            least + Words.number(lacking) + " of " + Words.number(synthetic(totals)),
            "synthetic datasets lack documentation",
            "/assets?synthetic=YES"));
    figures.add(
        new Figure(
            totals.unknownOrigin() > 0 ? "warn" : good,
            least + Words.number(totals.unknownOrigin()),
            "of "
                + Words.count(totals.datasets() + totals.models(), "asset")
                + " have no known origin",
            ""));
    figures.add(
        new Figure(
            "",
            Words.number(events(overview, hours(now, 2))),
            "events in this and the last hour, " + waiting(lag),
            "#flow"));
    long lost = status.missingEvents();
    if (lost > 0) {
      figures.add(
          new Figure(
              "bad",
              Words.number(lost),
              "events of " + Words.count(status.producersWithGaps(), "producer") + " are missing",
              "/alerts?rule=LOST_EVENTS"));
    }
    return figures;
  }

  private static String waiting(Lag lag) {
    if (!lag.isKnown()) {
      return "not known how many wait";
    }
    return lag.events() == 0 ? "none waiting" : Words.number(lag.events()) + " waiting at most";
  }

  private static long open(Overview overview, Severity severity) {
    return overview.openAlerts().stream()
        .filter(alerts -> alerts.severity() == severity)
        .mapToLong(Overview.AlertCount::open)
        .sum();
  }

  private static long synthetic(AssetCounts counts) {
    return counts.documented() + counts.partial() + counts.undocumented();
  }

  private static Reach reach(Overview.BlastRadius radius) {
    OriginKind kind =
        radius.rule() == RuleName.TRAINED_ON_UNKNOWN_ORIGIN
            ? OriginKind.UNKNOWN
            : OriginKind.SYNTHETIC;
    String concern =
        kind == OriginKind.SYNTHETIC ? "undocumented synthetic data" : Words.kind(kind);
    return new Reach(radius.origin(), concern, radius.models());
  }

  private static Trained trained(Overview.LatestModel model) {
    return new Trained(model.model(), model.trainedAt(), standing(model.standing()));
  }

  /** What is known against a model, the worst first. */
  static Mark standing(Overview.Standing standing) {
    ExposureCounts exposures = standing.exposures();
    if (exposures.undocumented() > 0) {
      return new Mark("bad", Words.count(exposures.undocumented(), "undocumented origin"));
    }
    if (exposures.unknown() > 0) {
      return new Mark("warn", Words.count(exposures.unknown(), "unknown origin"));
    }
    if (exposures.incomplete() > 0) {
      return new Mark("warn", "inputs not all named");
    }
    int alerts = standing.state().openAlerts();
    return alerts > 0
        ? new Mark("warn", Words.count(alerts, "open alert"))
        : new Mark("good", "nothing open");
  }

  private static List<Namespace> namespaces(Overview overview) {
    return overview.namespaces().stream()
        .sorted(
            Comparator.comparingLong(
                    (Overview.Namespace one) ->
                        -(one.assets().undocumented() + one.assets().partial()))
                .thenComparing(one -> -synthetic(one.assets()))
                .thenComparing(Overview.Namespace::name))
        .limit(NAMESPACES)
        .map(OverviewView::namespace)
        .toList();
  }

  private static Namespace namespace(Overview.Namespace namespace) {
    AssetCounts assets = namespace.assets();
    long synthetic = Math.max(1, synthetic(assets));
    return new Namespace(
        namespace.name(),
        assets.datasets() + assets.models(),
        synthetic(assets),
        assets.documented(),
        assets.partial(),
        assets.undocumented(),
        assets.unknownOrigin(),
        percent(assets.documented(), synthetic),
        percent(assets.documented() + assets.partial(), synthetic),
        percent(assets.documented(), synthetic),
        percent(assets.partial(), synthetic),
        percent(assets.undocumented(), synthetic));
  }

  private static String percent(double part, double whole) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * part / whole);
  }

  /** The beginning of the last {@code count} hours, the current one included. */
  private static Instant hours(Instant now, int count) {
    return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(count - 1));
  }

  private static Stream<Overview.Hour> since(Overview overview, Instant start) {
    return overview.hours().stream().filter(hour -> !hour.start().isBefore(start));
  }

  private static long events(Overview overview, Instant start) {
    return since(overview, start)
        .flatMap(hour -> hour.taken().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  private static List<Flow> flow(Overview overview, Instant now) {
    return Arrays.stream(EventType.values())
        .map(
            type ->
                new Flow(
                    type.name(),
                    count(overview, type, hours(now, 2)),
                    count(overview, type, hours(now, HOURS))))
        .toList();
  }

  private static long count(Overview overview, EventType type, Instant start) {
    return since(overview, start).mapToLong(hour -> hour.taken().getOrDefault(type, 0L)).sum();
  }

  private static List<HourBar> bars(Overview overview, Instant now) {
    Instant first = hours(now, HOURS);
    long[] counts = new long[HOURS];
    for (Overview.Hour hour : overview.hours()) {
      long at = Duration.between(first, hour.start()).toHours();
      if (at >= 0 && at < HOURS) {
        counts[(int) at] = hour.taken().values().stream().mapToLong(Long::longValue).sum();
      }
    }
    long most = Math.max(1, Arrays.stream(counts).max().orElse(1));
    List<HourBar> bars = new ArrayList<>();
    double step = 100.0 / HOURS;
    for (int i = 0; i < HOURS; i++) {
      double height = counts[i] == 0 ? 0 : Math.max(2, 100.0 * counts[i] / most);
      String at = first.plus(Duration.ofHours(i)).toString().substring(11, 16);
      bars.add(
          new HourBar(
              at,
              percent(i * step, 100),
              percent(100 - height, 100),
              percent(step * 0.8, 100),
              percent(height, 100),
              at + " UTC: " + Words.count(counts[i], "event")));
    }
    return bars;
  }

  private static String flowWords(Overview overview, Instant now) {
    Instant day = hours(now, HOURS);
    long quarantined = since(overview, day).mapToLong(Overview.Hour::quarantined).sum();
    return Words.count(events(overview, day), "event")
        + " in the last 24 hours; "
        + Words.count(quarantined, "record")
        + " of the events topic put to quarantine.";
  }

  private static InstanceRow instance(Status.Member member) {
    boolean running = member.report().state().equals("RUNNING");
    return new InstanceRow(
        member.instance().host() + ":" + member.instance().port(),
        new Mark(
            running ? "good" : "bad",
            member.report().state().toLowerCase(Locale.ROOT).replace('_', ' ')),
        member.report().isReachable()
            ? Words.count(member.report().partitions().size(), "partition")
            : "not known");
  }
}
