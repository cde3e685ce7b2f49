package dev.headwater.query;

import dev.headwater.model.Asset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One read of the API: sends questions to the instances that can answer them, in one request per
 * instance at a time, and collects the freshness of the answers. Used by one thread.
 *
 * <p>It never leaves out an answer silently: it throws an {@link UnavailableException} if a
 * question cannot be answered.
 */
final class Reading {
  private static final int ATTEMPTS = 3;

  private final Cluster cluster;
  private final Function<Instance, InstanceReads> instances;
  private final ExecutorService executor;
  private final Deadline deadline;
  private final Supplier<CatchUp.Outcome> outcome;
  private Freshness freshness = Freshness.NOTHING;

  Reading(
      Cluster cluster,
      Function<Instance, InstanceReads> instances,
      ExecutorService executor,
      Duration limit,
      Supplier<CatchUp.Outcome> outcome) {
    this.cluster = cluster;
    this.instances = instances;
    this.executor = executor;
    this.deadline = Deadline.in(limit);
    this.outcome = outcome;
  }

  int partitions() {
    return cluster.partitions();
  }

  int runPartitions() {
    return cluster.runPartitions();
  }

  int partitionOf(Asset asset) {
    return cluster.partitionOf(asset);
  }

  Deadline deadline() {
    return deadline;
  }

  /**
   * The freshness of all answers so far. May block until it is known whether they are caught up.
   */
  Freshness freshness() {
    return freshness.with(outcome.get());
  }

  /** Asks one question. */
  <A extends Question.Answer> A ask(Question<A> question) {
    return askAll(List.of(question)).get(0);
  }

  /** Asks until every question is answered. Returns the answers in the order of the questions. */
  <A extends Question.Answer> List<A> askAll(List<? extends Question<A>> questions) {
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
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(questions);
      } catch (MovedException moved) {
        if (attempt == ATTEMPTS) {
          throw new UnavailableException(
              "The partitions are being moved between instances; try again in a moment.", moved);
        }
      }
    }
  }

  private <A extends Question.Answer> List<Optional<A>> ask(List<? extends Question<A>> questions) {
    if (deadline.isOver()) {
      throw new UnavailableException("The time for this read is over; ask for less at once.");
    }
    List<Optional<A>> answers = new ArrayList<>();
    Map<Instance, List<Integer>> byOwner = new TreeMap<>();
    for (int i = 0; i < questions.size(); i++) {
      answers.add(Optional.empty());
      byOwner.computeIfAbsent(owner(questions.get(i)), one -> new ArrayList<>()).add(i);
    }
    Map<Instance, Future<Answers<A>>> remote = new TreeMap<>();
    byOwner.forEach(
        (owner, indexes) -> {
          if (!owner.equals(cluster.self())) {
            remote.put(owner, start(() -> send(owner, questions, indexes)));
          }
        });
    byOwner.forEach(
        (owner, indexes) -> {
          Answers<A> answered =
              remote.containsKey(owner)
                  ? await(owner, remote.get(owner))
                  : send(owner, questions, indexes);
          freshness = freshness.and(answered.freshness());
          for (int i = 0; i < answered.answers().size(); i++) {
            answers.set(indexes.get(i), Optional.of(answered.answers().get(i)));
          }
        });
    return answers;
  }

  private Instance owner(Question<?> question) {
    int partition = question.partition();
    Optional<Instance> owner =
        question.isOfRuns() ? cluster.runOwner(partition) : cluster.owner(partition);
    return owner.orElseThrow(
        () ->
            new UnavailableException(
                "Partition "
                    + partition
                    + " is not being served yet: its state is being restored or moved."));
  }

  private <A extends Question.Answer> Answers<A> send(
      Instance owner, List<? extends Question<A>> questions, List<Integer> indexes) {
    List<Question<A>> own = new ArrayList<>(indexes.size());
    indexes.forEach(index -> own.add(questions.get(index)));
    return instances.apply(owner).ask(own, deadline.remaining());
  }

  private <T> Future<T> start(Callable<T> task) {
    try {
      return executor.submit(task);
    } catch (RejectedExecutionException full) {
      throw new UnavailableException("Too many reads at once; try again in a moment.", full);
    }
  }

  private <T> T await(Instance owner, Future<T> future) {
    try {
      return future.get(deadline.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException slow) {
      future.cancel(true);
      throw new UnavailableException("Instance " + owner + " did not answer in time.", slow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("This instance is stopping.", stopping);
    }
  }
}
