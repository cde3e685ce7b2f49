package dev.headwater.app.settings;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.notify.AlertDelivery;
import dev.headwater.notify.AlertDelivery.LineName;
import dev.headwater.notify.LineCounts;
import dev.headwater.notify.Routes;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.Ownership;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Connects the delivery of alerts with the settings, the reads and the metrics. */
public final class AlertRouting {
  private static final Routes NONE = new Routes(URI.create("/"), List.of());
  private static final double MILLIS_PER_SECOND = 1_000;

  private AlertRouting() {}

  /**
   * Creates the delivery; the caller starts it.
   *
   * @throws SettingsException if a file with a secret cannot be used
   */
  public static AlertDelivery delivery(Optional<Routes> routes, AlertDelivery.Feed feed) {
    try {
      return new AlertDelivery(routes.orElse(NONE), feed, Clock.systemUTC());
    } catch (IllegalArgumentException unusable) {
      throw new SettingsException(
          Setting.ALERTS_ROUTES_FILE.key() + ": " + unusable.getMessage(), unusable);
    }
  }

  /**
   * Reads the owners of an asset; see {@link Ownership}. Fails where they cannot be known: the
   * asset cannot be read, or only from a copy, which may lack an owner, or is not known yet, or has
   * more events or agents than a summary takes into account.
   */
  public static Function<Asset, Set<String>> owners(Queries queries) {
    return asset -> {
      AssetDetail detail =
          queries
              .asset(asset, Moment.NOW, Promptness.AT_ONCE)
              .orElseThrow(() -> new IllegalStateException("the asset is not known yet"));
      if (detail.freshness().isStale()) {
        throw new IllegalStateException("the asset can be read from a copy only");
      }
      return Ownership.of(detail.summary(), detail.moreEvents())
          .orElseThrow(
              () ->
                  new IllegalStateException("the asset has more events or agents than are listed"));
    };
  }

  /** Registers what each line counts. */
  public static void bind(AlertDelivery delivery, MeterRegistry metrics) {
    delivery.counts().forEach((line, counts) -> bind(line, counts, metrics));
  }

  private static void bind(LineName line, LineCounts counts, MeterRegistry metrics) {
    Tags tags = Tags.of("route", line.route(), "receiver", line.receiver());
    count(
        metrics,
        "headwater.alerts.delivered",
        "Messages that the receiver accepted",
        tags,
        counts.delivered());
    count(
        metrics,
        "headwater.alerts.delivery.failures",
        "Attempts while the receiver could not be reached, or said so",
        tags,
        counts.failures());
    count(
        metrics,
        "headwater.alerts.delivery.refusals",
        "Attempts that the receiver refused",
        tags,
        counts.refusals());
    count(
        metrics,
        "headwater.alerts.skipped",
        "Messages given up because the receiver refused them",
        tags,
        counts.skipped());
    count(
        metrics,
        "headwater.alerts.undecodable",
        "Records of the topic that are no alerts of this version",
        tags,
        counts.undecodable());
    count(
        metrics,
        "headwater.alerts.not.repeated",
        "Open alerts that an Alertmanager gets only once, because there are too many",
        tags,
        counts.notRepeated());
    Gauge.builder(
            "headwater.alerts.waiting.seconds",
            counts,
            of -> of.waitingMillis(System.currentTimeMillis()) / MILLIS_PER_SECOND)
        .description("For how long the message under way has been tried; 0 if none is")
        .tags(tags)
        .register(metrics);
  }

  private static void count(
      MeterRegistry metrics, String name, String description, Tags tags, LongAdder count) {
    FunctionCounter.builder(name, count, LongAdder::sum)
        .description(description)
        .tags(tags)
        .register(metrics);
  }
}
