package dev.headwater.app;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the ways of asking Kafka have in common. */
final class Kafka {

  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final int LOOKS = 600;

  private Kafka() {}

  /** A question to Kafka whose answer is waited for. */
  interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  /** The answer; empty if the topic that it is about does not exist. */
  static <T> Optional<T> unlessUnknownTopic(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** Looks until it is so, for up to 30 s. */
  static void await(String what, Question<Boolean> so)
      throws ExecutionException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      if (so.ask()) {
        return;
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    throw new StartException("waited 30 s in vain for " + what + "; look at the brokers' logs");
  }

  /** Whether the failure, or a cause of it, passes by itself. */
  static boolean isPassing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  /** Whether Kafka said that it will not have us. */
  static boolean isRefusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }

  /** What was wrong, in Kafka's words. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    if (innermost instanceof TimeoutException && innermost.getMessage() == null) {
      return "no answer";
    }
    return innermost.getMessage() == null
        ? innermost.getClass().getSimpleName()
        : innermost.getMessage();
  }
}
