package dev.headwater.export.standard.bom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIT",
        " CC-BY-4.0 ",
        "MIT OR Apache-2.0",
        "(MIT AND CC0-1.0) OR ODbL-1.0",
        "((MIT))"
      })
  void expressions_areRecognized(String text) {
    assertThat(LicenseText.isExpression(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "see the website",
        "research-only",
        "mit",
        "MIT OR",
        "OR MIT",
        "(MIT",
        "MIT)",
        "MIT MIT",
        "MIT, Apache-2.0",
        "MIT\nOR ISC",
        "MIT;",
        "MIT OR Proprietary",
        "()"
      })
  void otherTexts_areNames(String text) {
    assertThat(LicenseText.isExpression(text)).isFalse();
  }

  @Test
  void deepParentheses_areNoExpression() {
    String text = "(".repeat(60_000) + "MIT" + ")".repeat(60_000);
    assertThat(LicenseText.isExpression(text)).isFalse();
  }

  @Test
  void onlyOneIdentifier_isAnId() {
    assertThat(LicenseText.isId("CC-BY-4.0")).isTrue();
    assertThat(LicenseText.isId("MIT OR ISC")).isFalse();
  }
}
