package dev.headwater.query;

import dev.headwater.engine.AssetFacts;
import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Moment;
import dev.headwater.query.FactsQuestion.CarryingInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads the facts of an asset and of all assets that it descends from along carrying edges. All
 * facts are those of one moment between the first read and the last.
 *
 * <p>It reads the assets level by level, and then the revisions of all of them. If no revision has
 * changed, all facts held together at the moment between the two passes. It reads changed assets
 * again, until a pass finds no change.
 */
final class UpstreamReading {
  /** The maximum number of assets: the asset itself and all that it descends from. */
  static final int ASSETS = 100_000;

  /** The maximum number of passes. After these, the read fails because the facts keep changing. */
  private static final int PASSES = 50;

  private static final int QUESTIONS_AT_ONCE = 1_000;
  private static final int REVISIONS_AT_ONCE = 1_000;

  private final Reading reading;
  private final Asset subject;
  private final Moment moment;
  private final int assetLimit;
  private final Map<Asset, Seen> seen = new HashMap<>();

  /** What has been read of one asset. */
  private record Seen(
      boolean named, AssetFacts facts, List<CarryingInput> inputs, Revision revision) {}

  /** Why the facts could not be read. */
  enum Failure {
    /** There are more assets than the limit. */
    TOO_LARGE,
    /** The time for the read was over. */
    TIME,
    /** An asset has more events than a read of the past looks at. */
    EVENTS,
    /** Facts changed faster than they were read. */
    CHANGING;

    /** The failure as a sentence for the person who asked. */
    String sentence(Asset asset, int assetLimit) {
      return switch (this) {
        case TOO_LARGE -> asset + " descends from more than " + assetLimit + " assets.";
        case TIME -> "All that " + asset + " descends from could not be read in time.";
        case EVENTS ->
            "An asset that "
                + asset
                + " descends from has more events than a read of the past looks at.";
        case CHANGING ->
            "What " + asset + " descends from changed faster than it could be read; try again.";
      };
    }
  }

  /**
   * @param upstream empty if it could not be read; then {@code failure} says why
   * @param named whether an event that counts has named the asset, according to the asset's own row
   *     alone
   */
  record Result(Optional<Upstream> upstream, Optional<Failure> failure, boolean named) {}

  UpstreamReading(Reading reading, Asset subject, Moment moment) {
    this(reading, subject, moment, ASSETS);
  }

  UpstreamReading(Reading reading, Asset subject, Moment moment, int assetLimit) {
    this.reading = reading;
    this.subject = subject;
    this.moment = moment;
    this.assetLimit = assetLimit;
  }

  /**
   * Reads the facts.
   *
   * @throws UnavailableException if an instance that has a part of them cannot be asked
   */
  Result read() {
    for (int pass = 0; pass < PASSES; pass++) {
      Optional<Failure> failure = collect();
      if (failure.isPresent()) {
        return new Result(Optional.empty(), failure, isNamed());
      }
      Set<Asset> changed = changed();
      if (changed.isEmpty()) {
        return new Result(Optional.of(upstream()), Optional.empty(), isNamed());
      }
      seen.keySet().removeAll(changed);
    }
    return new Result(Optional.empty(), Optional.of(Failure.CHANGING), isNamed());
  }

  private boolean isNamed() {
    return seen.containsKey(subject) && seen.get(subject).named();
  }

  /**
   * Reads the assets that can be reached and are not read yet. Forgets those that cannot be reached
   * any more.
   */
  private Optional<Failure> collect() {
    Set<Asset> reached = new LinkedHashSet<>(Set.of(subject));
    List<Asset> level = List.of(subject);
    while (!level.isEmpty()) {
      Optional<Failure> failure = visit(level);
      if (failure.isPresent()) {
        return failure;
      }
      List<Asset> next = new ArrayList<>();
      for (Asset asset : level) {
        for (CarryingInput input : seen.get(asset).inputs()) {
          if (reached.add(input.asset())) {
            next.add(input.asset());
          }
        }
      }
      if (reached.size() > assetLimit) {
        return Optional.of(Failure.TOO_LARGE);
      }
      level = next;
    }
    seen.keySet().retainAll(reached);
    return Optional.empty();
  }

