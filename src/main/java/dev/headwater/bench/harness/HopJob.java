package dev.headwater.bench.harness;

import dev.headwater.app.stream.StreamsSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
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
 * The calibration of latency: a plain Streams job with a topic that feeds back into it. A record
 * says how many hops it has left. Each hop is one put, one forward to the next partition, and an
 * immediate commit. Its time is what a hop must take on this machine and broker, under the settings
 * of the processor.
 */
public final class HopJob implements AutoCloseable {
  private static final String ID = "bench-hops";
  private static final String OUT = "bench-hops-out";
  private static final String STORE = "hops";
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final int partitions;
  private final KafkaStreams streams;
  private final PromptSender sender;
  private final Arrivals arrivals;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private HopJob(Installation on) {
    this.partitions = on.setup().partitions();
    on.createTopic(ID);
    on.createTopic(OUT);
    this.streams =
        new KafkaStreams(
            topology(partitions),
            StreamsSettings.of(
                on.settings(Map.of("application.id", ID)),
                ID,
                on.folder().resolve(ID),
                "127.0.0.1:1"));
    streams.setUncaughtExceptionHandler(
        cause -> {
          failure.set(cause);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    this.sender = new PromptSender(on.promptProducer());
    this.arrivals =
        new Arrivals(on.tail(OUT), record -> new String(record.key(), StandardCharsets.UTF_8));
  }

  public static HopJob start(Installation on) {
    HopJob job = on.uses(new HopJob(on));
    job.streams.start();
    new Await("the calibration", START, job.failure::get)
        .await(() -> job.streams.state() == KafkaStreams.State.RUNNING);
    return job;
  }

  /**
   * The milliseconds from the acknowledgement of a record to its arrival after the hops.
   *
   * @param name of the record, not used before
   */
  public double millis(String name, int hops) {
    arrivals.expect(name);
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(hops).array();
    long sent =
        sender.send(
            new ProducerRecord<>(
                ID, hops % partitions, name.getBytes(StandardCharsets.UTF_8), value));
    return (arrivals.await(name, PATIENCE) - sent) / 1e6;
  }

  private static Topology topology(int partitions) {
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    return new Topology()
        .addSource("from-hops", read, read, ID)
        .addProcessor("hop", Hop::new, "from-hops")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of()),
            "hop")
        .addSink(
            "to-hops",
            ID,
            write,
            write,
            (topic, key, value, count) ->
                Optional.of(Set.of(ByteBuffer.wrap(value).getInt() % partitions)),
            "hop")
        .addSink("to-out", OUT, write, write, "hop");
  }

  @Override
  public void close() {
    arrivals.close();
    sender.close();
    streams.close(START);
  }

  /** Puts once, forwards once, commits. */
  private static final class Hop implements Processor<byte[], byte[], byte[], byte[]> {
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> store;

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
      context = processorContext;
      store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      int left = ByteBuffer.wrap(record.value()).getInt() - 1;
      store.put(Bytes.wrap(record.key()), record.value());
      context.forward(
          record.withValue(ByteBuffer.allocate(Integer.BYTES).putInt(left).array()),
          left == 0 ? "to-out" : "to-hops");
      context.commit();
    }
  }
}
