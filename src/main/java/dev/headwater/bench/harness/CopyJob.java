package dev.headwater.bench.harness;

import dev.headwater.app.settings.Settings;
import dev.headwater.app.stream.StreamsSettings;
import dev.headwater.bench.report.Timeline;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The calibration: a plain Streams job that decodes each event, puts it once into a store with a
 * changelog, and forwards it once, under the settings of the processor. Its rate is what the
 * machine and its broker allow at the time.
 */
public final class CopyJob {
  private static final String PREFIX = "bench-copy-";
  private static final String STORE = "copies";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Installation on;

  public CopyJob(Installation on) {
    this.on = on;
  }

  /**
   * Copies all events from the given offsets to the end, and deletes the topics that it made.
   *
   * @param name of this run, not used before
   * @return how the number of copies grew, up to the commit of the last one
   */
  public Timeline run(String name, Map<TopicPartition, Long> from) {
    String id = PREFIX + name;
    long all = sum(on.ends(on.topics().events())) - sum(from);
    on.createTopic(id);
    on.begin(id, from);
    Settings settings = on.settings(Map.of("application.id", id));
    LongAdder copied = new LongAdder();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    KafkaStreams streams =
        new KafkaStreams(
            topology(id, copied),
            StreamsSettings.of(settings, id, on.folder().resolve(id), "127.0.0.1:1"));
    streams.setUncaughtExceptionHandler(
        cause -> {
          failure.set(cause);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    try (Stopping stopping = on.uses(new Stopping(streams))) {
      stopping.streams().start();
      Await watch = new Await("the calibration", PATIENCE, failure::get);
      Timeline timeline = watch.until(copied::sum, all);
      watch.await(() -> sum(on.committed(id)) - sum(from) >= all);
      timeline.sample(System.nanoTime(), all);
      return timeline;
    } finally {
      on.deleteTopics(id);
    }
  }

  private Topology topology(String output, LongAdder copied) {
    EventDecoder decoder = new EventDecoder(on.registry()::schemaById);
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    return new Topology()
        .addSource("from-events", read, read, on.topics().events())
        .addProcessor("copy", () -> new Copy(decoder::decode, copied), "from-events")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of()),
            "copy")
        .addSink("to-copies", output, write, write, "copy");
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Stops in bounded time, also if the broker has stopped before. */
  private record Stopping(KafkaStreams streams) implements AutoCloseable {
    @Override
    public void close() {
      streams.close(STOP);
    }
  }

  /** Decodes, puts once, forwards once. */
  private static final class Copy implements Processor<byte[], byte[], byte[], byte[]> {
    private final Function<byte[], LineageEvent> decode;
    private final LongAdder copied;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> store;

    Copy(Function<byte[], LineageEvent> decode, LongAdder copied) {
      this.decode = decode;
      this.copied = copied;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
      context = processorContext;
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      LineageEvent event = decode.apply(record.value());
      String output = event.outputs().get(0).asset().urn();
      store.put(Bytes.wrap(output.getBytes(StandardCharsets.UTF_8)), record.value());
      context.forward(record);
      copied.increment();
    }
  }
}
