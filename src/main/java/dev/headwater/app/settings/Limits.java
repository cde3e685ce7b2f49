package dev.headwater.app.settings;

import dev.headwater.http.request.ApiOptions;
import dev.headwater.model.Target;
import dev.headwater.query.ReadLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The limits of the HTTP API and of reads, from the settings. */
public final class Limits {

  private Limits() {}

  /**
   * The limits of the API.
   *
   * @param uses the named uses of the policy
   */
  public static ApiOptions api(Settings settings, Map<String, List<Target>> uses) {
    return new ApiOptions(
        settings.count(Setting.HTTP_MAX_BODY_BYTES),
        settings.number(Setting.HTTP_MAX_LINES_BYTES),
        settings.number(Setting.HTTP_MAX_LAG_EVENTS),
        settings.count(Setting.HTTP_THREADS),
        settings.count(Setting.HTTP_EVENTS_AT_ONCE),
        settings.count(Setting.HTTP_READS_AT_ONCE),
        settings.count(Setting.HTTP_READS_WAITING_AT_ONCE),
        settings.count(Setting.HTTP_EVENTS_WAITING_AT_ONCE),
        settings.count(Setting.HTTP_ALERT_STREAMS),
        millis(settings, Setting.HTTP_PATIENCE_MILLIS),
        millis(settings, Setting.HTTP_SEND_TIMEOUT_MILLIS),
        millis(settings, Setting.HTTP_WAIT_TIMEOUT_MILLIS),
        millis(settings, Setting.HTTP_KAFKA_AWAY_MILLIS),
        millis(settings, Setting.HTTP_SETTLE_MILLIS),
        millis(settings, Setting.HTTP_HEARTBEAT_MILLIS),
        millis(settings, Setting.HTTP_CLOSE_MILLIS),
        uses);
  }

  /** The limits of reads. */
  public static ReadLimits reads(Settings settings) {
    return new ReadLimits(
        millis(settings, Setting.READ_TIMEOUT_MILLIS),
        settings.count(Setting.READ_MAX_EDGES),
        millis(settings, Setting.READ_CATCH_UP_MILLIS),
        settings.count(Setting.READ_PEER_REQUESTS),
        settings.count(Setting.REPRESENTATION_MAX_ASSETS));
  }

  /** For how long resolved alerts are kept; empty: for ever. */
  public static Optional<Duration> resolvedAlertsKept(Settings settings) {
    long days = settings.number(Setting.ALERTS_RESOLVED_KEEP_DAYS);
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }

  private static Duration millis(Settings settings, Setting setting) {
    return Duration.ofMillis(settings.number(setting));
  }
}
