package dev.headwater.pages;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Synthetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shows that a comparison tells a difference from a gap. */
class CompareViewTest {
  private static final FreshnessView SURE = new FreshnessView(true, "Complete.");

  private static CompareView compare(AssetSummary before, AssetSummary after) {
    return compare(before, after, true);
  }

  private static CompareView compare(AssetSummary before, AssetSummary after, boolean wholeAfter) {
    return CompareView.of(
        before,
        after,
        new CompareView.Inputs(new TreeSet<>(List.of(dataset("a@1"), dataset("b@1"))), true),
        new CompareView.Inputs(new TreeSet<>(List.of(dataset("b@1"), dataset("c@1"))), wholeAfter),
        SURE);
  }

  private static AssetSummary summary(
      Documentation documentation, List<Decision> decisions, List<Composition> compositions) {
    return new AssetSummary(
        dataset("mix@1"),
        documentation == Documentation.NOT_APPLICABLE ? Synthetic.NO : Synthetic.YES,
        documentation,
        List.of(),
        List.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        compositions,
        List.of(),
        decisions,
        Optional.empty(),
        Completeness.COMPLETE,
        ExposureCounts.NONE,
        0);
  }

  private static AssetSummary deciding(Decision... decisions) {
    return summary(Documentation.NOT_APPLICABLE, List.of(decisions), List.of());
  }

  private static Decision decision(String id, String choice) {
    return new Decision(
        id,
        DecisionKind.FILTER,
        "Which ones?",
        choice,
        "because",
        List.of("orcid:1"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Composition composition(String dimension) {
    return new Composition(
        dimension, "records", CompositionMethod.MEASURED, new TreeMap<>(Map.of("en", 5.0)), 0);
  }

  private static Map<String, String> marks(List<CompareView.Presence> presences) {
    return presences.stream()
        .collect(Collectors.toMap(CompareView.Presence::what, presence -> presence.mark().words()));
  }

  @Test
  void whatIsMissing_isNotApplicable_whereThereIsNothingToDocument() {
    CompareView view =
        compare(
            summary(Documentation.NOT_APPLICABLE, List.of(), List.of()),
            summary(Documentation.DOCUMENTED, List.of(), List.of()));

    assertThat(view.facts())
        .contains(new CompareView.Line("Missing in that", "not applicable", "nothing"));
  }

  @Test
  void theSameDecisionWithAnotherChoice_isChanged() {
    CompareView view =
        compare(
            deciding(decision("d-1", "keep"), decision("d-2", "keep"), decision("d-3", "keep")),
            deciding(decision("d-1", "drop"), decision("d-2", "keep"), decision("d-4", "keep")));

    assertThat(marks(view.decisions()))
        .containsEntry("d-1", "changed")
        .containsEntry("d-2", "in both")
        .containsEntry("d-3", "removed")
        .containsEntry("d-4", "added")
        .hasSize(4);
    assertThat(view.moreDecisions()).isEmpty();
  }

  @Test
  void aDecisionThatAFullSummaryLacks_isNotCalledRemoved() {
    List<Decision> full = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> full.add(decision("n-" + i, "keep")));

    CompareView view =
        compare(deciding(decision("d-1", "keep")), deciding(full.toArray(Decision[]::new)));

    assertThat(marks(view.decisions()))
        .containsEntry("d-1", "before; not among the newest after")
        .containsEntry("n-0", "added");
    assertThat(view.moreDecisions()).contains("among the newest 100 decisions");
  }

  @Test
  void aCompositionThatAFullSummaryLacks_isNotCalledNotStated() {
    List<Composition> full =
        IntStream.range(0, 100).mapToObj(i -> composition("dimension-" + i)).toList();

    CompareView view =
        compare(
            summary(Documentation.NOT_APPLICABLE, List.of(), List.of(composition("language"))),
            summary(Documentation.NOT_APPLICABLE, List.of(), full));

    assertThat(lines(view, "language"))
        .containsExactly(new CompareView.Line("en", "5", "not among the newest"));
    assertThat(lines(view, "dimension-0"))
        .containsExactly(new CompareView.Line("en", "not stated", "5"));
    assertThat(view.moreCompositions()).contains("among the newest 100 compositions");
  }

  private static List<CompareView.Line> lines(CompareView view, String dimension) {
    return view.compositions().stream()
        .filter(counts -> counts.dimension().equals(dimension))
        .flatMap(counts -> counts.lines().stream())
        .toList();
  }

  @Test
  void anInputThatCouldNotBeRead_isNotCalledRemoved() {
    String a = "dataset:lab:a@1";
    String c = "dataset:lab:c@1";

    assertThat(marks(compare(deciding(), deciding()).inputs()))
        .containsEntry(a, "removed")
        .containsEntry("dataset:lab:b@1", "in both")
        .containsEntry(c, "added");
    assertThat(marks(compare(deciding(), deciding(), false).inputs()))
        .containsEntry(a, "before; not known of after")
        .containsEntry(c, "added");
  }
}
