package dev.headwater.bench.harness;

import dev.headwater.bench.graph.Shape;
import dev.headwater.bench.graph.Workload;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.LineageEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends events at a constant rate until it is closed. Owns its producer. */
public final class BackgroundLoad implements AutoCloseable {
  private static final long BETWEEN_NANOS = 1_000_000;

  private final Workload workload;
  private final EventEncoder encoder;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final double eventsPerSecond;
  private final int batch;
  private final Thread thread = new Thread(this::send, "headwater-bench-load");
  private volatile boolean closing;
  private final AtomicLong sent = new AtomicLong();

  private BackgroundLoad(Installation on, Workload workload, double eventsPerSecond, int batch) {
    this.workload = workload;
    this.encoder = new EventEncoder(on.registry()::register, on.topics().events());
    this.producer = on.promptProducer();
    this.topic = on.topics().events();
    this.eventsPerSecond = eventsPerSecond;
    this.batch = batch;
    thread.setDaemon(true);
  }

  /** Loads the events that ingest the sources. They must be processed before the load starts. */
  public static Workload prepare(Loader loader, long seed) {
    Workload workload = new Workload("background-", Shape.POOL, seed, 1);
    loader.load(workload.ingests(), workload::ingest);
    return workload;
  }

  public static BackgroundLoad start(Installation on, Workload workload, double eventsPerSecond) {
    return start(on, workload, eventsPerSecond, 1);
  }

  /**
   * Starts a load that sends its events in batches.
   *
   * @param batch how many events it sends at once
   */
  public static BackgroundLoad start(
      Installation on, Workload workload, double eventsPerSecond, int batch) {
    BackgroundLoad load = on.uses(new BackgroundLoad(on, workload, eventsPerSecond, batch));
    load.thread.start();
    return load;
  }

  public double eventsPerSecond() {
    return eventsPerSecond;
  }

  /** The number of events sent so far. */
  public long sent() {
    return sent.get();
  }

  private void send() {
    long begin = System.nanoTime();
    while (!closing) {
      long due = (long) ((System.nanoTime() - begin) / 1e9 * eventsPerSecond) / batch * batch;
      while (sent.get() < due && !closing) {
        LineageEvent event = workload.event(sent.getAndIncrement());
        producer.send(
            new ProducerRecord<>(
                topic, event.key().getBytes(StandardCharsets.UTF_8), encoder.encode(event)));
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
