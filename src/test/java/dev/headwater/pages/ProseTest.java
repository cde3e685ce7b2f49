package dev.headwater.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Shows how marked text is split into words and code. */
class ProseTest {

  @Test
  void backticks_encloseCode() {
    assertThat(Prose.of("`a` or `<b>`, never c").spans())
        .containsExactly(
            new Prose.Span("a", true),
            new Prose.Span(" or ", false),
            new Prose.Span("<b>", true),
            new Prose.Span(", never c", false));
    assertThat(Prose.of("").isEmpty()).isTrue();
  }

  @Test
  void aBacktickWithoutAPartner_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prose.of("a `b"))
        .withMessageContaining("a `b");
  }

  @Test
  void emptyLines_separateParagraphs() {
    assertThat(Prose.paragraphs("a\n\n`b`")).containsExactly(Prose.of("a"), Prose.of("`b`"));
  }
}
