package dev.headwater.query;

import static dev.headwater.query.Composed.languages;
import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Moment;
import dev.headwater.model.Target;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.answer.FitnessUse;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.question.Candidate;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.representation.TargetShare.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows which datasets are proposed to fill what the targets of a use lack. */
class FitnessTest {
  private static final FitnessUse SWAHILI =
      FitnessUse.named(
          "swahili", List.of(new Target("language", new TreeMap<>(Map.of("sw", 0.5)))));

  private final Asset raw = dataset("raw@1");
  private final Asset data = dataset("data@1");
  private final FakeGraph graph = new FakeGraph(3);
  private final FakeService service = new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT);
  private final List<Asset> declaring = new ArrayList<>();

  FitnessTest() {
    graph.categories(
        (partition, measure, category, limit) ->
            Optional.of(
                new CategoryLookup.Found(
                    declaring.stream()
                        .filter(asset -> graph.partitionOf(asset) == partition)
                        .map(asset -> new CategoryLookup.Holder(asset, CategoryLookup.LARGEST))
                        .toList(),
                    true)));
  }

  @AfterEach
  void close() {
    service.close();
  }

  private void ingest(Asset asset, double swahili, double english) {
    graph.event(
        asset,
        Composed.of(EventType.INGEST, asset).with(languages("sw", swahili, "en", english)).event());
    declaring.add(asset);
  }

  /** Data that was made from other data, both with too little of the category. */
  private void made() {
    ingest(raw, 5, 50);
    graph.event(
        data,
        Composed.of(EventType.CLEAN, data).from(raw).with(languages("sw", 1, "en", 9)).event());
    declaring.add(data);
  }

  private Fitness read() {
    return service.queries.fitness(data, SWAHILI, Moment.NOW, Promptness.AT_ONCE).orElseThrow();
  }

  @Test
  void candidates_areTheLargest() {
    made();
    for (int i = 1; i <= 12; i++) {
      ingest(dataset("other" + i), i, 1);
    }
    ingest(dataset("english"), 0, 100);

    Fitness found = read();

    assertThat(found.outcome()).isEqualTo(Outcome.MISSED);
    assertThat(found.lines()).hasSize(1);
    Fitness.Line line = found.lines().get(0);
    assertThat(line.candidatesComplete()).isTrue();
    assertThat(line.candidates().stream().map(Candidate::amount))
        .containsExactly(12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 5.0, 4.0);
    assertThat(line.candidates().get(0).asset()).isEqualTo(dataset("other12"));
  }

  @Test
  void fewCandidates_areAll_withoutTheAssetItself() {
    made();
    ingest(dataset("other"), 2, 1);

    assertThat(read().lines().get(0).candidates().stream().map(Candidate::asset))
        .containsExactly(raw, dataset("other"));
  }

  @Test
  void whatDidNotComeThrough_isACandidate_butNotWhatIsInItAlready() {
    Asset kept = dataset("kept");
    ingest(raw, 5, 50);
    ingest(kept, 4, 40);
    graph.event(
        data,
        Composed.of(EventType.TRANSFORM, data)
            .from(raw)
            .from(kept)
            .with(languages("sw", 4, "en", 90))
            .event());
    declaring.add(data);

    assertThat(read().lines().get(0).candidates().stream().map(Candidate::asset))
        .containsExactly(raw);
  }

  @Test
  void whereNothingCanTell_theListIsIncomplete() {
    made();
    ingest(dataset("other"), 2, 1);
    graph.categories(CategoryLookup.NONE);

    Fitness.Line line = read().lines().get(0);

    assertThat(line.candidates()).isEmpty();
    assertThat(line.candidatesComplete()).isFalse();
  }

  @Test
  void whereUpstreamIsNotWholeRead_theListIsIncomplete() {
    made();
    ingest(dataset("other"), 2, 1);
    try (FakeService few =
        new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT.withRepresentationAssets(1))) {
      Fitness found =
          few.queries.fitness(data, SWAHILI, Moment.NOW, Promptness.AT_ONCE).orElseThrow();

      assertThat(found.truncated()).contains(Truncation.NODES);
      assertThat(found.outcome()).isEqualTo(Outcome.MISSED);
      assertThat(found.lines().get(0).candidatesComplete()).isFalse();
    }
    assertThat(read().lines().get(0).candidatesComplete()).isTrue();
  }

  @Test
  void aTargetThatIsReached_hasNoCandidates() {
    made();
    ingest(dataset("other"), 2, 1);
    FitnessUse english =
        FitnessUse.named(
            "english", List.of(new Target("language", new TreeMap<>(Map.of("en", 0.5)))));

    Fitness found =
        service.queries.fitness(data, english, Moment.NOW, Promptness.AT_ONCE).orElseThrow();

    assertThat(found.outcome()).isEqualTo(Outcome.REACHED);
    assertThat(found.lines().get(0).candidates()).isEmpty();
  }

  @Test
  void aModel_isJudgedByItsTrainingData() {
    ingest(raw, 5, 50);
    ingest(dataset("other"), 2, 1);
    Asset m = model("m@1");
    graph.event(m, Composed.of(EventType.TRAIN, m).from(raw).target("language", "sw", 0.5).event());

    Fitness found =
        service.queries.fitness(m, FitnessUse.of(m), Moment.NOW, Promptness.AT_ONCE).orElseThrow();

    assertThat(found.of()).containsExactly(raw);
    assertThat(found.lines().get(0).target().more().orElseThrow().low()).isEqualTo(45);
    assertThat(found.lines().get(0).candidates().stream().map(Candidate::asset))
        .containsExactly(dataset("other"));
  }
}
