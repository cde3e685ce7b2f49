package dev.headwater.engine;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An asset and everything that it descends from along carrying edges, with the facts of all at one
 * moment. Immutable.
 */
public final class Upstream {
  private final List<Member> members;
  private final Map<Asset, Asset> nextByAsset = new HashMap<>();

  /**
   * One of the assets.
   *
   * @param facts its facts
   * @param next the next asset on a shortest path to the subject; at distance 0, the subject itself
   * @param distance the number of edges of that path
   * @param direct whether there is a direct path: no other model between its ends, no inferred edge
   * @param circular whether it, and all that it descends from, are only made from each other, so
   *     that no event says where their data was collected or how it was generated
   */
  public record Member(
      AssetFacts facts, Asset next, int distance, boolean direct, boolean circular) {
    public Asset asset() {
      return facts.asset();
    }
  }

  /**
   * @param members each asset once, by distance. The subject is the first, and the only one at
   *     distance 0
   */
  public Upstream(List<Member> members) {
    this.members = List.copyOf(members);
    if (members.isEmpty() || members.get(0).distance() != 0) {
      throw new IllegalArgumentException("the asset that was asked for must be the first member");
    }
    members.forEach(member -> nextByAsset.put(member.asset(), member.next()));
  }

  /** The subject: the asset that the read is about. */
  public AssetFacts subject() {
    return members.get(0).facts();
  }

  /** All assets, the nearest first. */
  public List<Member> members() {
    return members;
  }

  /** A shortest path from a member to the subject, including both. */
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
