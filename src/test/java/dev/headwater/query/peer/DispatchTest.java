package dev.headwater.query.peer;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.FakeCluster;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.FakeService;
import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows whom a read asks while owners are away, slow or moving. */
class DispatchTest {
  private static final Instance SELF = new Instance("127.0.0.1", 1);
  private static final Instance OWNER = new Instance("127.0.0.1", 2);
  private static final Instance OTHER = new Instance("127.0.0.1", 3);

  private final FakeGraph graph = new FakeGraph(2);
  private final FakeCluster cluster = new FakeCluster(graph, SELF);
  private final Map<Instance, FakeInstance> instances = new ConcurrentHashMap<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Instance> answered = new ArrayList<>();
  private final Absences absences = new Absences(System::nanoTime);
  private Freshness freshness = Freshness.NOTHING;
  private Dispatch dispatch = dispatch(Optional.of(absences));

  /** An instance that a test can take away, or make slow. */
  private final class FakeInstance implements InstanceReads {
    private final Instance self;
    private final Map<Integer, PartitionReads> owned = new ConcurrentHashMap<>();
    private final Map<Integer, Copy> copies = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean unreachable;
    private volatile IntConsumer onQuestion = number -> {};
    private volatile CountDownLatch slow = new CountDownLatch(0);
    private final LocalReads local =
        new LocalReads(
            partition -> Optional.ofNullable(owned.get(partition)),
            partition -> Optional.empty(),
            partition -> Optional.ofNullable(copies.get(partition)),
            () -> InstanceReport.UNREACHABLE);

    FakeInstance(Instance self) {
      this.self = self;
    }

    @Override
    public <A extends Question.Answer> Answers<A> ask(
        List<? extends Question<A>> questions, Duration patience) {
      require();
      return local.ask(questions, patience);
    }

    @Override
    public <A extends Question.Answer> Answers<A> askCopy(
        List<? extends Question<A>> questions, Duration patience) {
      require();
      return local.askCopy(questions, patience);
    }

    private void require() {
      onQuestion.accept(asked.incrementAndGet());
      if (away) {
        throw new UnavailableException(self + " is away.", new IOException("refused"));
      }
      try {
        slow.await();
      } catch (InterruptedException cancelled) {
        throw new UnavailableException("It was cancelled.", cancelled);
      }
    }

    @Override
    public InstanceReport report(Duration patience) {
      if (away || unreachable) {
        throw new UnavailableException(self + " is away.", new IOException("refused"));
      }
      return local.report(patience);
    }
  }

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  private FakeInstance of(Instance instance) {
    return instances.computeIfAbsent(instance, FakeInstance::new);
  }

  private Dispatch dispatch(Optional<Absences> known) {
    return new Dispatch(
        cluster,
        this::of,
        executor,
        Deadline.in(Duration.ofSeconds(20)),
        known,
        (from, of) -> {
          answered.add(from);
          freshness = freshness.and(of);
        });
  }

  private void own(int partition, Instance owner) {
    cluster.move(partition, owner);
    of(owner).owned.put(partition, graph.reads(partition));
  }

  private void copy(int partition, Instance keeper) {
    cluster.copy(partition, keeper);
    of(keeper).copies.put(partition, new Copy(graph.reads(partition), FakeService.BEHIND));
  }

  /** An asset of a partition, which the graph names. */
  private Asset named(int partition) {
    Asset asset =
        IntStream.range(0, 1_000)
            .mapToObj(i -> dataset("d" + i))
            .filter(one -> graph.partitionOf(one) == partition)
            .findFirst()
            .orElseThrow();
    graph.assets(asset);
    return asset;
  }

  private List<Boolean> ask(int... partitions) {
    List<FactsQuestion> questions =
        IntStream.of(partitions)
            .mapToObj(one -> new FactsQuestion(one, named(one), Moment.NOW, ""))
            .toList();
    return dispatch.ask(questions).stream().map(found -> found.orElseThrow().named()).toList();
  }

  @Test
  void owner_isAsked_andNobodyElse() {
    own(0, OWNER);
    copy(0, OTHER);

    assertThat(ask(0)).containsExactly(true);
    assertThat(answered).containsExactly(OWNER);
    assertThat(freshness.isStale()).isFalse();
  }

  @Test
  void ownerThatIsAway_isNotAskedAgain_andItsCopyAnswers() {
    own(0, OWNER);
    copy(0, OTHER);
    of(OWNER).away = true;

    assertThat(ask(0)).containsExactly(true);
    assertThat(ask(0)).containsExactly(true);

    assertThat(answered).containsExactly(OTHER, OTHER);
    assertThat(of(OWNER).asked).hasValue(1);
    assertThat(freshness.stale()).isEqualTo(new TreeMap<>(Map.of(0, FakeService.BEHIND)));
  }

