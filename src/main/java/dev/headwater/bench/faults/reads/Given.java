package dev.headwater.bench.faults.reads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.Asset;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer.
 *
 * @param instance that gave it
 * @param path of the request, with its query
 * @param waited whether the request asked to wait until the answer is caught up
 * @param acknowledged how many events had been acknowledged before the request
 * @param sent how many events had been sent when the answer came
 * @param found false for the answer that the asset is not known
 * @param body of the answer
 */
public record Given(
    ReadKind kind,
    String instance,
    Asset asset,
    String path,
    boolean waited,
    int acknowledged,
    Instant requested,
    int sent,
    Instant answered,
    boolean found,
    JsonNode body) {

  /** Whether it says that it leaves nothing out. */
  public boolean isComplete() {
    return body.path("complete").asBoolean();
  }

  /** Whether it says that it reflects all events that were acknowledged before the request. */
  boolean isCaughtUp() {
    return body.path("freshness").path("caughtUp").asBoolean();
  }

  /** Whether it says that a copy was read. */
  boolean isStale() {
    for (JsonNode partition : body.path("freshness").path("partitions")) {
      if (partition.has("stale")) {
        return true;
      }
    }
    return false;
  }

  /** The offset up to which it says that each partition's events are reflected. */
  Map<Integer, Long> applied() {
    Map<Integer, Long> applied = new TreeMap<>();
    for (JsonNode partition : body.path("freshness").path("partitions")) {
      applied.put(partition.path("partition").asInt(), partition.path("events").asLong());
    }
    return applied;
  }

  /**
   * Whether there was a moment before the read at which nothing was under way, so that exposures
   * and alerts follow from the events, too. Only reads of exposures and alerts promise that. What
   * other reads show of them may be older.
   */
  boolean isSettled() {
    return isCaughtUp() && (kind == ReadKind.EXPOSURES || kind == ReadKind.ALERTS);
  }

  @Override
  public String toString() {
    return path
        + " of "
        + instance
        + ", requested at "
        + requested
        + " when "
        + acknowledged
        + " events were acknowledged, answered at "
        + answered
        + " when "
        + sent
        + " were sent: "
        + body;
  }
}
