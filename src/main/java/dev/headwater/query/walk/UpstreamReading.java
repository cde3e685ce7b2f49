package dev.headwater.query.walk;

import dev.headwater.engine.AssetFacts;
import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.FactsQuestion.CarryingInput;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.query.walk.UpstreamWalk.Failure;
import dev.headwater.query.walk.UpstreamWalk.Seen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the facts that a gate decides by: those of an asset and of all assets that it descends from
 * along carrying edges. All facts are those of one moment between the first read and the last; see
 * {@link UpstreamWalk}.
 */
public final class UpstreamReading {
  /** The maximum number of assets: the asset itself and all that it descends from. */
  public static final int ASSETS = 100_000;

  private final Asset subject;
  private final int statementsLimit;
  private final UpstreamWalk<FactsQuestion.Found, AssetFacts> walk;
  private final Map<Asset, StatementsQuestion.Found> statements = new HashMap<>();
  private long statementBytes;

  /**
   * @param upstream empty if it could not be read; then {@code failure} says why
   * @param named whether an event that counts has named the asset, according to the asset's own row
   *     alone
   */
  record Result(Optional<Upstream> upstream, Optional<Failure> failure, boolean named) {}

  UpstreamReading(Reading reading, Asset subject, Moment moment) {
    this(reading, subject, moment, ASSETS, 0);
  }

  /**
   * @param statementsLimit of how many assets it reads, with the facts, what is stated of their
   *     compositions; see {@link #statements}
   */
  UpstreamReading(
      Reading reading, Asset subject, Moment moment, int assetLimit, int statementsLimit) {
    this.subject = subject;
    this.statementsLimit = statementsLimit;
    this.walk =
        new UpstreamWalk<>(
            reading,
            subject,
            moment,
            new UpstreamWalk.Plan<>(
                (partition, asset, cursor) ->
                    new FactsQuestion(
                        partition,
                        asset,
                        moment,
                        cursor,
                        cursor.isEmpty() && wantsStatements(asset)),
                this::kept,
                false,
                assetLimit,
                Long.MAX_VALUE,
                false));
  }

  /** Nothing is derived from a model but from the subject itself. */
  private boolean wantsStatements(Asset asset) {
    return statements.size() < statementsLimit
        && statementBytes < RepresentationReading.BYTES
        && (asset.kind() == AssetKind.DATASET || asset.equals(subject));
  }

  private AssetFacts kept(FactsQuestion.Found found) {
    for (StatementsQuestion.Found stated : found.statements()) {
      statements.put(found.facts().asset(), stated);
      statementBytes += stated.bytes();
    }
    return found.facts();
  }

  /**
   * The stated compositions that were read with the facts. Any of the assets may be missing. The
   * caller has to find out which assets have changed since.
   */
  Map<Asset, StatementsQuestion.Found> statements() {
    return statements;
  }

  /** Reads the facts of the asset itself; empty if that failed. */
  Optional<AssetFacts> readSubject() {
    return walk.readSubject();
  }

  /** The failure as a sentence for the person who asked. */
  static String sentence(Failure failure, Asset asset, int assetLimit) {
    return switch (failure) {
      case TOO_LARGE -> asset + " descends from more than " + assetLimit + " assets.";
      case TOO_MANY_BYTES -> "What " + asset + " descends from is too large to be read.";
      case TIME -> "All that " + asset + " descends from could not be read in time.";
      case EVENTS ->
          "An asset that "
              + asset
              + " descends from has more events than a read of the past looks at.";
      case CHANGING ->
          "What " + asset + " descends from changed faster than it could be read; try again.";
    };
  }

  /**
   * Reads the facts.
   *
   * @throws UnavailableException if an instance that has a part of them cannot be asked
   */
  Result read() {
    Optional<Failure> failure = walk.read();
    return new Result(
        failure.isPresent() ? Optional.empty() : Optional.of(upstream()), failure, walk.isNamed());
  }

  private Seen<AssetFacts> seen(Asset asset) {
    return walk.seen().get(asset);
  }

  private Upstream upstream() {
    Set<Asset> direct = direct();
    Set<Asset> circular = circular();
    Map<Asset, Upstream.Member> members = new LinkedHashMap<>();
    members.put(subject, member(subject, subject, 0, direct, circular));
    List<Asset> level = List.of(subject);
    for (int distance = 1; !level.isEmpty(); distance++) {
      List<Asset> next = new ArrayList<>();
      for (Asset asset : level) {
        for (CarryingInput input : seen(asset).inputs()) {
          if (!members.containsKey(input.asset())) {
            members.put(input.asset(), member(input.asset(), asset, distance, direct, circular));
            next.add(input.asset());
          }
        }
      }
      level = next;
    }
    return new Upstream(List.copyOf(members.values()));
  }

  private Upstream.Member member(
      Asset asset, Asset next, int distance, Set<Asset> direct, Set<Asset> circular) {
    return new Upstream.Member(
        seen(asset).kept(), next, distance, direct.contains(asset), circular.contains(asset));
  }

  /**
   * The assets that nothing upstream feeds: neither they nor anything that they descend from was
   * collected, and none of it is an end of the lineage.
   */
  private Set<Asset> circular() {
    Map<Asset, List<Asset>> outputs = new HashMap<>();
    Deque<Asset> fed = new ArrayDeque<>();
    Set<Asset> circular = new HashSet<>();
    walk.seen()
        .forEach(
            (asset, read) -> {
              if (read.kept().collected() || read.inputs().isEmpty()) {
                fed.add(asset);
              } else {
                circular.add(asset);
                read.inputs()
                    .forEach(
                        input ->
                            outputs
                                .computeIfAbsent(input.asset(), any -> new ArrayList<>())
                                .add(asset));
              }
            });
    while (!fed.isEmpty()) {
      for (Asset output : outputs.getOrDefault(fed.remove(), List.of())) {
        if (circular.remove(output)) {
          fed.add(output);
        }
      }
    }
    return circular;
  }

  /**
   * The subject, and the assets with a path to it that has no other model between its ends and no
   * inferred edge.
   */
  private Set<Asset> direct() {
    Set<Asset> direct = new LinkedHashSet<>(Set.of(subject));
    List<Asset> level = List.of(subject);
    while (!level.isEmpty()) {
      List<Asset> next = new ArrayList<>();
      for (Asset asset : level) {
        boolean endsHere = asset.kind() == AssetKind.MODEL && !asset.equals(subject);
        for (CarryingInput input : endsHere ? List.<CarryingInput>of() : seen(asset).inputs()) {
          if (!input.inferred() && direct.add(input.asset())) {
            next.add(input.asset());
          }
        }
      }
      level = next;
    }
    return direct;
  }
}
