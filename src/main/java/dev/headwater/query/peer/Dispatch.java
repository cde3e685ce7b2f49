package dev.headwater.query.peer;

import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Sends questions to the owners of their partitions, in one request per instance at a time. Where
 * an owner cannot be asked, it sends them to an instance that keeps a copy. Used by one thread.
 *
 * <p>While a partition moves, it looks for its new owner for a moment before it turns to a copy. It
 * gives up only if there has been no owner and no copy for a while.
 */
public final class Dispatch {
  /** How often it looks for an owner where copies may not answer. */
  private static final int ATTEMPTS = 3;

  /** For how long it looks for the owner of a partition that moves, before it asks for a copy. */
  private static final Duration MOVING = Duration.ofMillis(150);

  /** For how long it looks for an owner or a copy before it gives up. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** After how long without an answer it finds out whether the owner is there at all. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final long PAUSE_MILLIS = 25;

  private final Cluster cluster;
  private final Function<Instance, InstanceReads> instances;
  private final ExecutorService executor;
  private final Deadline deadline;
  private final Optional<Absences> absences;
  private final BiConsumer<Instance, Freshness> told;

  /**
   * Until when it looks for the owner of each partition that it has seen moving. Kept for the whole
   * read: a walk asks many times, and must not wait each time.
   */
  private final Map<Integer, Deadline> moving = new HashMap<>();

  /**
   * @param absences where to note instances that cannot be reached; empty if only owners may answer
   * @param told receives the freshness of each answer, and who answered
   */
  public Dispatch(
      Cluster cluster,
      Function<Instance, InstanceReads> instances,
      ExecutorService executor,
      Deadline deadline,
      Optional<Absences> absences,
      BiConsumer<Instance, Freshness> told) {
    this.cluster = cluster;
    this.instances = instances;
    this.executor = executor;
    this.deadline = deadline;
    this.absences = absences;
    this.told = told;
  }

  /**
   * Asks each question. Returns the answers in the order of the questions; an answer is empty if it
   * did not fit into the one response of its instance. At least one question per instance is
   * answered.
   *
   * @throws UnavailableException if a question cannot be answered
   */
  public <A extends Question.Answer> List<Optional<A>> ask(List<? extends Question<A>> questions) {
    Round<A> round = new Round<>(questions);
    Deadline patience = Deadline.in(PATIENCE);
    for (int attempt = 1; ; attempt++) {
      if (deadline.isOver()) {
        throw new UnavailableException("The time for this read is over; ask for less at once.");
      }
      round.askOwners();
      if (absences.isPresent()) {
        round.askCopies();
      }
      if (round.failures.isEmpty()) {
        return round.answers;
      }
      boolean goesOn =
          absences.isPresent()
              ? !patience.isOver() && round.mayPass()
              : attempt < ATTEMPTS && round.allMoved();
      if (!goesOn) {
        throw round.failure();
      }
      if (absences.isPresent()) {
        pause();
      }
    }
  }

  /** The questions that were asked together, and what is known of them so far. */
  private final class Round<A extends Question.Answer> {
    private final List<? extends Question<A>> questions;
    private final List<Optional<A>> answers = new ArrayList<>();

    /** The places of the questions that the owners are to be asked next. */
    private Collection<Integer> open = new ArrayList<>();

    /** Why questions could not be answered so far, by their place. */
    private SortedMap<Integer, RuntimeException> failures = new TreeMap<>();

    Round(List<? extends Question<A>> questions) {
      this.questions = questions;
      for (int i = 0; i < questions.size(); i++) {
        answers.add(Optional.empty());
        open.add(i);
      }
    }

    void askOwners() {
      Map<Instance, List<Integer>> byOwner = new TreeMap<>();
      SortedMap<Integer, RuntimeException> failed = new TreeMap<>();
      for (int index : open) {
        try {
          byOwner.computeIfAbsent(owner(questions.get(index)), one -> new ArrayList<>()).add(index);
        } catch (NobodyException | UnavailableException nobody) {
          failed.put(index, nobody);
        }
      }
      failures = failed;
      ask(byOwner, false);
      open = failures.keySet();
    }

    /** Asks for copies, except of partitions that only move and may have an owner at once. */
    void askCopies() {
      Map<Integer, List<Instance>> candidates = new LinkedHashMap<>();
      failures.forEach(
          (index, why) -> {
            Question<A> question = questions.get(index);
            if (!question.isOfRuns() && !mayHaveAnOwnerSoon(question.partition(), why)) {
              candidates.put(index, keepers(question.partition()));
            }
          });
      boolean left = !candidates.isEmpty();
      for (int rank = 0; left; rank++) {
        Map<Instance, List<Integer>> byKeeper = new TreeMap<>();
        left = false;
        for (Map.Entry<Integer, List<Instance>> one : candidates.entrySet()) {
          if (failures.containsKey(one.getKey()) && rank < one.getValue().size()) {
            left = true;
            byKeeper
                .computeIfAbsent(one.getValue().get(rank), keeper -> new ArrayList<>())
                .add(one.getKey());
          }
        }
        ask(byKeeper, true);
      }
    }