  private Optional<Failure> visit(List<Asset> level) {
    List<Asset> unread = level.stream().filter(asset -> !seen.containsKey(asset)).toList();
    for (int from = 0; from < unread.size(); from += QUESTIONS_AT_ONCE) {
      List<Asset> chunk = unread.subList(from, Math.min(unread.size(), from + QUESTIONS_AT_ONCE));
      List<FactsQuestion.Found> found =
          reading.askAll(chunk.stream().map(asset -> question(asset, "")).toList());
      for (int i = 0; i < chunk.size(); i++) {
        Optional<Failure> failure = take(chunk.get(i), found.get(i));
        if (failure.isPresent()) {
          return failure;
        }
      }
      if (reading.deadline().isOver()) {
        return Optional.of(Failure.TIME);
      }
    }
    return Optional.empty();
  }

  private FactsQuestion question(Asset asset, String cursor) {
    return new FactsQuestion(reading.partitionOf(asset), asset, moment, cursor);
  }

  /** Stores an answer, after reading the further pages of an asset with many inputs. */
  private Optional<Failure> take(Asset asset, FactsQuestion.Found first) {
    List<CarryingInput> inputs = new ArrayList<>(first.inputs());
    FactsQuestion.Found page = first;
    while (!page.next().isEmpty() && !page.cut()) {
      page = reading.ask(question(asset, page.next()));
      if (!page.revision().equals(first.revision())) {
        inputs.clear(); // The asset changed between two pages: begin with its first page again.
        first = reading.ask(question(asset, ""));
        page = first;
      }
      inputs.addAll(page.inputs());
      if (inputs.size() > assetLimit) {
        return Optional.of(Failure.TOO_LARGE);
      }
      if (reading.deadline().isOver()) {
        return Optional.of(Failure.TIME);
      }
    }
    if (page.cut()) {
      return Optional.of(Failure.EVENTS);
    }
    seen.put(asset, new Seen(first.named(), first.facts(), List.copyOf(inputs), first.revision()));
    return Optional.empty();
  }

  /** The assets whose facts may have changed since they were read. */
  private Set<Asset> changed() {
    Map<Integer, List<Asset>> byPartition = new TreeMap<>();
    seen.keySet()
        .forEach(
            asset ->
                byPartition
                    .computeIfAbsent(reading.partitionOf(asset), one -> new ArrayList<>())
                    .add(asset));
    List<RevisionsQuestion> questions = new ArrayList<>();
    byPartition.forEach(
        (partition, assets) -> {
          for (int from = 0; from < assets.size(); from += REVISIONS_AT_ONCE) {
            int to = Math.min(assets.size(), from + REVISIONS_AT_ONCE);
            questions.add(new RevisionsQuestion(partition, assets.subList(from, to), moment));
          }
        });
    List<RevisionsQuestion.Found> answers = reading.askAll(questions);
    Set<Asset> changed = new HashSet<>();
    for (int i = 0; i < questions.size(); i++) {
      List<Asset> assets = questions.get(i).assets();
      List<Revision> revisions = answers.get(i).revisions();
      IntStream.range(0, assets.size())
          .filter(at -> !seen.get(assets.get(at)).revision().equals(revisions.get(at)))
          .forEach(at -> changed.add(assets.get(at)));
    }
    return changed;
  }

  private Upstream upstream() {
    Set<Asset> direct = direct();
    Map<Asset, Upstream.Member> members = new LinkedHashMap<>();
    members.put(subject, member(subject, subject, 0, direct));
    List<Asset> level = List.of(subject);
    for (int distance = 1; !level.isEmpty(); distance++) {
      List<Asset> next = new ArrayList<>();
      for (Asset asset : level) {
        for (CarryingInput input : seen.get(asset).inputs()) {
          if (!members.containsKey(input.asset())) {
            members.put(input.asset(), member(input.asset(), asset, distance, direct));
            next.add(input.asset());
          }
        }
      }
      level = next;
    }
    return new Upstream(List.copyOf(members.values()));
  }

  private Upstream.Member member(Asset asset, Asset next, int distance, Set<Asset> direct) {
    return new Upstream.Member(seen.get(asset).facts(), next, distance, direct.contains(asset));
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
        for (CarryingInput input : endsHere ? List.<CarryingInput>of() : seen.get(asset).inputs()) {
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
