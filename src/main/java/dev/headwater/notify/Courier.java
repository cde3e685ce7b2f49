package dev.headwater.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the messages of one line, one after the other, and tries again until the receiver has
 * them. Used by the line's thread alone.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final String line;
  private final HttpPost post;
  private final int attempts;
  private final Backoff backoff;
  private final LineCounts counts;
  private final Clock clock;
  private Optional<CompletableFuture<Answer>> underWay = Optional.empty();
  private boolean away;
  private long refusedLoggedMillis = Long.MIN_VALUE / 2;

  /** The outcome of a delivery. */
  enum Outcome {
    ACCEPTED,
    /** The receiver refuses the message, or the only attempt failed. */
    GIVEN_UP,
    /** The line stopped the delivery. */
    STOPPED
  }

  /** What the line does while it waits. */
  interface Pause {
    /**
     * Keeps the line alive; called every 200 ms or sooner.
     *
     * @return false to stop the delivery
     */
    boolean goOn();

    /** Waits up to the time, or until the line is closed. */
    void rest(Duration time);
  }

  /**
   * @param line its name in the log
   */
  Courier(
      String line, HttpPost post, int attempts, Backoff backoff, LineCounts counts, Clock clock) {
    this.line = line;
    this.post = post;
    this.attempts = attempts;
    this.backoff = backoff;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Delivers a message.
   *
   * @param mustArrive if not, one attempt is enough
   */
  Outcome deliver(Message message, boolean mustArrive, Pause pause) {
    counts.waitingSince().set(clock.millis());
    try {
      int refused = 0;
      for (int failed = 1; ; failed++) {
        Optional<Answer> answer = attempt(message, pause);
        if (answer.isEmpty()) {
          return Outcome.STOPPED;
        }
        Optional<Duration> asked = Optional.empty();
        if (answer.get() instanceof Answer.Accepted) {
          accepted();
          return Outcome.ACCEPTED;
        } else if (answer.get() instanceof Answer.Away reason) {
          away(reason);
          asked = reason.after();
        } else if (answer.get() instanceof Answer.Refused refusal
            && refused(++refused, message, refusal)) {
          return Outcome.GIVEN_UP;
        }
        if (!mustArrive) {
          return Outcome.GIVEN_UP;
        }
        if (!waited(asked.orElse(backoff.after(failed)), pause)) {
          return Outcome.STOPPED;
        }
      }
    } finally {
      counts.waitingSince().set(0);
    }
  }

  private Optional<Answer> attempt(Message message, Pause pause) {
    CompletableFuture<Answer> answer = post.send(message);
    underWay = Optional.of(answer);
    try {
      while (true) {
        Optional<Answer> found = await(answer, STEP);
        if (found.isPresent()) {
          return found;
        }
        if (!pause.goOn()) {
          return Optional.empty();
        }
      }
    } finally {
      underWay = Optional.empty();
    }
  }

  /** Waits for the end of the request under way; whether there is one and the receiver has it. */
  boolean settle(Duration patience) {
    return underWay
        .flatMap(answer -> await(answer, patience))
        .filter(Answer.Accepted.class::isInstance)
        .isPresent();
  }

  private static Optional<Answer> await(CompletableFuture<Answer> answer, Duration patience) {
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException notYet) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a failed request is an answer", impossible);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean waited(Duration time, Pause pause) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      pause.rest(Duration.ofNanos(Math.min(left, STEP.toNanos())));
      if (!pause.goOn()) {
        return false;
      }
    }
    return true;
  }

  private void accepted() {
    counts.delivered().increment();
    if (away) {
      LOG.info("{} gets alerts again", line);
    }
    away = false;
  }

  private void away(Answer.Away answer) {
    counts.failures().increment();
    if (!away) {
      LOG.warn("{} gets no alerts: {}; it is tried until it does", line, answer.reason());
    }
    away = true;
  }

  /** Whether the message is to be skipped. */
  private boolean refused(int times, Message message, Answer.Refused answer) {
    counts.refusals().increment();
    boolean skipped = times >= attempts;
    if (skipped) {
      counts.skipped().increment();
    }
    long now = clock.millis();
    if (now - refusedLoggedMillis >= QUIET.toMillis()) {
      refusedLoggedMillis = now;
      LOG.warn(
          "{} refuses {} with {} (attempt {} of {}, then it is skipped; {} skipped so far)",
          line,
          message.name(),
          answer.status(),
          times,
          attempts,
          counts.skipped().sum());
    }
    return skipped;
  }
}
