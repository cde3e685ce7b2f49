package dev.headwater.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "bob, X",
    "ask bob., ask X.",
    "bob and bob, X and X",
    "bobcat, bobcat",
    "kebob, kebob",
    "bobbob bob, bobbob X",
    "mailto:bob@x, mailto:X@x",
    "(bob), (X)",
    "bob1, bob1",
    "ébob, ébob",
    "nobody, nobody"
  })
  void id_isReplacedWhereItStandsAlone(String text, String replaced) {
    assertThat(Words.replace(text, "bob", "X")).isEqualTo(replaced);
    assertThat(Words.contains(text, "bob")).isEqualTo(!text.equals(replaced));
  }

  /** An id that ends with a sign is not cut off by what follows the sign. */
  @ParameterizedTest
  @CsvSource({"see user:/7 there, see X7 there", "/user:/, /X"})
  void idThatEndsWithASign_standsAloneBeforeLetters(String text, String replaced) {
    assertThat(Words.replace(text, "user:/", "X")).isEqualTo(replaced);
  }

  @Test
  void idWithoutLetterOrDigit_isNoWord() {
    assertThat(Words.replace("see: this", ":", "X")).isEqualTo("see: this");
    assertThat(Words.contains("see: this", ":")).isFalse();
  }
}
