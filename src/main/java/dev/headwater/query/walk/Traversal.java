package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.VisitQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Walks the graph level by level, usually with one request to each instance for a level.
 *
 * <p>The owner of an edge's downstream end describes the edge. Upstream, that is the asset that the
 * walk visits. Downstream, the walk asks for the edge one level later, when it visits that end. At
 * the last level it looks for a few edges that it does not show, to find out whether anything lies
 * beyond.
 */
public final class Traversal {
  /**
   * How many edges it looks for at the last level, to find out whether there is one that it does
   * not show.
   */
  private static final int BEYOND = 20;

  /** The maximum number of visits that it asks for at once. */
  private static final int VISITS_AT_ONCE = 1_000;

  private final Reading reading;
  private final Asset start;
  private final Direction direction;
  private final int depth;
  private final int nodeLimit;
  private final int edgeLimit;
  private final Moment moment;
  private final Predicate<Edge> followed;

  private final Map<Asset, Integer> distances = new LinkedHashMap<>();
  private final Map<Asset, AssetState> states = new HashMap<>();
  private final Set<Asset> upstream = new HashSet<>();
  private final Set<Asset> downstream = new HashSet<>();
  private final Set<Edge> edges = new TreeSet<>();
  private Optional<Truncation> truncated = Optional.empty();

  /** Steps upstream from the last level. Not all of them may be shown. */
  private final Set<Step> beyond = new LinkedHashSet<>();

  private final Set<Step> below = new LinkedHashSet<>();
  private boolean moreBeyond;

  private record Step(Asset from, Asset to) {}

  /** What the walk still has to ask about an asset. */
  private static final class Plan {
    boolean up;
    boolean down;
    final Set<Asset> from = new TreeSet<>();
  }

  public Traversal(
      Reading reading,
      Asset start,
      Direction direction,
      int depth,
      int nodeLimit,
      int edgeLimit,
      Moment moment) {
    this(reading, start, direction, depth, nodeLimit, edgeLimit, moment, edge -> true);
  }

  private Traversal(
      Reading reading,
      Asset start,
      Direction direction,
      int depth,
      int nodeLimit,
      int edgeLimit,
      Moment moment,
      Predicate<Edge> followed) {
    this.reading = reading;
    this.start = start;
    this.direction = direction;
    this.depth = depth;
    this.nodeLimit = nodeLimit;
    this.edgeLimit = edgeLimit;
    this.moment = moment;
    this.followed = followed;
  }

  /** A walk upstream along carrying edges alone: all that an asset descends from. */
  static Traversal ofOrigins(
      Reading reading, Asset start, int depth, int nodeLimit, int edgeLimit, Moment moment) {
    return new Traversal(
        reading,
        start,
        Direction.UPSTREAM,
        depth,
        nodeLimit,
        edgeLimit,
        moment,
        edge -> edge.role().carries());
  }

  /**
   * Walks. Empty if no event that counts has named the start.
   *
   * @throws UnavailableException if the start cannot be read or, for the past, if an edge
   *     downstream cannot be confirmed. If other assets cannot be visited, the answer is incomplete
   *     instead
   */
  public Optional<Lineage> walk() {
    if (!moment.isNow() && !new PastNaming(reading, moment).isNamed(start)) {
      return Optional.empty();
    }
    distances.put(start, 0);
    SortedMap<Asset, Plan> level = new TreeMap<>();
    Plan first = new Plan();
    first.up = direction.up();
    first.down = direction.down();
    upstream.add(start);
    downstream.add(start);
    level.put(start, first);
    for (int distance = 0; !level.isEmpty() && distance <= depth; distance++) {
      SortedMap<Asset, Plan> next = new TreeMap<>();
      if (!visit(level, distance, next)) {
        break;
      }
      if (distance == 0 && !states.containsKey(start)) {
        return Optional.empty();
      }
      level = admit(confirmed(next), distance + 1);
    }
    return Optional.of(result());
  }

  /** Visits the assets of a level. Returns false if the walk ends here. */
  private boolean visit(SortedMap<Asset, Plan> level, int distance, SortedMap<Asset, Plan> next) {
    List<VisitQuestion> open = new ArrayList<>();
    level.forEach((asset, plan) -> open.add(question(asset, plan, distance)));
    while (!open.isEmpty()) {
      if (edges.size() >= edgeLimit) {
        return stop(Truncation.EDGES);
      }
      List<VisitQuestion> now = List.copyOf(open.subList(0, Math.min(VISITS_AT_ONCE, open.size())));
      List<Optional<VisitQuestion.Seen>> seen;
      try {
        seen = reading.askOnce(now);
      } catch (UnavailableException away) {
        if (distance == 0) {
          throw away;
        }
        return stop(reading.deadline().isOver() ? Truncation.TIME : Truncation.UNREACHABLE);
      }
      open.subList(0, now.size()).clear();
      for (int i = 0; i < now.size(); i++) {
        if (seen.get(i).isEmpty()) {
          open.add(now.get(i));
        } else {
          take(now.get(i), seen.get(i).get(), distance, next);
        }
      }
    }
    return true;
  }

  private VisitQuestion question(Asset asset, Plan plan, int distance) {
    int limit = distance == depth ? BEYOND : Math.max(1, edgeLimit - edges.size() + 1);
    return new VisitQuestion(
        reading.partitionOf(asset),
        asset,
        plan.up,
        plan.down,
        List.copyOf(plan.from),
        limit,
        moment);
  }

