package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Absences;
import dev.headwater.query.peer.Cluster;
import dev.headwater.query.peer.Dispatch;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.InstanceReads;
import dev.headwater.query.progress.CatchUp;
import dev.headwater.query.question.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One read of the API: sends questions to the instances that can answer them, in one request per
 * instance at a time, and collects the freshness of the answers. Used by one thread.
 *
 * <p>It never leaves out an answer silently: it throws an {@link UnavailableException} if a
 * question cannot be answered.
 */
public final class Reading {
  private final Cluster cluster;
  private final Deadline deadline;
  private final Supplier<CatchUp.Outcome> outcome;
  private final Dispatch dispatch;
  private final SortedMap<Integer, Instance> copies = new TreeMap<>();
  private Freshness freshness = Freshness.NOTHING;

  /** A read that only the owners of the partitions may answer. */
  public Reading(
      Cluster cluster,
      Function<Instance, InstanceReads> instances,
      ExecutorService executor,
      Duration limit,
      Supplier<CatchUp.Outcome> outcome) {
    this(cluster, instances, executor, limit, outcome, Optional.empty());
  }

  /**
   * As above, or a read that copies may answer where an owner cannot be asked.
   *
   * @param absences where to note instances that cannot be reached; empty if only owners may answer
   */
  public Reading(
      Cluster cluster,
      Function<Instance, InstanceReads> instances,
      ExecutorService executor,
      Duration limit,
      Supplier<CatchUp.Outcome> outcome,
      Optional<Absences> absences) {
    this.cluster = cluster;
    this.deadline = Deadline.in(limit);
    this.outcome = outcome;
    this.dispatch = new Dispatch(cluster, instances, executor, deadline, absences, this::note);
  }

  private void note(Instance from, Freshness of) {
    freshness = freshness.and(of);
    of.stale().keySet().forEach(partition -> copies.put(partition, from));
  }

  /**
   * Which copies were read, as a sentence for the person who asked; empty if all answers so far are
   * of the owners.
   */
  Optional<String> staleness() {
    return copies.keySet().stream().findFirst().map(this::staleness);
  }

  /**
   * For a read that found nothing: what a copy does not have may be there.
   *
   * @throws UnavailableException if a copy was read
   */
  public void requireOwners() {
    Optional<String> copied = staleness();
    if (copied.isPresent()) {
      throw new UnavailableException(copied.get());
    }
  }

  private String staleness(int partition) {
    String others =
        copies.size() == 1 ? "" : ", and " + (copies.size() - 1) + " more partitions from copies";
    return "The owner of partition "
        + partition
        + " cannot be asked now. The partition was read from the copy on "
        + copies.get(partition)
        + ", which may be "
        + freshness.stale().get(partition).behindMillis()
        + " ms behind"
        + others
        + ".";
  }

  int partitions() {
    return cluster.partitions();
  }

  int runPartitions() {
    return cluster.runPartitions();
  }

  public int partitionOf(Asset asset) {
    return cluster.partitionOf(asset);
  }

  Deadline deadline() {
    return deadline;
  }

  /**
   * The freshness of all answers so far. May block until it is known whether they are caught up.
   */
  public Freshness freshness() {
    return freshness.with(outcome.get().caughtUp(), outcome.get().lag());
  }

  /** Asks one question. */
  public <A extends Question.Answer> A ask(Question<A> question) {
    return askAll(List.of(question)).get(0);
  }

  /** Asks until every question is answered. Returns the answers in the order of the questions. */
  public <A extends Question.Answer> List<A> askAll(List<? extends Question<A>> questions) {
    List<Optional<A>> answers = new ArrayList<>(askOnce(questions));
    while (answers.stream().anyMatch(Optional::isEmpty)) {
      List<Integer> open = new ArrayList<>();
      List<Question<A>> again = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i).isEmpty()) {
          open.add(i);
          again.add(questions.get(i));
        }
      }
      List<Optional<A>> more = askOnce(again);
      for (int i = 0; i < more.size(); i++) {
        answers.set(open.get(i), more.get(i));
      }
    }
    return answers.stream().map(Optional::orElseThrow).toList();
  }

  /**
   * Asks each instance once. Returns the answers in the order of the questions; an answer is empty
   * if it did not fit into the one response of its instance. At least one question per instance is
   * answered.
   */
  <A extends Question.Answer> List<Optional<A>> askOnce(List<? extends Question<A>> questions) {
    return dispatch.ask(questions);
  }
}
