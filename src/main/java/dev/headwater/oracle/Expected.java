package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * What must hold at one asset when the system is at rest. Plain values, to compare with what holds.
 */
public final class Expected {
  private Expected() {}

  /** An edge as one live event asserts it. */
  public record Edge(
      Asset from, Asset to, Role role, EventType activity, LineageEvent event, boolean inferred) {}

  /** An edge as a reader sees it. The run is that of the latest event that asserts the edge. */
  public record Link(
      Asset from, Asset to, Role role, EventType activity, String run, boolean inferred) {}

  /** The origin of an exposure. */
  public record Origin(Asset asset, OriginKind kind) {
    @Override
    public String toString() {
      return kind + " " + asset;
    }
  }

  /** The verdict on documentation. It is NOT_APPLICABLE for UNKNOWN and INCOMPLETE origins. */
  public record Verdict(Documentation documentation, List<Condition> missing) {
    public static final Verdict NOT_APPLICABLE =
        new Verdict(Documentation.NOT_APPLICABLE, List.of());
  }

  /**
   * One exposure.
   *
   * @param distance the number of edges of the shortest path of carrying edges
   * @param direct the number of edges of the shortest such path with no other model between its
   *     ends and no inferred edge; empty if there is none
   */
  public record Exposure(Verdict verdict, int distance, OptionalInt direct, boolean waived) {}

  /** An alert that must be open. */
  public record OpenAlert(
      RuleName rule, Asset subject, Asset origin, Severity severity, List<Condition> missing) {}

  /** The verdict of the gate: whether the asset may be used. */
  public enum Gate {
    PASS,
    FAIL,
    INDETERMINATE
  }

  /**
   * Everything that must hold at one asset.
   *
   * @param contributions ids of the events with a live contribution at the asset
   * @param productions ids of those that are not a DOCUMENT
   */
  public record State(
      Asset asset,
      Set<UUID> contributions,
      Set<UUID> productions,
      Set<Link> upstream,
      Set<Link> downstream,
      Synthetic synthetic,
      Verdict verdict,
      Map<Origin, Exposure> exposures,
      Set<OpenAlert> alerts,
      Gate gate) {}
}
