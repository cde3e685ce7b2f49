package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
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
   * Decides the gate. Empty if the moment is in the past and no event that counts then names the
   * asset.
   */
  public Optional<GateRuling> decide(Asset asset, Moment moment, Instant now) {
    Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    Cluster cluster =
        new PlacedCluster(
            () -> List.of(new PlacedCluster.Placement(SELF, all)), SELF, partitions, partitionOf);
    LocalReads local =
        new LocalReads(
            partition -> Optional.of(reads.apply(partition)), () -> InstanceReport.UNREACHABLE);
    Reading reading =
        new Reading(
            cluster,
            instance -> new Stepped(local),
            ForkJoinPool.commonPool(),
            Duration.ofMinutes(5),
            () -> CatchUp.Outcome.CAUGHT_UP);
    if (!moment.isNow() && !new PastNaming(reading, moment).isNamed(asset)) {
      return Optional.empty();
    }
    GateKeeper gate =
        new GateKeeper(
            reading, asset, moment, UpstreamReading.ASSETS, Clock.fixed(now, ZoneOffset.UTC));
    return Optional.of(gate.decide(Optional.empty(), () -> Optional.of("Never.")).ruling());
  }

  private final class Stepped implements InstanceReads {
    private final LocalReads local;

    Stepped(LocalReads local) {
      this.local = local;
    }

    @Override
    public <A extends Question.Answer> Answers<A> ask(
        List<? extends Question<A>> questions, Duration patience) {
      int now = Math.max(1, between.applyAsInt(questions.size()));
      return local.ask(questions.subList(0, Math.min(now, questions.size())), patience);
    }

    @Override
    public InstanceReport report(Duration patience) {
      return local.report(patience);
    }
  }
}
