package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.query.walk.UpstreamWalk.Failure;
import dev.headwater.query.walk.UpstreamWalk.Seen;
import dev.headwater.representation.Change;
import dev.headwater.representation.Derivation;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Metrics;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads what events state of an asset and of all datasets that it descends from, as all of it was
 * at one moment, and derives who and what is represented in it.
 *
 * <p>Where not all could be read, what depends on the rest is unknown, and the answer says why.
 */
public final class RepresentationReading {
  /** About how many bytes of statements it keeps in memory. */
  static final long BYTES = 128L * 1024 * 1024;

  private final Reading reading;
  private final Asset asset;
  private final String dimension;
  private final Moment moment;
  private final UpstreamWalk<StatementsQuestion.Found, Statements> walk;

  /**
   * @param dimension the only dimension that is wanted; "" for all
   * @param assetLimit the maximum number of assets: the asset itself and all that it descends from
   */
  public RepresentationReading(
      Reading reading, Asset asset, String dimension, Moment moment, int assetLimit) {
    this(reading, asset, dimension, moment, assetLimit, BYTES, Map.of());
  }

  /** As above, of the asset of an account, with what the account has read. */
  public RepresentationReading(Reading reading, AssetAccount account, int assetLimit) {
    this(
        reading,
        account.detail().summary().asset(),
        "",
        account.detail().moment(),
        assetLimit,
        BYTES,
        account.statements());
  }

  public RepresentationReading(
      Reading reading,
      Asset asset,
      String dimension,
      Moment moment,
      int assetLimit,
      long byteLimit,
      Map<Asset, StatementsQuestion.Found> known) {
    this.reading = reading;
    this.asset = asset;
    this.dimension = dimension;
    this.moment = moment;
    this.walk =
        new UpstreamWalk<>(
            reading,
            asset,
            moment,
            new UpstreamWalk.Plan<>(
                (partition, one, cursor) ->
                    new StatementsQuestion(partition, one, moment, dimension),
                StatementsQuestion.Found::statements,
                true,
                assetLimit,
                byteLimit,
                true),
            known);
  }

  /**
   * Reads. Empty if no event that counts has named the asset.
   *
   * @throws UnavailableException if an instance that has a part of it cannot be asked, or nothing
   *     could be read in time
   */
  public Optional<Represented> read() {
    if (!moment.isNow() && !new PastNaming(reading, moment).isNamed(asset)) {
      return Optional.empty();
    }
    Optional<Failure> failure = walk();
    if (!walk.seen().containsKey(asset)) {
      throw new UnavailableException(
          UpstreamReading.sentence(failure.orElseThrow(), asset, Integer.MAX_VALUE));
    }
    if (moment.isNow() && !walk.isNamed()) {
      return Optional.empty();
    }
    Map<Asset, Statements> read = statements(failure);
    Function<Asset, Optional<Statements>> stated = one -> Optional.ofNullable(read.get(one));
    SortedMap<Measure, Representation> found =
        Derivation.of(
            asset, stated, dimension.isEmpty() ? Optional.empty() : Optional.of(dimension));
    SortedMap<Measure, Change> changes = Change.of(asset, stated, found);
    List<Represented.Item> items = new ArrayList<>();
    found.forEach(
        (measure, one) ->
            items.add(
                new Represented.Item(
                    one, Metrics.of(one), Optional.ofNullable(changes.get(measure)))));
    return Optional.of(
        new Represented(asset, moment, items, truncation(failure, read), reading.freshness()));
  }

  /** The assets that were read: the asset itself and those that it descends from. */
  Set<Asset> seen() {
    return walk.seen().keySet();
  }

  private Optional<Failure> walk() {
    try {
      return walk.read();
    } catch (UnavailableException away) {
      if (reading.deadline().isOver() && walk.seen().containsKey(asset)) {
        return Optional.of(Failure.TIME);
      }
      throw away;
    }
  }

  /** What was read and held at one moment. */
  private Map<Asset, Statements> statements(Optional<Failure> failure) {
    Map<Asset, Statements> read = new TreeMap<>();
    boolean onlyItself = failure.stream().anyMatch(RepresentationReading::mixesMoments);
    for (Map.Entry<Asset, Seen<Statements>> seen : walk.seen().entrySet()) {
      if (!onlyItself || seen.getKey().equals(asset)) {
        read.put(seen.getKey(), seen.getValue().kept());
      }
    }
    return read;
  }

  /** Whether a walk that failed so may have read assets as of different moments. */
  private static boolean mixesMoments(Failure failure) {
    return switch (failure) {
      case TIME, EVENTS, CHANGING -> true;
      case TOO_LARGE, TOO_MANY_BYTES -> false;
    };
  }

  private static Optional<Truncation> truncation(
      Optional<Failure> failure, Map<Asset, Statements> read) {
    if (failure.isPresent()) {
      return Optional.of(
          switch (failure.get()) {
            case TOO_LARGE -> Truncation.NODES;
            case TOO_MANY_BYTES -> Truncation.ITEMS;
            case TIME -> Truncation.TIME;
            case EVENTS -> Truncation.EVENTS;
            case CHANGING -> Truncation.CHANGING;
          });
    }
    boolean cut = read.values().stream().anyMatch(Statements::cut);
    return cut ? Optional.of(Truncation.EVENTS) : Optional.empty();
  }
}
