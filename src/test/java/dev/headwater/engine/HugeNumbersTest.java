package dev.headwater.engine;

import static dev.headwater.engine.RepresentationScene.data;
import static dev.headwater.engine.RepresentationScene.input;
import static dev.headwater.engine.RepresentationScene.languages;
import static dev.headwater.engine.RepresentationScene.model;
import static dev.headwater.engine.RepresentationScene.target;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headwater.model.TransformOperation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event that nobody foresaw must not stop the processor. */
class HugeNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1.7e308,1.7e308", "1.7e308,1", "1,1.7e308", "5e-324,5e-324", "1.7e308,5e-324", "0,0"
  })
  void sumsThatOverflow_stopNoRule(double one, double other) {
    RepresentationScene scene = new RepresentationScene();

    assertThatCode(
            () -> {
              scene.ingest(data("raw@1"), languages("en", one, "sw", one, "zu", 40));
              scene.synthetic(data("made@1"), languages("en", other, "sw", other));
              scene.clean(
                  input(data("raw@1")), data("clean@1"), languages("en", other, "sw", one));
              scene.ingest(data("raw@2"), languages("en", other, "sw", other));
              scene.transform(
                  TransformOperation.MERGE,
                  List.of(input(data("raw@1")), input(data("made@1"))),
                  data("mix@1"),
                  languages("en", one, "sw", other));
              scene.train(
                  List.of(input(data("raw@1")), input(data("made@1"))),
                  model("tutor@1"),
                  target("en", 0.5, "sw", 0.9));
            })
        .doesNotThrowAnyException();
  }
}
