package dev.headwater.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.InvalidException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which timestamps (RFC 3339) are accepted, by valid and invalid examples. */
class Rfc3339Test {
  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:00Z",
    "2026-11-22t10:00:00z, 2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00.5Z, 2026-11-22T10:00:00.500Z",
    "2026-11-22T10:00:00.1234567899Z, 2026-11-22T10:00:00.123456789Z",
    "2026-11-22T10:00:00+03:00, 2026-11-22T07:00:00Z",
    "2026-11-22T10:00:00-00:00, 2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00+23:59, 2026-11-21T10:01:00Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
  })
  void parse_takesWhatTheStandardDoes(String text, Instant instant) {
    assertThat(Rfc3339.parse(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-22",
        "2026-11-22T10:00Z",
        "2026-11-22T10:00:00",
        "2026-11-22 10:00:00Z",
        "2026-11-22T10:00:00+0300",
        "2026-11-22T10:00:00+24:00",
        "2026-13-22T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T10:00:61Z",
        "2026-11-22T10:00:00.Z",
        "+12026-11-22T10:00:00Z",
        "２026-11-22T10:00:00Z",
        "2026-11-22T10:00:00Z "
      })
  void parse_refusesAllElse(String text) {
    assertThatThrownBy(() -> Rfc3339.parse(text))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("RFC 3339");
  }
}
