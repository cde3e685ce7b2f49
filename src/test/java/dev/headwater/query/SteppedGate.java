package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Absences;
import dev.headwater.query.peer.Answers;
import dev.headwater.query.peer.Cluster;
import dev.headwater.query.peer.Copy;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.InstanceReads;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PlacedCluster;
import dev.headwater.query.progress.CatchUp;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Question;
import dev.headwater.query.walk.GateKeeper;
import dev.headwater.query.walk.PastNaming;
import dev.headwater.query.walk.Reading;
import dev.headwater.query.walk.UpstreamReading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Decides a gate, and runs other code before each of its reads. For simulations in other packages.
 */
public final class SteppedGate {
  private static final Instance SELF = new Instance("127.0.0.1", 1);

  private final int partitions;
  private final ToIntFunction<Asset> partitionOf;
  private final IntFunction<PartitionReads> reads;
  private final IntUnaryOperator between;
  private IntPredicate away = partition -> false;
  private IntFunction<Optional<Copy>> copies = partition -> Optional.empty();

  /**
   * @param reads returns the rows of a partition; called again for each read
   * @param between runs before each read and gets the number of questions; returns how many of them
   *     this read answers. At least one is answered
   */
  public SteppedGate(
      int partitions,
      ToIntFunction<Asset> partitionOf,
      IntFunction<PartitionReads> reads,
      IntUnaryOperator between) {
    this.partitions = partitions;
    this.partitionOf = partitionOf;
    this.reads = reads;
    this.between = between;
  }

  /**
   * Lets copies answer from now on.
   *
   * @param away whether the owner of a partition cannot be asked; called again for each read
   * @param copies returns the copy of a partition
   */
  public void copies(IntPredicate away, IntFunction<Optional<Copy>> copies) {
    this.away = away;
    this.copies = copies;
  }

  /** As {@link #gate}, without how fresh it is. */
  public Optional<GateRuling> decide(Asset asset, Moment moment, Instant now) {
    return gate(asset, moment, now).map(Gate::ruling);
  }

  /**
   * Decides the gate. Empty if the moment is in the past and no event that counts then names the
   * asset.
   *
   * @throws UnavailableException if a copy is read while it is written
   */
  public Optional<Gate> gate(Asset asset, Moment moment, Instant now) {
    Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    Cluster cluster =
        new PlacedCluster(
            () -> List.of(new PlacedCluster.Placement(SELF, all)), SELF, partitions, partitionOf);
    LocalReads local =
        new LocalReads(
            partition ->
                away.test(partition) ? Optional.empty() : Optional.of(reads.apply(partition)),
            partition -> Optional.empty(),
            copies,
            () -> InstanceReport.UNREACHABLE);
    Reading reading =
        new Reading(
            cluster,
            instance -> new Stepped(local),
            ForkJoinPool.commonPool(),
            Duration.ofMinutes(5),
            () -> CatchUp.Outcome.CAUGHT_UP,
            Optional.of(new Absences(System::nanoTime)));
    if (!moment.isNow() && !new PastNaming(reading, moment).isNamed(asset)) {
      return Optional.empty();
    }
    GateKeeper gate =
        new GateKeeper(
            reading, asset, moment, UpstreamReading.ASSETS, Clock.fixed(now, ZoneOffset.UTC));
    return Optional.of(gate.decide(Optional.empty(), () -> Optional.of("Never.")));
  }

  private final class Stepped implements InstanceReads {
    private final LocalReads local;

    Stepped(LocalReads local) {
      this.local = local;
    }

    @Override
    public <A extends Question.Answer> Answers<A> ask(
        List<? extends Question<A>> questions, Duration patience) {
      List<? extends Question<A>> asked = step(questions);
      if (asked.stream().anyMatch(question -> away.test(question.partition()))) {
        throw new UnavailableException("The owner is away.");
      }
      return local.ask(asked, patience);
    }

    @Override
    public <A extends Question.Answer> Answers<A> askCopy(
        List<? extends Question<A>> questions, Duration patience) {
      return local.askCopy(step(questions), patience);
    }

    private <Q> List<Q> step(List<Q> questions) {
      int now = Math.max(1, between.applyAsInt(questions.size()));
      return questions.subList(0, Math.min(now, questions.size()));
    }

    @Override
    public InstanceReport report(Duration patience) {
      return local.report(patience);
    }
  }
}
