package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Synthesize;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.GraphCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows that a documented synthetic dataset sends its children only what changes their verdict,
 * because there may be a million of them. It sends commands to a worklist that owns the dataset and
 * looks at the commands for the children.
 */
class DocumentedHubTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Asset HUB = Asset.of(AssetKind.DATASET, "lab", "hub", "1");

  private final MemoryState state = new MemoryState();
  private final Worklist worklist = new Worklist(new Engine(Policy.DEFAULT), HUB::equals, 5_000);

  @Test
  void anotherChild_isToldAlone_howeverMuchLaterItComes() {
    send(new GraphCommand.Contribute(HUB, documentedSynthesis(1), 1), 0);
    assertThat(state.node(HUB).orElseThrow().status(OriginKind.SYNTHETIC).documentation())
        .isEqualTo(Documentation.DOCUMENTED);
    assertThat(send(childEdge("first"), 1_000))
        .extracting(GraphCommand::target)
        .containsExactly(child("first"));

    assertThat(send(childEdge("second"), 2_000))
        .extracting(GraphCommand::target)
        .containsExactly(child("second"));
  }

  @Test
  void anotherRun_isNoNews() {
    send(new GraphCommand.Contribute(HUB, documentedSynthesis(1), 1), 0);
    send(childEdge("first"), 1_000);

    assertThat(send(new GraphCommand.Contribute(HUB, documentedSynthesis(2), 2), 2_000)).isEmpty();
  }

  private List<GraphCommand> send(GraphCommand command, long afterMillis) {
    worklist.accept(new CommandEnvelope(command, NOW.toEpochMilli() + afterMillis), state, NOW);
    return worklist.drain(state, NOW).commands().stream().map(CommandEnvelope::command).toList();
  }

  private static GraphCommand childEdge(String name) {
    return new GraphCommand.SetEdge(HUB, child(name), 1, EdgeKind.CARRYING);
  }

  private static Asset child(String name) {
    return Asset.of(AssetKind.DATASET, "lab", name, "1");
  }

  private static LineageEvent documentedSynthesis(long run) {
    return LineageEvent.builder(EventType.SYNTHESIZE)
        .eventId(new UUID(1, run))
        .eventTime(NOW)
        .producer("test")
        .job(new Job("test", "test"))
        .run("run-" + run)
        .outputs(List.of(Output.of(HUB)))
        .agents(List.of(new Agent("orcid:1", AgentType.PERSON, "AUTHOR", "")))
        .synthesize(
            new Synthesize(
                Optional.of(SynthesisKind.LLM),
                new Stated.Given<>(List.of(new Generator("lab", "writer", "2026-02-11"))),
                Optional.of(new Stated.NotApplicable<>("written from a list of topics")),
                new Stated.Given<>(List.of(new Prompt("user", "Write a dialogue.", "", ""))),
                new Stated.Given<>(new TreeMap<>(Map.of("temperature", "1.0"))),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                "",
                ""))
        .build();
  }
}
