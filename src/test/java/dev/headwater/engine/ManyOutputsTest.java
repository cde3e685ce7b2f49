package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Shows that an event with many outputs is stored at each of them, with a limited number of outputs
 * per transaction. It runs an event with 1,000 outputs through a worklist.
 */
class ManyOutputsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final int MANY = 1_000;
  private static final List<Asset> ASSETS =
      IntStream.range(0, MANY)
          .mapToObj(i -> Asset.of(AssetKind.DATASET, "lab", "part-" + i, "1"))
          .toList();

  private final MemoryState state = new MemoryState();
  private final Worklist worklist = new Worklist(new Engine(Policy.DEFAULT), party -> true, 5_000);

  @Test
  void outputs_areToldOfItAFewAtATime_eachOnce() {
    List<CommandEnvelope> waiting = new ArrayList<>();
    waiting.add(
        new CommandEnvelope(new GraphCommand.Admit(ASSETS.get(0), event(), 1), NOW.toEpochMilli()));
    int told = 0;
    int transactions = 0;
    while (!waiting.isEmpty()) {
      assertThat(worklist.accept(waiting.remove(0), state, NOW)).isEmpty();
      waiting.addAll(worklist.drain(state, NOW).commands());
      long now = ASSETS.stream().filter(asset -> state.node(asset).isPresent()).count();
      assertThat((int) now - told).isBetween(1, Contributions.OUTPUTS_AT_ONCE);
      told = (int) now;
      assertThat(state.spreads).hasSize(told < MANY ? 1 : 0);
      transactions++;
    }
    assertThat(told).isEqualTo(MANY);
    assertThat(transactions).isEqualTo(-Math.floorDiv(-MANY, Contributions.OUTPUTS_AT_ONCE));
    assertThat(ASSETS).allSatisfy(this::isIngestedOnce);
  }

  private void isIngestedOnce(Asset asset) {
    assertThat(state.node(asset).orElseThrow().tally().live()).isOne();
    assertThat(state.contributions(asset, ContributionKind.OTHER, 10))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.event().outputs())
                    .extracting(Output::asset)
                    .containsExactly(asset));
  }

  private static LineageEvent event() {
    return LineageEvent.builder(EventType.INGEST)
        .eventId(new UUID(1, 1))
        .eventTime(NOW)
        .producer("test")
        .job(new Job("test", "test"))
        .run("run")
        .outputs(ASSETS.stream().map(Output::of).toList())
        .build();
  }
}
