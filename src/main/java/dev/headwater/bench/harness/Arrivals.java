package dev.headwater.bench.harness;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Waits for records by name and reports when they arrived at a consumer of committed records.
 * Thread-safe.
 */
public final class Arrivals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Function<ConsumerRecord<byte[], byte[]>, String> name;
  private final Map<String, CompletableFuture<Long>> waiting = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::read, "headwater-bench-arrivals");

  /**
   * @param consumer at the end of a topic; {@link #close} closes it
   * @param name gives the name of a record; several records may have the same name
   */
  public Arrivals(
      Consumer<byte[], byte[]> consumer, Function<ConsumerRecord<byte[], byte[]>, String> name) {
    this.consumer = consumer;
    this.name = name;
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins to wait for the next record of that name. */
  public void expect(String expected) {
    waiting.put(expected, new CompletableFuture<>());
  }

  /**
   * Waits for the record; returns when it arrived, by {@link System#nanoTime}.
   *
   * @throws BenchException if it does not arrive in time
   */
  public long await(String expected, Duration patience) {
    try {
      return waiting.get(expected).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new BenchException(
          "waited " + patience.toSeconds() + " s in vain for " + expected, late);
    } catch (ExecutionException failed) {
      throw new BenchException("cannot read what comes: " + failed.getCause(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    } finally {
      waiting.remove(expected);
    }
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          CompletableFuture<Long> expected = waiting.get(name.apply(record));
          if (expected != null) {
            expected.complete(System.nanoTime());
          }
        }
      }
    } catch (WakeupException closing) {
      waiting.values().forEach(expected -> expected.cancel(false));
    } catch (RuntimeException failed) {
      waiting.values().forEach(expected -> expected.completeExceptionally(failed));
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(POLL.toMillis() * 50);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
