package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.FactsQuestion.CarryingInput;
import dev.headwater.query.question.Question;
import dev.headwater.query.question.Revision;
import dev.headwater.query.question.RevisionsQuestion;
import dev.headwater.query.question.UpstreamPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads something of an asset and of all assets that it descends from along carrying edges, as they
 * all were at one moment between the first read and the last.
 *
 * <p>It reads the assets level by level, and then the revisions of all of them. If no revision has
 * changed, all that it read held together at the moment between the two passes. It reads changed
 * assets again, until a pass finds no change.
 *
 * @param <A> the answer about one asset
 * @param <K> what is kept of the answer
 */
final class UpstreamWalk<A extends UpstreamPage, K> {
  /** The maximum number of passes. After these, the read fails because the facts keep changing. */
  private static final int PASSES = 50;

  private static final int QUESTIONS_AT_ONCE = 1_000;
  private static final int REVISIONS_AT_ONCE = 1_000;

  private final Reading reading;
  private final Asset subject;
  private final Moment moment;
  private final Plan<A, K> plan;
  private final Map<Asset, Seen<K>> seen = new HashMap<>();

  /** Answers that need not be asked for. Each is used once. */
  private final Map<Asset, A> known;

  /** The sum over {@link #seen}. */
  private long bytes;

  /**
   * What a walk reads.
   *
   * @param question asks for a page of an asset
   * @param keep what to keep of the first page of an asset
   * @param ofEvents which revisions tell whether an asset has changed; see {@link
   *     RevisionsQuestion#ofEvents}
   * @param assets the maximum number of assets: the asset itself and all that it descends from
   * @param bytes the maximum of {@link UpstreamPage#bytes} over all assets
   * @param keepsPart whether a walk that ends at one of these maxima keeps what it has read, as of
   *     one moment; otherwise it fails at once
   */
  record Plan<A extends UpstreamPage, K>(
      PageQuestion<A> question,
      Function<A, K> keep,
      boolean ofEvents,
      int assets,
      long bytes,
      boolean keepsPart) {}

  /** Asks for a page of an asset. */
  @FunctionalInterface
  interface PageQuestion<A extends Question.Answer> {
    /**
     * @param cursor the {@code next} of the previous page; "" for the first page
     */
    Question<A> page(int partition, Asset asset, String cursor);
  }

  /** What has been read of one asset. */
  record Seen<K>(
      boolean named, K kept, List<CarryingInput> inputs, Revision revision, long bytes) {}

  /** Why the assets could not be read, or not all of them. */
  enum Failure {
    /** There are more assets than the limit. */
    TOO_LARGE,
    /** What is read of the assets needs more memory than the limit. */
    TOO_MANY_BYTES,
    /** The time for the read was over. */
    TIME,
    /** An asset has more events than a read of the past looks at. */
    EVENTS,
    /** Facts changed faster than they were read. */
    CHANGING
  }

  UpstreamWalk(Reading reading, Asset subject, Moment moment, Plan<A, K> plan) {
    this(reading, subject, moment, plan, Map.of());
  }

  /**
   * A walk that asks only for what another one has not read.
   *
   * @param known first pages that another walk for the same request has read. An asset that has
   *     changed since is read again
   */
  UpstreamWalk(
      Reading reading, Asset subject, Moment moment, Plan<A, K> plan, Map<Asset, A> known) {
    this.reading = reading;
    this.subject = subject;
    this.moment = moment;
    this.plan = plan;
    this.known = new HashMap<>(known);
  }

  /** Reads the subject alone; empty if that failed. A read does not ask for it again. */
  Optional<K> readSubject() {
    visit(List.of(subject));
    return Optional.ofNullable(seen.get(subject)).map(Seen::kept);
  }

  /**
   * Reads the assets.
   *
   * @return why not all of them could be read; empty if they were
   * @throws UnavailableException if an instance that has a part of them cannot be asked
   */
  Optional<Failure> read() {
    for (int pass = 0; pass < PASSES; pass++) {
      Optional<Failure> failure = collect();
      if (failure.isPresent() && !keepsPart(failure.get())) {
        return failure;
      }
      Set<Asset> changed = changed();
      if (changed.isEmpty()) {
        return failure;
      }
      if (pass + 1 < PASSES) {
        forget(changed);
      }
    }
    return Optional.of(Failure.CHANGING);
  }

