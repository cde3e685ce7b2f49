package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that a picture to take away is well-formed, and says in words if it is cut. */
class PictureApiTest {
  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private String picture(String query) {
    ApiFixture.Answer answer = api.asset(model("m@1").urn(), "/graph?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void aTextThatIsCut_saysSoInItsTitle() {
    api.graph.chain(dataset("a@1"), dataset("b@1"), model("m@1"));
    for (String format : List.of("mermaid", "dot")) {
      assertThat(picture("depth=1&format=" + format)).contains("Cut short", "There may be more");
    }
    // An SVG breaks its caption into lines.
    assertThat(picture("depth=1&format=svg")).contains("Cut short");
  }

  @Test
  void texts_beginAsTheirFormatsWant() {
    api.graph.chain(dataset("a@1"), model("m@1"));
    assertThat(picture("format=mermaid")).startsWith("---\ntitle:").contains("flowchart LR");
    assertThat(picture("format=dot")).startsWith("digraph");
  }

  @Test
  void aGraphThatIsTooDense_isRefusedWithASentence() {
    for (int from = 0; from < 45; from++) {
      for (int to = 0; to < 45; to++) {
        api.graph.edge(dataset("from-" + from + "@1"), dataset("to-" + to + "@1"));
      }
    }
    for (int to = 0; to < 45; to++) {
      api.graph.edge(dataset("to-" + to + "@1"), model("m@1"));
    }
    ApiFixture.Answer answer = api.asset(model("m@1").urn(), "/graph");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("too dense to draw", "Ask for fewer steps");
  }
}
