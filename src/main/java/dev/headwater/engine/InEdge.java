package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.EdgeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An edge at its downstream end, which decides its kind.
 *
 * @param to the downstream end, which owns the row
 * @param from the upstream end
 * @param revision grows with every change of {@link #kind()}
 * @param uses what live events say of the edge; in the order of role, activity, inferred
 */
public record InEdge(Asset to, Asset from, long revision, List<Use> uses) {

  public InEdge {
    uses = List.copyOf(uses);
  }

  /**
   * All live events that assert the edge in the same way.
   *
   * @param role the role of the upstream asset
   * @param activity the type of the events
   * @param inferred whether they only infer the edge
   * @param count how many times live events assert the edge in this way; at least 1
   * @param latest the stamp of the latest of these events
   * @param run the run of the latest of these events
   */
  public record Use(
      Role role, EventType activity, boolean inferred, long count, Stamp latest, String run) {

    boolean sameWay(Role otherRole, EventType otherActivity, boolean otherInferred) {
      return role == otherRole && activity == otherActivity && inferred == otherInferred;
    }
  }

  static InEdge none(Asset to, Asset from) {
    return new InEdge(to, from, 0, List.of());
  }

  /** The kind of the edge: the highest that its uses support. */
  public EdgeKind kind() {
    EdgeKind best = EdgeKind.NONE;
    for (Use use : uses) {
      EdgeKind kind =
          !use.role().carries()
              ? EdgeKind.NON_CARRYING
              : use.inferred() ? EdgeKind.INFERRED : EdgeKind.CARRYING;
      if (kind.compareTo(best) > 0) {
        best = kind;
      }
    }
    return best;
  }

  /** Whether a training of the downstream end used the upstream end as data. */
  boolean isTrainingData() {
    return from.kind() == AssetKind.DATASET
        && uses.stream().anyMatch(use -> use.activity() == EventType.TRAIN && use.role().carries());
  }

  Optional<Use> use(Role role, EventType activity, boolean inferred) {
    return uses.stream().filter(use -> use.sameWay(role, activity, inferred)).findFirst();
  }

  /**
   * Returns the edge with {@code use} in place of the use of the same way, or without it if the
   * count is 0.
   */
  InEdge with(Use use) {
    List<Use> changed = new ArrayList<>(uses.size() + 1);
    for (Use other : uses) {
      if (!other.sameWay(use.role(), use.activity(), use.inferred())) {
        changed.add(other);
      }
    }
    if (use.count() > 0) {
      changed.add(use);
    }
    changed.sort(
        Comparator.comparing(Use::role).thenComparing(Use::activity).thenComparing(Use::inferred));
    InEdge edge = new InEdge(to, from, revision, changed);
    return edge.kind() == kind() ? edge : new InEdge(to, from, revision + 1, changed);
  }
}