  @Test
  void ownerAndCopyAway_isSaidOfTheOwner() {
    own(0, OWNER);
    copy(0, OTHER);
    of(OWNER).away = true;
    of(OTHER).away = true;

    assertThatThrownBy(() -> ask(0))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(OWNER.toString());
    assertThat(answered).isEmpty();
  }

  @Test
  void partitionThatNobodyHas_isNamed() {
    cluster.lose(0);

    assertThatThrownBy(() -> ask(0))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("Partition 0 is not being served yet");
  }

  /** An instance that is busy still answers a small question. */
  @Test
  void ownerThatIsSlow_isWaitedFor() {
    own(0, OWNER);
    copy(0, OTHER);
    CountDownLatch slow = new CountDownLatch(1);
    of(OWNER).slow = slow;
    Thread release = new Thread(() -> releaseAfter(Duration.ofMillis(1_300), slow));
    release.start();

    assertThat(ask(0)).containsExactly(true);

    assertThat(answered).containsExactly(OWNER);
    assertThat(freshness.isStale()).isFalse();
  }

  @Test
  void ownerThatSaysNothingAtAll_isGivenUp_andAskedAgainWhenItIsBack() {
    own(0, OWNER);
    copy(0, OTHER);
    of(OWNER).slow = new CountDownLatch(1);
    of(OWNER).unreachable = true;
    assertThat(ask(0)).containsExactly(true);
    assertThat(answered).containsExactly(OTHER);

    of(OWNER).slow = new CountDownLatch(0);
    of(OWNER).unreachable = false;
    absences.forget(OWNER);
    assertThat(ask(0)).containsExactly(true);
    assertThat(answered).containsExactly(OTHER, OWNER);
  }

  private static void releaseAfter(Duration time, CountDownLatch latch) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    latch.countDown();
  }

  @Test
  void answersOfOwnersAndCopies_areTold_eachForItsPartition() {
    own(0, SELF);
    own(1, OWNER);
    copy(1, OTHER);
    of(OWNER).away = true;

    assertThat(ask(0, 1, 0)).containsExactly(true, true, true);

    assertThat(answered).containsExactly(SELF, OTHER);
    assertThat(freshness.applied()).containsOnlyKeys(0, 1);
    assertThat(freshness.stale()).containsOnlyKeys(1);
  }

  @Test
  void ownerThatComesBackBetweenTwoQuestions_doesNotHideTheCopy() {
    own(0, OWNER);
    copy(0, OTHER);
    of(OWNER).away = true;
    ask(0);
    of(OWNER).away = false;
    absences.forget(OWNER);

    ask(0);

    assertThat(answered).containsExactly(OTHER, OWNER);
    assertThat(freshness.stale()).containsOnlyKeys(0);
  }

  /** A walk asks many times, and must not look for the owner that long each time. */
  @Test
  void partitionWithoutAnOwner_isLookedForOnceARead() {
    cluster.lose(0);
    copy(0, SELF);
    ask(0);

    List<Duration> times = new ArrayList<>();
    for (int level = 0; level < 20; level++) {
      long began = System.nanoTime();
      ask(0);
      times.add(Duration.ofNanos(System.nanoTime() - began));
    }

    times.sort(null);
    // Not the longest, because this machine may be busy. To look for the owner takes 150 ms.
    assertThat(times.get(times.size() / 2)).isLessThan(Duration.ofMillis(125));
    assertThat(freshness.isStale()).isTrue();
  }

  @Test
  void partitionThatFindsItsOwner_isNotReadFromACopy() {
    cluster.move(0, OWNER); // which does not have it yet
    copy(0, OTHER);
    of(OWNER).onQuestion =
        number -> {
          if (number == 2) {
            of(OWNER).owned.put(0, graph.reads(0));
          }
        };

    assertThat(ask(0)).containsExactly(true);

    assertThat(answered).containsExactly(OWNER);
  }

  @Test
  void readOfOwnersOnly_isNotAnsweredByACopy() {
    own(0, OWNER);
    copy(0, OTHER);
    of(OWNER).away = true;
    dispatch = dispatch(Optional.empty());

    assertThatThrownBy(() -> ask(0)).isInstanceOf(UnavailableException.class);
    assertThat(of(OTHER).asked).hasValue(0);
  }
}