  /**
   * Keeps only those successors into which an edge led at the moment. For the past this is needed,
   * because an asset lists everything that it ever went into.
   */
  private SortedMap<Asset, Plan> confirmed(SortedMap<Asset, Plan> found) {
    if (moment.isNow()) {
      return found;
    }
    List<Asset> below = found.keySet().stream().filter(asset -> found.get(asset).down).toList();
    List<VisitQuestion.Seen> seen =
        reading.askAll(
            below.stream().map(asset -> edgesInto(asset, found.get(asset).from)).toList());
    for (int i = 0; i < below.size(); i++) {
      Plan plan = found.get(below.get(i));
      Set<Asset> ends = new TreeSet<>();
      seen.get(i).described().forEach(edge -> ends.add(edge.from()));
      plan.from.retainAll(ends);
      plan.down = !plan.from.isEmpty();
      if (!plan.down && !plan.up) {
        found.remove(below.get(i));
      }
    }
    return found;
  }

  private VisitQuestion edgesInto(Asset asset, Set<Asset> from) {
    return new VisitQuestion(
        reading.partitionOf(asset), asset, false, false, List.copyOf(from), 1, moment);
  }

  private void take(
      VisitQuestion asked, VisitQuestion.Seen seen, int distance, SortedMap<Asset, Plan> next) {
    Asset here = asked.asset();
    if (seen.named() || !moment.isNow()) {
      states.put(here, seen.state());
    }
    edges.addAll(seen.described());
    List<Edge> in = seen.in().stream().filter(followed).toList();
    if (distance == depth) {
      in.forEach(edge -> beyond.add(new Step(edge.from(), here)));
      seen.successors().forEach(successor -> below.add(new Step(here, successor)));
      moreBeyond |= seen.more();
      return;
    }
    edges.addAll(in);
    for (Edge edge : in) {
      next.computeIfAbsent(edge.from(), asset -> new Plan()).up = true;
    }
    for (Asset successor : seen.successors()) {
      Plan plan = next.computeIfAbsent(successor, asset -> new Plan());
      plan.down = true;
      plan.from.add(here);
    }
    if (seen.more()) {
      stop(Truncation.EDGES);
    }
  }

  /** Selects which of the assets found the next level visits, and what it asks about them. */
  private SortedMap<Asset, Plan> admit(SortedMap<Asset, Plan> found, int distance) {
    SortedMap<Asset, Plan> level = new TreeMap<>();
    found.forEach(
        (asset, plan) -> {
          boolean isNew = !distances.containsKey(asset);
          if (isNew && distances.size() >= nodeLimit) {
            stop(Truncation.NODES);
            return;
          }
          distances.putIfAbsent(asset, distance);
          plan.up = plan.up && upstream.add(asset);
          plan.down = plan.down && downstream.add(asset);
          if (isNew || plan.up || plan.down || !plan.from.isEmpty()) {
            level.put(asset, plan);
          }
        });
    return level;
  }

  /**
   * Whether an edge beyond the last level is shown anyway, because the walk found it from its other
   * end.
   */
  private boolean isShown(Step step) {
    return edges.stream()
        .anyMatch(edge -> edge.from().equals(step.from()) && edge.to().equals(step.to()));
  }

  /** The steps downstream from the last level for which there was an edge at the moment. */
  private Set<Step> confirmedBelow() {
    if (moment.isNow() || below.isEmpty()) {
      return below;
    }
    List<Step> steps = List.copyOf(below);
    List<VisitQuestion.Seen> seen =
        reading.askAll(
            steps.stream().map(step -> edgesInto(step.to(), Set.of(step.from()))).toList());
    Set<Step> confirmed = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      if (!seen.get(i).described().isEmpty()) {
        confirmed.add(steps.get(i));
      }
    }
    return confirmed;
  }

  private boolean stop(Truncation reason) {
    if (truncated.isEmpty()) {
      truncated = Optional.of(reason);
    }
    return false;
  }

  /**
   * Whether there is, or may be, more than is shown. In a cycle, an asset beyond the last level may
   * have been found in the other direction; then its edge is shown, and what lies behind it was not
   * looked at.
   */
  private boolean liesMoreBeyond() {
    return moreBeyond
        || !beyond.stream().allMatch(step -> isShown(step) && upstream.contains(step.from()))
        || !confirmedBelow().stream()
            .allMatch(step -> isShown(step) && downstream.contains(step.to()));
  }

  private Lineage result() {
    if (truncated.isEmpty() && liesMoreBeyond()) {
      stop(Truncation.DEPTH);
    }
    List<Lineage.Node> nodes = new ArrayList<>();
    distances.forEach(
        (asset, distance) ->
            nodes.add(new Lineage.Node(asset, distance, Optional.ofNullable(states.get(asset)))));
    List<Edge> inside = new ArrayList<>();
    for (Edge edge : edges) {
      if (distances.containsKey(edge.from()) && distances.containsKey(edge.to())) {
        inside.add(edge);
      }
    }
    Lineage walked =
        new Lineage(start, direction, moment, nodes, inside, truncated, reading.freshness());
    return moment.isNow() ? walked : PastInheritance.told(walked);
  }
}
