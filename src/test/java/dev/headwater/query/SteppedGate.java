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

/** A gate between whose reads something else happens, for simulations of other packages. */
public final class SteppedGate {
  private static final Instance SELF = new Instance("127.0.0.1", 1);

  private final int partitions;
  private final ToIntFunction<Asset> partitionOf;
  private final IntFunction<PartitionReads> reads;
  private final IntUnaryOperator between;

  /**
   * @param reads the rows of a partition, asked for anew at each read
   * @param between run before each read of so many questions; answers how many are answered at once
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

  /** Decides; empty if, of the past, no event that counts names the asset. */
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
