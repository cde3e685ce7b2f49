package dev.headwater.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.TraceParent;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.TraceHeaders;
import dev.headwater.stream.store.SpreadEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shows when the processor requests a commit, because readers see its events only after one. Also
 * shows how it continues a run that becomes many events. It runs the processor with a mock context.
 */
class BridgeProcessorTest {
  private static final long NOW = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
  private static final int LARGEST = 4_000_000;
  private static final Optional<TraceParent> TRACE =
      TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  private static final String SUBJECT = "run:0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11";

  private final MockProcessorContext<byte[], byte[]> context =
      new MockProcessorContext<>(new Properties());
  private final BridgeProgress progress = new BridgeProgress();
  private final BridgeProcessor processor =
      new BridgeProcessor(
          new BridgeSettings(TopicNames.DEFAULT, 1, false, Duration.ofDays(7), LARGEST),
          new EventEncoder((subject, schema) -> 1, TopicNames.DEFAULT.events()),
          OpenLineagePayloads.INSTANCE,
          new QuarantineLog(new LongAdder(), new Warnings().logger()),
          new FacetLog(new BridgeCounts(), new Warnings().logger()),
          progress);

  private KeyValueStore<Bytes, byte[]> store;

  @BeforeEach
  void start() {
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(BridgeTopology.STORE),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.setCurrentSystemTimeMs(NOW);
    context.setRecordMetadata("headwater.openlineage", 0, 0);
    processor.init(context);
  }

  private void process(long sentMillis) {
    String event =
        """
        {"eventType":"START","eventTime":"2026-11-22T09:00:00Z","producer":"https://git.example/a",
         "run":{"runId":"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11"},
         "job":{"namespace":"spark","name":"daily"}}""";
    processor.process(
        new Record<>(new byte[0], event.getBytes(StandardCharsets.UTF_8), sentMillis));
  }

  private void complete(long offset, int firstInput, int inputs, int firstOutput, int outputs) {
    context.setRecordMetadata("headwater.openlineage", 0, offset);
    String event =
        """
        {"eventType":"COMPLETE","eventTime":"2026-11-22T09:00:00Z","producer":"https://git.example/a",
         "run":{"runId":"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11"},
         "job":{"namespace":"spark","name":"daily"},"inputs":[%s],"outputs":[%s]}"""
            .formatted(datasets("in", firstInput, inputs), datasets("out", firstOutput, outputs));
    processor.process(
        new Record<>(new byte[0], event.getBytes(StandardCharsets.UTF_8), NOW, headers));
  }

