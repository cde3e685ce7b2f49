package dev.headwater.drawing;

import static dev.headwater.drawing.Diagrams.arrow;
import static dev.headwater.drawing.Diagrams.box;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramTest {
  @Test
  void twoBoxesWithOneId_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Diagrams.of(List.of(box("a"), box("a"))))
        .withMessage("Diagram: two boxes have the id \"a\"");
  }

  @Test
  void anArrowToNoBox_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Diagrams.of(List.of(box("a")), arrow("a", "a"), arrow("a", "b")))
        .withMessage("Diagram: arrows[1] refers to \"b\", which is no box");
  }

  @Test
  void tooMuch_isRefused() {
    List<Box> boxes =
        IntStream.rangeClosed(0, Diagram.MAX_BOXES).mapToObj(i -> box("n" + i)).toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Diagram("", boxes, List.of()))
        .withMessage("Diagram: 5001 boxes, the limit is 5000");
    List<Arrow> arrows = Collections.nCopies(Diagram.MAX_ARROWS + 1, arrow("n0", "n1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Diagram("", boxes.subList(0, 2), arrows))
        .withMessage("Diagram: 20001 arrows, the limit is 20000");
    assertThat(new Diagram("", boxes.subList(1, 5_001), arrows.subList(0, 0)).boxes())
        .hasSize(Diagram.MAX_BOXES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "a",
        " /a",
        "/\t/example.org",
        "/a\n"
      })
  void aReferenceThatLeadsElsewhere_isRefused(String href) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hidden(1, false, href))
        .withMessageStartingWith("Hidden: href ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/assets/a?b=c", "?depth=2", "#n1"})
  void aReferenceWithinTheSite_isAccepted(String href) {
    assertThat(new Hidden(1, false, href).href()).isEqualTo(href);
  }

  @Test
  void whatIsNotDrawn_isToldAsFarAsItIsKnown() {
    assertThat(Hidden.NONE.isAny()).isFalse();
    assertThat(new Hidden(0, true, "").isAny()).isTrue();
    assertThat(new Hidden(0, true, "").words("input")).isEqualTo("possibly inputs not drawn");
    assertThat(new Hidden(1, false, "").words("input")).isEqualTo("1 more input not drawn");
    assertThat(new Hidden(1, true, "").words("input")).isEqualTo("1 or more inputs not drawn");
    assertThat(new Hidden(3, true, "").button()).isEqualTo("+3…");
  }

  @Test
  void aTextThatIsTooLong_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arrow("a", "b", "x".repeat(4_001), false, false))
        .withMessage("Arrow: label is 4001 characters, the limit is 4000");
  }
}
