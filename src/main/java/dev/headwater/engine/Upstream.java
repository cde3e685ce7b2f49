package dev.headwater.engine;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An asset and all that it descends from along carrying edges, as facts of one moment. Immutable.
 */
public final class Upstream {
  private final List<Member> members;
  private final Map<Asset, Asset> nextByAsset = new HashMap<>();

  /**
   * One of the assets.
   *
   * @param facts of it
   * @param next the next asset on a shortest path to the asset that was asked for; that asset
   *     itself at distance 0
   * @param distance edges of that path
   * @param direct whether some path has no other model between its ends and no inferred edge
   */
  public record Member(AssetFacts facts, Asset next, int distance, boolean direct) {
    public Asset asset() {
      return facts.asset();
    }
  }

  /**
   * @param members each asset once, by distance; the asset that was asked for is the first, and the
   *     only one at distance 0
   */
  public Upstream(List<Member> members) {
    this.members = List.copyOf(members);
    if (members.isEmpty() || members.get(0).distance() != 0) {
      throw new IllegalArgumentException("the asset that was asked for must be the first member");
    }
    members.forEach(member -> nextByAsset.put(member.asset(), member.next()));
  }

  /** The asset that was asked for. */
  public AssetFacts subject() {
    return members.get(0).facts();
  }

  /** All of them, the nearest first. */
  public List<Member> members() {
    return members;
  }

  /** A shortest path from a member to the asset that was asked for, both included. */
  public List<Asset> pathFrom(Asset member) {
    List<Asset> path = new ArrayList<>(List.of(member));
    Asset at = member;
    while (!at.equals(subject().asset())) {
      at = nextByAsset.get(at);
      path.add(at);
    }
    return Collections.unmodifiableList(path);
  }
}
