package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Contribution;
import dev.headwater.engine.Policy;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import dev.headwater.model.Synthesize;
import dev.headwater.model.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that a task keeps the trace of an event's record that it applied first, at every asset that
 * the event is about, and that an invalid trace is as good as none.
 */
class TracedEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Asset DATA = Asset.of(AssetKind.DATASET, "lab", "data", "1");
  private static final String FIRST = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String SECOND = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);

  @AfterEach
  void close() {
    task.close();
  }

  private static Headers traced(String traceParent) {
    return new RecordHeaders()
        .add(TraceParent.HEADER, traceParent.getBytes(StandardCharsets.UTF_8));
  }

  private static LineageEvent ingest(Asset... outputs) {
    return OneTask.event(EventType.INGEST, NOW)
        .outputs(List.of(outputs).stream().map(OneTask::output).toList())
        .build();
  }

  private void send(LineageEvent event, String traceParent) {
    send(event, traceParent, NOW);
  }

  private void send(LineageEvent event, String traceParent, Instant arrival) {
    task.send(task.encoded(event), traced(traceParent), arrival);
  }

  private Contribution stored(Asset asset, LineageEvent event) {
    return task.rows().contribution(asset, event.eventId()).orElseThrow();
  }

  private Optional<String> trace(Asset asset, LineageEvent event) {
    return stored(asset, event).traceParent().map(TraceParent::text);
  }

  private static long bytes(OneTask of) {
    long[] bytes = {0};
    of.eachRow((key, row) -> bytes[0] += key.get().length + row.length);
    return bytes[0];
  }

  @Test
  void trace_isKeptAtEveryOutput_alsoWhereAnEventHasMoreThanOneTransactionTakes() {
    List<Asset> outputs =
        IntStream.range(0, 40)
            .mapToObj(i -> Asset.of(AssetKind.DATASET, "lab", "part-" + i, "1"))
            .toList();
    LineageEvent event = ingest(outputs.toArray(Asset[]::new));

    send(event, FIRST);
    task.passTime(Duration.ofSeconds(1));

    for (Asset output : outputs) {
      assertThat(trace(output, event)).as(output.urn()).contains(FIRST);
    }
  }

  @Test
  void trace_isKeptAtTheTargetOfADocument_andThroughARetraction() {
    LineageEvent document =
        OneTask.event(EventType.DOCUMENT, NOW)
            .document(
                new Document(
                    DATA,
                    Optional.empty(),
                    Optional.of(Synthesize.EMPTY),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()))
            .build();
    LineageEvent event = ingest(DATA);
    send(document, FIRST);
    send(event, SECOND);

    send(
        OneTask.event(EventType.RETRACT, NOW)
            .outputs(List.of(OneTask.output(DATA)))
            .retract(new Retract(event.eventId(), "wrong"))
            .build(),
        FIRST);

    assertThat(trace(DATA, document)).contains(FIRST);
    assertThat(stored(DATA, event).live()).isFalse();
    assertThat(trace(DATA, event)).contains(SECOND);
  }

  @Test
  void trace_isKeptOfAnEventThatComesAfterItsRetraction() {
    LineageEvent event = ingest(DATA);
    send(
        OneTask.event(EventType.RETRACT, NOW)
            .outputs(List.of(OneTask.output(DATA)))
            .retract(new Retract(event.eventId(), "wrong"))
            .build(),
        SECOND);

    send(event, FIRST);

    assertThat(trace(DATA, event)).contains(FIRST);
  }

  @Test
  void duplicate_changesNoTrace_whetherItCameToKafkaLaterOrEarlier() {
    LineageEvent traced = ingest(DATA);
    send(traced, FIRST);
    send(traced, SECOND, NOW.plusSeconds(1));
    assertThat(trace(DATA, traced)).contains(FIRST);

    send(traced, SECOND, NOW.minusSeconds(60));
    assertThat(stored(DATA, traced).arrivedMillis())
        .as("an earlier arrival is taken over")
        .isEqualTo(NOW.minusSeconds(60).toEpochMilli());
    assertThat(trace(DATA, traced)).contains(FIRST);

    task.send(traced, NOW.minusSeconds(120));
    assertThat(trace(DATA, traced)).contains(FIRST);
  }

  @Test
  void duplicate_givesNoTraceToAnEventThatCameWithoutOne() {
    LineageEvent event = ingest(DATA);
    task.send(event, NOW);
    List<String> before = rows();

    send(event, SECOND);

    assertThat(rows()).isEqualTo(before);
    send(event, SECOND, NOW.minusSeconds(60));
    assertThat(trace(DATA, event)).isEmpty();
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    task.eachRow((key, row) -> rows.add(key + " " + HexFormat.of().formatHex(row)));
    return rows;
  }

  static List<String> invalid() {
    return List.of(
        "",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        FIRST + "-extra",
        "f".repeat(8 * 1024),
        FIRST + "-" + "f".repeat(8 * 1024));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalidTrace_costsNoByte_andTheEventIsTaken(String traceParent) {
    LineageEvent event = ingest(DATA);

    send(event, traceParent);

    assertThat(trace(DATA, event)).isEmpty();
    assertThat(bytes(task)).isEqualTo(bytesWithoutTrace(event));
    assertThat(task.quarantined()).isEmpty();
  }

  private static long bytesWithoutTrace(LineageEvent event) {
    try (OneTask plain = new OneTask(Policy.DEFAULT, NOW)) {
      plain.send(event, NOW);
      return bytes(plain);
    }
  }

  @Test
  void trace_takes26BytesForEachOutput() {
    Asset other = Asset.of(AssetKind.DATASET, "lab", "other", "1");
    LineageEvent event = ingest(DATA, other);
    send(event, FIRST);

    assertThat(bytes(task) - bytesWithoutTrace(event)).isEqualTo(2 * (1 + TraceParent.BYTES));
  }

  @Test
  void ofSeveralHeaders_theLastCounts_andAHeaderWithoutValueIsNone() {
    LineageEvent event = ingest(DATA);
    Headers two = traced(FIRST).add(TraceParent.HEADER, SECOND.getBytes(StandardCharsets.UTF_8));
    task.send(task.encoded(event), two, NOW);
    assertThat(trace(DATA, event)).contains(SECOND);

    LineageEvent other = ingest(DATA);
    task.send(task.encoded(other), new RecordHeaders().add(TraceParent.HEADER, (byte[]) null), NOW);
    assertThat(trace(DATA, other)).isEmpty();
  }

  @Test
  void traceIsNoContent_soTheSameEventInAnotherTraceIsNoConflict() {
    LineageEvent event = ingest(DATA);
    send(event, FIRST);
    send(event, SECOND);

    assertThat(task.rows().node(DATA).orElseThrow().tally().known()).isEqualTo(1);
    assertThat(task.quarantined()).isEmpty();

    LineageEvent conflict =
        OneTask.event(EventType.CLEAN, NOW)
            .eventId(event.eventId())
            .outputs(List.of(OneTask.output(DATA)))
            .build();
    send(conflict, SECOND);
    List<TestRecord<byte[], byte[]>> quarantined = task.quarantined();
    assertThat(quarantined).hasSize(1);
    assertThat(TraceHeaders.read(quarantined.get(0).headers()).map(TraceParent::text))
        .as("the record is as it came")
        .contains(SECOND);
    assertThat(trace(DATA, event)).contains(FIRST);
  }
}
