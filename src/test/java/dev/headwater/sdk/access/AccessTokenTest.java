package dev.headwater.sdk.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which texts are tokens, and that a token does not show itself. */
class AccessTokenTest {

  @ParameterizedTest
  @ValueSource(strings = {"hw_x-Y_9", "eyJh.eyJi.c-_", "abc+/~==", " hw_x\r\n"})
  void parse_takesTokensAndJwts_andTheLineEndOfAFile(String text) throws AccessException {
    assertThat(AccessToken.parse(text, "t").authorization()).isEqualTo("Bearer " + text.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "sec ret",
        "secret\nother",
        "secret\r\nX-Header:secret",
        "s\u00e9cret",
        "secret\u0000",
        "=secret",
        "ci read secret"
      })
  void parse_refusesWhatIsNoToken_andDoesNotRepeatIt(String text) {
    assertThatThrownBy(() -> AccessToken.parse(text, "HEADWATER_TOKEN"))
        .isInstanceOf(AccessException.class)
        .hasMessageStartingWith("HEADWATER_TOKEN ")
        .hasMessageNotContainingAny("secret", "cret");
  }

  @Test
  void parse_refusesAnEndlessToken() {
    String most = "a".repeat(AccessToken.MAX_BYTES);

    assertThatThrownBy(() -> AccessToken.parse(most + "a", "t"))
        .hasMessage("t is longer than 65536 bytes; it must hold one token");
  }

  @Test
  void token_isNotShown() throws AccessException {
    AccessToken token = AccessToken.parse("hw_secret", "t");

    assertThat(token).hasToString("(token)");
    assertThat(token.hideIn("you sent Bearer hw_secret, hw_secret"))
        .isEqualTo("you sent Bearer (token), (token)");
    assertThat(TokenSource.stated("hw_secret", "t").toString()).doesNotContain("secret");
  }
}
