package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Versions;
import dev.headwater.query.question.DetailQuestion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which versions of a name are listed, and how many rows that takes. */
class VersionsTest {
  private static final int OTHERS = 3_000;

  private final FakeGraph graph = new FakeGraph(1);
  private final FakeService service = new FakeService(graph, FakeService.SELF, ReadLimits.DEFAULT);

  @AfterEach
  void close() {
    service.close();
  }

  private static List<Asset> versions(int count) {
    return IntStream.range(0, count)
        .mapToObj(one -> dataset(String.format("talk@%05d", one)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 19, 20, 21, 40, 999, 1_000, 1_001, 1_050})
  void versions_areThoseOfTheName_andOtherNamesAreNotRead(int count) {
    versions(count).forEach(graph::assets);
    IntStream.range(0, OTHERS).forEach(one -> graph.assets(dataset("talks/" + one)));
    graph.assets(dataset("tal@1"));

    Versions found = service.queries.versions(dataset("talk@00000"), Promptness.CAUGHT_UP);

    int most = DetailQuestion.VERSIONS;
    assertThat(found.versions()).isEqualTo(versions(Math.min(count, most)));
    assertThat(found.more()).isEqualTo(count > most);
    assertThat(graph.rowsListed()).isLessThanOrEqualTo(Math.min(count, most) + 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 1_000})
  void assetWithoutAVersion_isTheFirstOne(int count) {
    graph.assets(dataset("talk"));
    versions(count).forEach(graph::assets);

    Versions found = service.queries.versions(dataset("talk"), Promptness.CAUGHT_UP);

    assertThat(found.versions()).hasSize(Math.min(count + 1, DetailQuestion.VERSIONS));
    assertThat(found.versions().get(0)).isEqualTo(dataset("talk"));
    assertThat(found.more()).isEqualTo(count == DetailQuestion.VERSIONS);
  }
}
