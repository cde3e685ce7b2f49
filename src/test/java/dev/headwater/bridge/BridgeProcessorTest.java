package dev.headwater.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.OpenLineagePayloads;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.stream.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the processor asks for a commit: only then can what it made be read. */
class BridgeProcessorTest {
  private static final long NOW = 1_795_000_000_000L;

  private final MockProcessorContext<byte[], byte[]> context =
      new MockProcessorContext<>(new Properties());
  private final BridgeProcessor processor =
      new BridgeProcessor(
          new BridgeSettings(TopicNames.DEFAULT, 1, false, Duration.ofDays(7), 20_000),
          new EventEncoder((subject, schema) -> 1, TopicNames.DEFAULT.events()),
          OpenLineagePayloads.INSTANCE,
          new PutAside(new LongAdder(), new Warnings().logger()),
          new FacetLog(new BridgeCounts(), new Warnings().logger()));

  @BeforeEach
  void start() {
    KeyValueStore<Bytes, byte[]> store =
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