  private static String datasets(String name, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> "{\"namespace\":\"lake\",\"name\":\"%s-%d\"}".formatted(name, i))
        .collect(Collectors.joining(","));
  }

  /**
   * Returns the record with which the processor continues its work, if it sent one since the last
   * call. Adds the other records to {@link #made}.
   */
  private Optional<Record<byte[], byte[]>> next() {
    List<Record<byte[], byte[]>> found = new ArrayList<>();
    for (CapturedForward<? extends byte[], ? extends byte[]> sent : context.forwarded()) {
      if (sent.childName().equals(Optional.of(BridgeTopology.REKEYED_SINK))) {
        Record<? extends byte[], ? extends byte[]> record = sent.record();
        found.add(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
      }
    }
    made += context.forwarded().size() - found.size();
    context.resetForwards();
    assertThat(found.size()).isLessThanOrEqualTo(1);
    return found.stream().findFirst();
  }

  private int made;

  /** The headers of the records that {@link #complete} sends. */
  private Headers headers = new RecordHeaders();

  private List<String> unfinished() {
    return Unfinished.list(store, progress.spreads(0), 10);
  }

  @Test
  void aRunOfManyEvents_isListedUntilTheLastOneIsMade() {
    complete(0, 0, 400, 0, 200);
    assertThat(next()).as("80,000 edges are made at once").isEmpty();
    assertThat(unfinished()).isEmpty();
    complete(1, 0, 400, 200, 200);
    assertThat(next()).as("so is what it adds").isEmpty();
    assertThat(made).isEqualTo(400);

    complete(2, 400, 10, 0, 0); // 164,000 edges: each output has one more event
    Optional<Record<byte[], byte[]>> goOn = next();
    assertThat(unfinished()).containsExactly(SUBJECT);
    assertThat(progress.spreads(0).endedAt()).isZero();
    SpreadEvents anew = new SpreadEvents(); // as in a task that starts with these rows
    new Unfinished(store, anew).put("run:other", false);
    assertThat(Unfinished.list(store, anew, 10)).containsExactly(SUBJECT);

    long offset = 3;
    while (goOn.isPresent()) {
      assertThat(unfinished()).containsExactly(SUBJECT);
      context.setRecordMetadata("headwater.openlineage", 0, ++offset);
      processor.process(goOn.get());
      goOn = next();
    }
    assertThat(unfinished()).isEmpty();
    assertThat(progress.spreads(0).endedAt()).isEqualTo(offset + 1);
    assertThat(made).as("each output's event, its successor and a retraction").isEqualTo(3 * 400);
  }

  @Test
  void trace_goesOnWithEveryEventThatIsMade_alsoWithThoseThatAreMadeLater() {
    complete(0, 0, 400, 0, 200);
    complete(1, 0, 400, 200, 200);
    assertThat(traces()).containsOnly(Optional.empty());
    context.resetForwards();
    headers = TraceHeaders.write(TRACE).add("other", new byte[] {1});

    complete(2, 400, 10, 0, 0);
    Optional<Record<byte[], byte[]>> goOn = Optional.empty();
    int offset = 3;
    do {
      goOn.ifPresent(processor::process);
      assertThat(traces()).containsOnly(TRACE);
      assertThat(context.forwarded())
          .noneMatch(sent -> sent.record().headers().lastHeader("other") != null);
      goOn = next();
      context.setRecordMetadata("headwater.openlineage", 0, ++offset);
    } while (goOn.isPresent());
    assertThat(offset).as("there was work to go on with").isGreaterThan(5);

    headers =
        new RecordHeaders().add(TraceParent.HEADER, "no trace".getBytes(StandardCharsets.UTF_8));
    complete(9, 410, 1, 0, 0);
    assertThat(traces()).containsOnly(Optional.empty());
  }

  /** The traces of what was forwarded since the last reset. */
  private List<Optional<TraceParent>> traces() {
    return context.forwarded().stream()
        .map(sent -> TraceHeaders.read(sent.record().headers()))
        .toList();
  }

  /** The record to go on may wait behind a backlog that is longer than a run is remembered. */
  @Test
  void aRunWhoseEventsAreStillMade_isNotForgotten() {
    complete(0, 0, 400, 0, 200);
    complete(1, 0, 400, 200, 200);
    complete(2, 400, 10, 0, 0);
    Optional<Record<byte[], byte[]>> goOn = Optional.empty();
    Optional<Record<byte[], byte[]>> next = next();
    long later = NOW + Duration.ofDays(9).toMillis();
    context.setCurrentSystemTimeMs(later);
    for (int other = 0; other < 2; other++) {
      String event =
          """
          {"eventType":"START","eventTime":"2026-11-30T09:00:00Z","producer":"https://git.example/a",
           "run":{"runId":"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a9%d"},
           "job":{"namespace":"spark","name":"daily"}}"""
              .formatted(other);
      context.setRecordMetadata("headwater.openlineage", 0, 10 + other);
      processor.process(new Record<>(new byte[0], event.getBytes(StandardCharsets.UTF_8), later));
    }
    assertThat(unfinished()).containsExactly(SUBJECT);
    while (next.isPresent()) {
      goOn = next;
      context.setRecordMetadata("headwater.openlineage", 0, 20);
      processor.process(goOn.get());
      next = next();
    }
    assertThat(goOn).isPresent();
    assertThat(unfinished()).isEmpty();
    assertThat(made).as("each output's event, its successor and a retraction").isEqualTo(3 * 400);
  }

  @Test
  void aFreshRecord_isCommittedAtOnce() {
    process(NOW);

    assertThat(context.committed()).isTrue();
  }

  @Test
  void aBacklog_asksForNoCommits() {
    process(NOW - 3_600_000);

    assertThat(context.committed()).isFalse();
  }

  @Test
  void whatIsTooSoonForACommit_getsItWithTime() {
    for (int i = 0; i < 10; i++) {
      process(NOW);
    }
    context.resetCommit();
    process(NOW);
    assertThat(context.committed()).as("too many at once").isFalse();

    context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW + 1_000);
    assertThat(context.committed()).isTrue();
  }
}
