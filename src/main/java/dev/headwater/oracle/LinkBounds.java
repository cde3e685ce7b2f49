package dev.headwater.oracle;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the edges of an answer about lineage. Each edge that it shows must be one that some set of
 * events leads to, with its run. If the answer is whole, it must show each edge that every set of
 * events leads to. Not thread-safe.
 */
public final class LinkBounds {
  private final Bracket bracket;
  private final Bracket walked;

  /** What distinguishes the edges between assets. Several events may assert the same. */
  private record Way(Asset from, Asset to, Role role, EventType activity) {
    static Way of(Expected.Link link) {
      return new Way(link.from(), link.to(), link.role(), link.activity());
    }

    boolean isOf(Input input) {
      return input.asset().equals(from) && input.role() == role;
    }

    boolean isAssertedBy(LineageEvent event) {
      return event.type() == activity && event.inputs().stream().anyMatch(this::isOf);
    }

    boolean isStatedBy(LineageEvent event) {
      return event.inputs().stream().anyMatch(input -> isOf(input) && !input.inferred());
    }
  }

  /**
   * @param bracket of the facts
   * @param walked of the edges that the walk may have followed downstream: an edge may be listed at
   *     its upper end for longer than at its lower end, which describes it
   */
  public LinkBounds(Bracket bracket, Bracket walked) {
    this.bracket = bracket;
    this.walked = walked;
  }

  /**
   * The graph around an asset that an answer shows.
   *
   * @param up whether it leads upstream
   * @param down whether it leads downstream
   * @param distances of its nodes from the asset
   * @param wholeUp whether it leads upstream, and no edge there may be left out that is certain at
   *     its lower end, which describes it
   * @param wholeDown whether it leads downstream, and none may be left out there. A walk downstream
   *     also needs what the upper ends of the edges know of them
   */
  public record Shown(
      Asset asset,
      boolean up,
      boolean down,
      Map<Asset, Integer> distances,
      Set<Expected.Link> links,
      boolean wholeUp,
      boolean wholeDown) {
    public Shown {
      distances = Map.copyOf(distances);
      links = Set.copyOf(links);
    }
  }

  /** What is wrong with the graph, a sentence each; empty if nothing is. */
  public List<String> judge(Shown shown) {
    List<String> wrong = new ArrayList<>();
    shown.links().stream()
        .filter(link -> !mayBe(link))
        .forEach(link -> wrong.add("shows an edge that no event allows: " + link));
    Map<Asset, Integer> most = new HashMap<>();
    if (shown.up()) {
      most.putAll(walked.mayDescendFrom(shown.asset(), any -> true));
    }
    if (shown.down()) {
      walked
          .mayGoInto(shown.asset())
          .forEach((asset, distance) -> most.merge(asset, distance, Math::min));
    }
    shown
        .distances()
        .forEach(
            (asset, distance) -> {
              if (most.getOrDefault(asset, Integer.MAX_VALUE) > distance) {
                wrong.add(
                    "shows " + asset + ", at distance " + distance + ", in spite of all edges");
              }
            });
    judgeWhole(shown, wrong);
    return wrong;
  }

  private void judgeWhole(Shown shown, List<String> wrong) {
    Map<Asset, Integer> least = new HashMap<>();
    if (shown.wholeUp()) {
      least.putAll(bracket.mustDescendFrom(shown.asset(), any -> true));
    }
    if (shown.wholeDown()) {
      bracket
          .mustGoInto(shown.asset())
          .forEach((asset, distance) -> least.merge(asset, distance, Math::min));
    }
    least.forEach(
        (asset, distance) -> {
          if (shown.distances().getOrDefault(asset, Integer.MAX_VALUE) > distance) {
            wrong.add("lacks " + asset + ", at distance " + distance);
          }
        });
    Set<Way> ways = new HashSet<>();
    shown.links().forEach(link -> ways.add(Way.of(link)));
    required(shown).stream()
        .filter(way -> !ways.contains(way))
        .forEach(way -> wrong.add("lacks the edge " + way));
  }

  private Set<Way> required(Shown shown) {
    Set<Way> required = new HashSet<>();
    if (shown.wholeUp()) {
      bracket
          .mustDescendFrom(shown.asset(), any -> true)
          .keySet()
          .forEach(to -> required.addAll(certain(to)));
    }
    if (shown.wholeDown()) {
      for (Asset from : bracket.mustGoInto(shown.asset()).keySet()) {
        for (Asset to : bracket.records().madeFrom(from)) {
          certain(to).stream().filter(way -> way.from().equals(from)).forEach(required::add);
        }
      }
    }
    return required;
  }

  /** The edges into an asset that are live in every case. */
  private Set<Way> certain(Asset to) {
    Set<Way> ways = new HashSet<>();
    for (LineageEvent event : bracket.at(to).certain()) {
      for (Input input : event.inputs()) {
        ways.add(new Way(input.asset(), to, input.role(), event.type()));
      }
    }
    return ways;
  }

  /** Whether some set of events leads to this edge. Its run is that of the latest event. */
  private boolean mayBe(Expected.Link link) {
    Way way = Way.of(link);
    Possible at = bracket.at(link.to());
    List<LineageEvent> certain = at.certain().stream().filter(way::isAssertedBy).toList();
    if (link.inferred() && certain.stream().anyMatch(way::isStatedBy)) {
      return false;
    }
    List<LineageEvent> all =
        at.all().stream()
            .filter(way::isAssertedBy)
            .filter(event -> !link.inferred() || !way.isStatedBy(event))
            .toList();
    return (link.inferred() || all.stream().anyMatch(way::isStatedBy))
        && all.stream()
            .filter(event -> event.run().equals(link.run()))
            .anyMatch(
                latest ->
                    certain.stream()
                        .allMatch(one -> SyntheticRecords.BY_STAMP.compare(one, latest) <= 0));
  }
}
