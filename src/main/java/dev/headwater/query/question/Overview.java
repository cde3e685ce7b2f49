package dev.headwater.query.question;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Stamp;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is counted over all partitions. The numbers of one partition are of about the same moment;
 * those of different partitions may differ by more.
 *
 * @param totals over all namespaces, those that are not listed included
 * @param namespaces the first namespaces in the order of the UTF-8 bytes of their names; at most
 *     {@link #NAMESPACES}. The counts of a listed namespace are whole
 * @param moreNamespaces whether there are more namespaces than are listed
 * @param openAlerts how many alerts are open, by rule and severity, without those of which none is.
 *     Alerts that are still held back do not count
 * @param newestAlerts the open alerts, the one opened last first, and then by id; at most {@link
 *     #NEWEST_ALERTS}
 * @param hours the hours of the last {@link #HOURS} in which events arrived, in order
 * @param widest the origins with the largest blast radius, the largest first; at most {@link
 *     #WIDEST}. Their numbers are exact
 * @param widestIsCertain whether certainly no other origin has a larger blast radius than the last
 *     one that is listed
 * @param latestModels the models whose latest live TRAIN event has the newest event time, the
 *     newest first, then by event id, then by URN; at most {@link #LATEST_MODELS}
 * @param moreModels whether there are more trained models than are listed
 * @param freshness of what was read
 */
public record Overview(
    AssetCounts totals,
    List<Namespace> namespaces,
    boolean moreNamespaces,
    List<AlertCount> openAlerts,
    List<Alert> newestAlerts,
    List<Hour> hours,
    List<BlastRadius> widest,
    boolean widestIsCertain,
    List<LatestModel> latestModels,
    boolean moreModels,
    Freshness freshness)
    implements ReadAnswer {

  /** The maximum number of namespaces. */
  public static final int NAMESPACES = 1_000;

  /** The maximum number of newest alerts. */
  public static final int NEWEST_ALERTS = 20;

  /** For how many hours events are counted, the current one included. */
  public static final int HOURS = 48;

  /** The maximum number of origins. */
  public static final int WIDEST = 10;

  /** The maximum number of latest models. */
  public static final int LATEST_MODELS = 20;

  public Overview {
    namespaces = List.copyOf(namespaces);
    openAlerts = List.copyOf(openAlerts);
    newestAlerts = List.copyOf(newestAlerts);
    hours = List.copyOf(hours);
    widest = List.copyOf(widest);
    latestModels = List.copyOf(latestModels);
  }

  /** The assets of a namespace. */
  public record Namespace(String name, AssetCounts assets) {}

  /** How many alerts of a rule and severity are open; at least 1. */
  public record AlertCount(RuleName rule, Severity severity, long open) {}

  /**
   * The events of one hour, by the timestamps of their records in Kafka. A record whose timestamp
   * is in the future counts in the current hour.
   *
   * @param start of the hour
   * @param taken how many events were taken, by type; a type without events is left out. A
   *     duplicate does not count, unless it is processed at the same time as the first. An event
   *     that concerns no asset does not count
   * @param quarantined how many records and events were put to quarantine
   */
  public record Hour(Instant start, SortedMap<EventType, Long> taken, long quarantined) {
    public Hour {
      taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
    }

    public Hour plus(Hour other) {
      SortedMap<EventType, Long> sum = new TreeMap<>(taken);
      other.taken.forEach((type, count) -> sum.merge(type, count, Long::sum));
      return new Hour(start, sum, quarantined + other.quarantined);
    }
  }

  /** An origin that models have inherited open alerts from, and the rule of these alerts. */
  public record Cause(RuleName rule, Asset origin) {}

  /**
   * How far an origin reaches.
   *
   * @param rule TRAINED_ON_UNDOCUMENTED_SYNTHETIC or TRAINED_ON_UNKNOWN_ORIGIN
   * @param models how many models have an open alert of the rule about the origin
   */
  public record BlastRadius(RuleName rule, Asset origin, long models) {
    public Cause cause() {
      return new Cause(rule, origin);
    }
  }

  /**
   * A model that was trained lately.
   *
   * @param trainedAt the event time of its latest live TRAIN event
   * @param trainedBy the id of that event
   */
  public record LatestModel(Asset model, Instant trainedAt, UUID trainedBy, Standing standing) {
    public Stamp stamp() {
      return new Stamp(trainedAt, trainedBy);
    }
  }

  /**
   * What the asset's own row says, with the exposures that have travelled to it so far. This is not
   * the verdict of a gate, which is decided on facts.
   *
   * @param exposures how many live origins it descends from, by kind
   */
  public record Standing(AssetState state, ExposureCounts exposures) {}

  /** How many alerts are open. */
  public long openAlertCount() {
    return openAlerts.stream().mapToLong(AlertCount::open).sum();
  }

  /** Whether there are more open alerts than are listed. */
  public boolean moreAlerts() {
    return openAlertCount() > newestAlerts.size();
  }

  /**
   * Whether nothing is left out that the answer promises: every namespace is listed, and no other
   * origin has a larger blast radius. Only with {@link Freshness#caughtUp} does it also hold for
   * every event that was acknowledged.
   */
  @Override
  public boolean isComplete() {
    return !moreNamespaces && widestIsCertain;
  }
}
