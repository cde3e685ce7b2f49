package dev.headwater.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Shows that the hash is that of the standard tools, so that others can make it too. */
class TokenHashTest {

  @Test
  void of_isSha256OfUtf8_inLowerCaseHex() {
    // printf abc | sha256sum; printf é | sha256sum
    assertThat(TokenHash.of("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(TokenHash.of("\u00e9"))
        .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  }
}
