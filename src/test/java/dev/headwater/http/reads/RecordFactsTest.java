package dev.headwater.http.reads;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.http.ApiFixture;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Moment;
import dev.headwater.model.Role;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Edge;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows what of a lineage becomes a document, and which one becomes none. */
class RecordFactsTest {
  private final Asset near = dataset("near@1");
  private final Asset far = dataset("far@1");
  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private ExportFacts facts(List<Edge> edges, Optional<Truncation> truncated) {
    api.graph.assets(near, far);
    return RecordFacts.of(
        api.service.queries.account(near, Moment.NOW).orElseThrow(),
        new Lineage(
            near,
            Direction.UPSTREAM,
            Moment.NOW,
            List.of(
                new Lineage.Node(near, 0, Optional.of(FakeGraph.KNOWN)),
                new Lineage.Node(far, 1, Optional.of(FakeGraph.KNOWN))),
            edges,
            truncated,
            Freshness.NOTHING));
  }

  private static Edge edge(Asset from, Asset to, int run) {
    return new Edge(from, to, Role.SOURCE, EventType.CLEAN, "run-" + run, false);
  }

  @Test
  void edgesThatAreTooMany_areSaidToBeLeftOut_theFarthestFirst() {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < RecordFacts.LINKS; i++) {
      edges.add(edge(dataset("further"), far, i));
    }
    edges.add(edge(far, near, 0));

    ExportFacts facts = facts(edges, Optional.empty());

    assertThat(facts.links()).hasSize(RecordFacts.LINKS);
    assertThat(facts.links().get(0).to()).isEqualTo(near);
    assertThat(facts.leftOut())
        .containsExactly(
            "The document has the nearest 20000 of 20001 edges between assets upstream.");
  }

  @ParameterizedTest
  @EnumSource
  void truncation_isSaid_orThereIsNoDocument(Truncation why) {
    Set<Truncation> passing =
        EnumSet.of(Truncation.TIME, Truncation.UNREACHABLE, Truncation.PATH, Truncation.CHANGING);
    if (passing.contains(why)) {
      assertThatThrownBy(() -> facts(List.of(), Optional.of(why)))
          .isInstanceOf(UnavailableException.class);
    } else {
      assertThat(facts(List.of(), Optional.of(why)).leftOut()).hasSize(1);
    }
  }
}
