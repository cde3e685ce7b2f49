package dev.headwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows which headers are read as W3C Trace Context says, and that all others are ignored. */
class TraceParentTest {
  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  /** Reads a header in both ways, which must agree. */
  private static Optional<TraceParent> read(String header) {
    Optional<TraceParent> read = TraceParent.parse(header);
    assertThat(TraceParent.parse(header.getBytes(StandardCharsets.UTF_8))).isEqualTo(read);
    return read;
  }

  @ParameterizedTest
  @CsvSource({
    // The first one is the example of the specification.
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00,",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff,",
    "00-00000000000000000000000000000001-0000000000000001-01,",
    "00-80000000000000000000000000000000-8000000000000000-01,",
    "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-01,",
    // A later version is read as far as it is known, and continued as version 00.
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,"
        + "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra,"
        + "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-,"
        + "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-f2-EXTRA.é,"
        + "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
  })
  void validHeader_isRead(String header, String continued) {
    String expected = continued == null ? header : continued;
    assertThat(read(header)).map(TraceParent::text).contains(expected);
    assertThat(read(header)).map(TraceParent::traceId).contains(expected.substring(3, 35));
    assertThat(new String(read(header).orElseThrow().header(), StandardCharsets.UTF_8))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "00",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        // ids of zeros
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "01-00000000000000000000000000000000-00f067aa0ba902b7-01",
        // upper case
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
        "FE-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        // no version
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        // version 00 ends after the flags
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-010",
        // a later version goes on with a dash
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.extra",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        // lengths, dashes, digits
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47360-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01x",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6-3ce929d0e0e47360-0f067aa0ba902b7-01",
        "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "00-٤bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      })
  void otherHeader_isIgnored(String header) {
    assertThat(read(header)).isEmpty();
  }

  @Test
  void longHeader_isIgnored_orReadWithoutItsEnd() {
    String end = "-" + "7".repeat(8 * 1024);
    assertThat(read(VALID + end)).isEmpty();
    assertThat(read("cc" + VALID.substring(2) + end)).map(TraceParent::text).contains(VALID);
    assertThat(read("0".repeat(8 * 1024))).isEmpty();
  }

  @Test
  void bytes_comeBack() {
    TraceParent trace = TraceParent.parse(VALID).orElseThrow();
    assertThat(trace.toBytes()).hasSize(TraceParent.BYTES);
    assertThat(TraceParent.read(ByteBuffer.wrap(trace.toBytes()))).contains(trace);
    assertThat(TraceParent.read(ByteBuffer.allocate(TraceParent.BYTES))).isEmpty();
  }

  @Test
  void idOfZeros_cannotBeBuilt() {
    assertThatThrownBy(() -> new TraceParent(0, 0, 1, (byte) 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TraceParent(0, 1, 0, (byte) 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