  private boolean keepsPart(Failure failure) {
    return plan.keepsPart() && (failure == Failure.TOO_LARGE || failure == Failure.TOO_MANY_BYTES);
  }

  /**
   * What was read of each asset. After a read without a failure, or with one that keeps a part, all
   * of it held at one moment.
   */
  Map<Asset, Seen<K>> seen() {
    return Collections.unmodifiableMap(seen);
  }

  /** Whether an event that counts has named the subject, according to its own row alone. */
  boolean isNamed() {
    return seen.containsKey(subject) && seen.get(subject).named();
  }

  /**
   * Reads the assets that can be reached and are not read yet. Forgets those that cannot be reached
   * any more.
   */
  private Optional<Failure> collect() {
    Set<Asset> reached = new LinkedHashSet<>(Set.of(subject));
    List<Asset> level = List.of(subject);
    Optional<Failure> failure = Optional.empty();
    while (!level.isEmpty()) {
      failure = visit(level);
      if (failure.isPresent()) {
        break;
      }
      List<Asset> next = new ArrayList<>();
      for (Asset asset : level) {
        for (CarryingInput input : seen.get(asset).inputs()) {
          if (reached.add(input.asset())) {
            next.add(input.asset());
          }
        }
      }
      if (reached.size() > plan.assets()) {
        failure = Optional.of(Failure.TOO_LARGE);
        break;
      }
      level = next;
    }
    forget(seen.keySet().stream().filter(asset -> !reached.contains(asset)).toList());
    return failure;
  }

  private Optional<Failure> visit(List<Asset> level) {
    List<Asset> open = new ArrayList<>();
    for (Asset asset : level) {
      A answer = known.remove(asset);
      Optional<Failure> failure = answer == null ? Optional.empty() : take(asset, answer);
      if (failure.isPresent()) {
        return failure;
      }
      if (!seen.containsKey(asset)) {
        open.add(asset);
      }
    }
    while (!open.isEmpty()) {
      List<Asset> now = List.copyOf(open.subList(0, Math.min(open.size(), QUESTIONS_AT_ONCE)));
      List<Optional<A>> found =
          reading.askOnce(now.stream().map(asset -> question(asset, "")).toList());
      open.subList(0, now.size()).clear();
      for (int i = 0; i < now.size(); i++) {
        Optional<A> answer = found.get(i);
        if (answer.isEmpty()) {
          open.add(now.get(i));
          continue;
        }
        Optional<Failure> failure = take(now.get(i), answer.get());
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

  private Question<A> question(Asset asset, String cursor) {
    return plan.question().page(reading.partitionOf(asset), asset, cursor);
  }

  /** Stores an answer, after reading the further pages of an asset with many inputs. */
  private Optional<Failure> take(Asset asset, A first) {
    List<CarryingInput> inputs = new ArrayList<>(first.inputs());
    A page = first;
    while (!page.next().isEmpty() && !page.cut()) {
      page = reading.ask(question(asset, page.next()));
      if (!page.revision().equals(first.revision())) {
        inputs.clear(); // The asset changed between two pages: begin with its first page again.
        first = reading.ask(question(asset, ""));
        page = first;
      }
      inputs.addAll(page.inputs());
      if (inputs.size() > plan.assets()) {
        return Optional.of(Failure.TOO_LARGE);
      }
      if (reading.deadline().isOver()) {
        return Optional.of(Failure.TIME);
      }
    }
    if (page.cut()) {
      return Optional.of(Failure.EVENTS);
    }
    if (bytes + first.bytes() > plan.bytes()) {
      return Optional.of(Failure.TOO_MANY_BYTES);
    }
    bytes += first.bytes();
    seen.put(
        asset,
        new Seen<>(
            first.named(),
            plan.keep().apply(first),
            List.copyOf(inputs),
            first.revision(),
            first.bytes()));
    return Optional.empty();
  }

  private void forget(Collection<Asset> assets) {
    for (Asset asset : assets) {
      bytes -= seen.remove(asset).bytes();
    }
  }

  /** The assets that may have changed since they were read. */
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
            questions.add(
                new RevisionsQuestion(
                    partition, assets.subList(from, to), moment, plan.ofEvents()));
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
}
