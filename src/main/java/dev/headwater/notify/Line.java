package dev.headwater.notify;

import dev.headwater.model.Alert;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the alerts of one route to one receiver, with a thread of its own. After a failure of Kafka
 * or the registry it connects again and goes on from its position.
 */
final class Line implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long LOG_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final Parts parts;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private String logged = "";
  private long loggedNanos;

  /**
   * What a line is made of.
   *
   * @param name in the log
   * @param connect creates a consumer that reads committed records of the line's group and commits
   *     nothing by itself
   * @param decoder decodes values; a value that it calls undecodable is skipped
   * @param outlets creates the outlet for a consumer
   * @param settling how long a request may take at most
   */
  record Parts(
      String name,
      RouteFilter filter,
      Supplier<Consumer<byte[], byte[]>> connect,
      String topic,
      Function<byte[], Alert> decoder,
      Owners owners,
      Supplier<Outlet> outlets,
      Courier courier,
      Duration settling,
      LineCounts counts,
      Clock clock) {}

  Line(Parts parts) {
    this.parts = parts;
    this.thread = new Thread(this::follow, "headwater-alerts-" + parts.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void follow() {
    while (!isClosed()) {
      try (Consumer<byte[], byte[]> consumer = parts.connect().get()) {
        new Reading(this, parts, consumer).run();
      } catch (RuntimeException broken) { // also of Kafka, the registry and the reads of owners
        log(broken);
        rest(AGAIN);
      }
    }
  }

  /** Logs a problem, but the same one only once a minute. */
  private void log(RuntimeException broken) {
    String said = String.valueOf(broken.getMessage());
    if (isClosed() || said.equals(logged) && System.nanoTime() - loggedNanos < LOG_AGAIN_NANOS) {
      return;
    }
    logged = said;
    loggedNanos = System.nanoTime();
    LOG.warn("{} is interrupted: {}; it goes on from its position", parts.name(), said);
  }

  /** Waits up to the time, or until the line is closed. */
  void rest(Duration time) {
    try {
      closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /** Asks the line to stop, without waiting. */
  void stop() {
    closing.countDown();
  }

  /** Stops the line, and waits up to 5 s for its thread. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
