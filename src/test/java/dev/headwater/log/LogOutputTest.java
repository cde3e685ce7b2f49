package dev.headwater.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Shows how lines of the log look, and that no kind of line floods it. */
class LogOutputTest {

  private static final long SECOND = 1_000_000_000L;

  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private final LogOutput output =
      new LogOutput(
          lines::add,
          Clock.fixed(Instant.parse("2026-11-22T10:00:00.120Z"), ZoneOffset.UTC),
          () -> nanos);
  private final Logger logger =
      new LineLogger("dev.headwater.app.kafka.Waiting", Level.INFO.toInt(), output);

  @Test
  void text_isOneLineForPeople() {
    logger.warn("waiting for {} ({})", "Kafka", "no\nanswer");

    assertThat(lines)
        .containsExactly("2026-11-22T10:00:00.120Z WARN Waiting - waiting for Kafka (no | answer)");
  }

  @Test
  void text_hasTheStackTraceBelow() {
    logger.error("failed", new IllegalStateException("why"));

    assertThat(lines)
        .singleElement()
        .asString()
        .contains("Waiting - failed" + System.lineSeparator());
    assertThat(lines.get(0).lines().skip(1).toList())
        .first()
        .isEqualTo("java.lang.IllegalStateException: why");
  }

  @Test
  void json_isOneObjectOnOneLine() throws Exception {
    output.configure(LogFormat.JSON, 10);

    logger.error("a \"quoted\"\nline, {}", 7, new IllegalStateException("why"));

    assertThat(lines).singleElement().asString().doesNotContain("\n");
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("time").asText()).isEqualTo("2026-11-22T10:00:00.120Z");
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("logger").asText()).isEqualTo("dev.headwater.app.kafka.Waiting");
    assertThat(line.path("message").asText()).isEqualTo("a \"quoted\"\nline, 7");
    assertThat(line.path("exception").asText()).contains("IllegalStateException: why\n\tat ");
  }

  @Test
  void sameKind_isLeftOutAndCounted() {
    output.configure(LogFormat.TEXT, 3);
    for (int i = 0; i < 10; i++) {
      logger.info("request {} refused", i);
    }
    logger.info("something else");
    assertThat(lines).hasSize(4).last().asString().endsWith("something else");

    nanos = 61 * SECOND;
    logger.info("request {} refused", 10);

    assertThat(lines).hasSize(6);
    assertThat(lines.get(4))
        .endsWith("WARN Waiting - 7 more lines were left out of: request {} refused");
    assertThat(lines.get(5)).endsWith("request 10 refused");
  }

  @Test
  void sameKind_withoutALimit_isLogged() {
    output.configure(LogFormat.TEXT, 0);
    for (int i = 0; i < 1_000; i++) {
      logger.info("request {} refused", i);
    }
    assertThat(lines).hasSize(1_000);
  }

  @Test
  void sameKind_hasFewStackTraces() {
    for (int i = 0; i < 5; i++) {
      logger.error("failed", new IllegalStateException("why"));
    }
    assertThat(lines).filteredOn(line -> line.contains("\tat ")).hasSize(3);
    assertThat(lines).last().asString().endsWith("failed (java.lang.IllegalStateException: why)");
  }

  @Test
  void level_belowTheLeast_isNotLogged() {
    logger.debug("detail");
    assertThat(logger.isDebugEnabled()).isFalse();
    assertThat(lines).isEmpty();
  }

  @Test
  void levels_areThoseOfTheNearestProperty() {
    String prefix = "org.slf4j.simpleLogger.log.";
    System.setProperty(prefix + "test.one", "error");
    System.setProperty(prefix + "test.one.two", "off");
    try {
      assertThat(LogLevels.of("test.one.Three")).isEqualTo(Level.ERROR.toInt());
      assertThat(LogLevels.of("test.one.two.Three")).isEqualTo(LogLevels.OFF);
      assertThat(LogLevels.of("test.onex")).isNotEqualTo(Level.ERROR.toInt());
    } finally {
      System.clearProperty(prefix + "test.one");
      System.clearProperty(prefix + "test.one.two");
    }
  }
}