    private void ask(Map<Instance, List<Integer>> by, boolean copy) {
      Map<Instance, Future<Answers<A>>> remote = new TreeMap<>();
      by.forEach(
          (instance, indexes) -> {
            if (!instance.equals(cluster.self()) && mayAsk(instance)) {
              remote.put(instance, start(() -> send(instance, indexes, copy)));
            }
          });
      by.forEach(
          (instance, indexes) -> {
            try {
              Answers<A> answered =
                  instance.equals(cluster.self())
                      ? send(instance, indexes, copy)
                      : await(instance, Optional.ofNullable(remote.get(instance)));
              told.accept(instance, answered.freshness());
              indexes.forEach(failures::remove);
              for (int i = 0; i < answered.answers().size(); i++) {
                answers.set(indexes.get(i), Optional.of(answered.answers().get(i)));
              }
            } catch (MovedException | UnavailableException why) {
              // Why the owner did not answer says more than why a copy did not.
              indexes.forEach(index -> failures.merge(index, why, (first, now) -> first));
            }
          });
    }

    private Answers<A> send(Instance instance, List<Integer> indexes, boolean copy) {
      List<Question<A>> own = new ArrayList<>(indexes.size());
      indexes.forEach(index -> own.add(questions.get(index)));
      InstanceReads reads = instances.apply(instance);
      return copy ? reads.askCopy(own, deadline.remaining()) : reads.ask(own, deadline.remaining());
    }

    boolean allMoved() {
      return failures.values().stream().allMatch(MovedException.class::isInstance);
    }

    /** Whether each question may soon find an owner that answers. */
    boolean mayPass() {
      return failures.entrySet().stream()
          .allMatch(
              one ->
                  isMoving(one.getValue()) || hasKeeper(questions.get(one.getKey()).partition()));
    }

    RuntimeException failure() {
      RuntimeException first = failures.get(failures.firstKey());
      return first instanceof MovedException
          ? new UnavailableException(
              "The partitions are being moved between instances; try again in a moment.", first)
          : first instanceof NobodyException
              ? new UnavailableException(first.getMessage(), first)
              : first;
    }
  }

  /** No instance owns the partition at the moment. */
  private static final class NobodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NobodyException(int partition) {
      super(
          "Partition "
              + partition
              + " is not being served yet: its state is being restored or moved.");
    }
  }

  private boolean mayHaveAnOwnerSoon(int partition, RuntimeException why) {
    return isMoving(why) && !moving.computeIfAbsent(partition, one -> Deadline.in(MOVING)).isOver();
  }

  private static boolean isMoving(RuntimeException why) {
    return why instanceof MovedException || why instanceof NobodyException;
  }

  private Instance owner(Question<?> question) {
    int partition = question.partition();
    Optional<Instance> owner =
        question.isOfRuns() ? cluster.runOwner(partition) : cluster.owner(partition);
    return owner.orElseThrow(() -> new NobodyException(partition));
  }

  /** Who may have a copy: this instance, whatever is known of it, and those that are known to. */
  private List<Instance> keepers(int partition) {
    Set<Instance> keepers = new LinkedHashSet<>(List.of(cluster.self()));
    try {
      keepers.addAll(cluster.copies(partition));
      // While an owner restores the rows that it kept a copy of, they are a copy still.
      cluster.owner(partition).filter(owner -> !isAway(owner)).ifPresent(keepers::add);
    } catch (UnavailableException unknown) {
      return List.copyOf(keepers);
    }
    return List.copyOf(keepers);
  }

  private boolean hasKeeper(int partition) {
    try {
      return !cluster.copies(partition).isEmpty();
    } catch (UnavailableException unknown) {
      return false;
    }
  }

  private boolean mayAsk(Instance instance) {
    return absences.isEmpty() || absences.get().mayAsk(instance);
  }

  private boolean isAway(Instance instance) {
    return absences.filter(known -> known.isAway(instance)).isPresent();
  }

  private <T> Future<T> start(Callable<T> task) {
    try {
      return executor.submit(task);
    } catch (RejectedExecutionException full) {
      throw new UnavailableException("Too many reads at once; try again in a moment.", full);
    }
  }

  /**
   * @param future empty if the instance is known to be away
   */
  private <T> T await(Instance instance, Optional<Future<T>> future) {
    if (future.isEmpty()) {
      throw new UnavailableException("Instance " + instance + " could not be reached just now.");
    }
    try {
      T answer = await(instance, future.get());
      absences.ifPresent(known -> known.forget(instance));
      return answer;
    } catch (UnavailableException failed) {
      if (failed.getCause() instanceof IOException
          || failed.getCause() instanceof TimeoutException) {
        absences.ifPresent(known -> known.note(instance));
      }
      throw failed;
    }
  }

  private <T> T await(Instance instance, Future<T> future) {
    try {
      if (absences.isPresent()) {
        try {
          return future.get(
              Math.min(SILENCE.toMillis(), deadline.remaining().toMillis() + 1),
              TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
          // An instance that is paused accepts connections and says nothing. One that is busy with
          // the question still answers a small one.
          requireAlive(instance, future);
        }
      }
      return future.get(deadline.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (TimeoutException slow) {
      future.cancel(true);
      throw new UnavailableException("Instance " + instance + " did not answer in time.", slow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("This instance is stopping.", stopping);
    }
  }

  private void requireAlive(Instance instance, Future<?> future) {
    try {
      Duration left = deadline.remaining();
      instances.apply(instance).report(left.compareTo(SILENCE) < 0 ? left : SILENCE);
    } catch (UnavailableException away) {
      future.cancel(true);
      throw away;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("This instance is stopping.", stopping);
    }
  }
}
