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

/** What must hold at one asset when nothing is in flight any more. Plain values to compare with. */
public final class Expected {
  private Expected() {}

  /** One live assertion of an edge. */
  public record Edge(
      Asset from, Asset to, Role role, EventType activity, LineageEvent event, boolean inferred) {}

  /** An edge as a reader sees it: the latest event that asserts it gives the run. */
  public record Link(
      Asset from, Asset to, Role role, EventType activity, String run, boolean inferred) {}

  /** What an exposure is to. */
  public record Origin(Asset asset, OriginKind kind) {
    @Override
    public String toString() {
      return kind + " " + asset;
    }
  }

  /** The state of documentation; for UNKNOWN and INCOMPLETE it is NOT_APPLICABLE. */
  public record Verdict(Documentation documentation, List<Condition> missing) {
    public static final Verdict NOT_APPLICABLE =
        new Verdict(Documentation.NOT_APPLICABLE, List.of());
  }

  /**
   * One exposure.
   *
   * @param distance edges on the shortest path of carrying edges
   * @param direct edges on the shortest one without another model and without an inferred edge
   */
  public record Exposure(Verdict verdict, int distance, OptionalInt direct, boolean waived) {}

  /** One alert that is open. */
  public record OpenAlert(
      RuleName rule, Asset subject, Asset origin, Severity severity, List<Condition> missing) {}

  /** The answer to: may I train on this? */
  public enum Gate {
    PASS,
    FAIL,
    INDETERMINATE
  }

  /** All of it for one asset. */
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
