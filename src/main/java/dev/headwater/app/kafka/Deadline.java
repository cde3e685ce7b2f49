package dev.headwater.app.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Bounds the time of several requests together, and of each alone. */
public final class Deadline {

  private final long endNanos;
  private final Duration each;

  /**
   * @param all how long all requests may take together, from now on
   * @param each how long one request may take
   */
  public Deadline(Duration all, Duration each) {
    this.endNanos = System.nanoTime() + all.toNanos();
    this.each = each;
  }

  /** An answer that did not come, with the reason. */
  public static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(Throwable reason) {
      super(Kafka.reason(reason), reason);
    }

    /** Whether the reason is of this kind. */
    public boolean is(Class<? extends Throwable> kind) {
      for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
        if (kind.isInstance(cause)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Waits for the answer.
   *
   * @throws NoAnswerException if there is none in time, or the request fails
   */
  public <T> T get(KafkaFuture<T> answer) throws NoAnswerException {
    long left = Math.min(endNanos - System.nanoTime(), each.toNanos());
    try {
      return answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new NoAnswerException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException(stopped);
    }
  }
}
