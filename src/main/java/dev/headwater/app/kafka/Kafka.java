package dev.headwater.app.kafka;

import dev.headwater.app.settings.StartException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Helpers for requests to Kafka: they wait for an answer and classify failures. */
public final class Kafka {

  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final int LOOKS = 600;

  private Kafka() {}

  /** A request to Kafka that blocks until the answer is there. */
  public interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  /**
   * Looks for a topic by its name; empty if there is none. A list of topics would leave out those
   * that the user may not see, and they would count as absent.
   *
   * @throws StartException if the user may not see it
   */
  public static Optional<TopicDescription> topic(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    try {
      return unlessUnknownTopic(admin.describeTopics(List.of(name)).topicNameValues().get(name));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TopicAuthorizationException) {
        throw new StartException(
            "cannot tell whether topic "
                + name
                + " exists, because this user may not DESCRIBE it: give the user DESCRIBE on all"
                + " topics with the prefix of this installation, and on its changelogs",
            failed);
      }
      throw failed;
    }
  }

  /** Waits for the answer. Empty if the topic that it is about does not exist. */
  public static <T> Optional<T> unlessUnknownTopic(KafkaFuture<T> answer)
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

  /**
   * Asks again and again until the answer is yes, for up to 30 s.
   *
   * @throws StartException if the answer is still no after that time
   */
  public static void await(String what, Question<Boolean> so)
      throws ExecutionException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      if (so.ask()) {
        return;
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    throw new StartException("waited 30 s in vain for " + what + "; look at the brokers' logs");
  }

  /** Whether the failure, or one of its causes, can pass without a change of the configuration. */
  public static boolean isPassing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  /** Whether Kafka rejected our credentials or denied us access. */
  public static boolean isRefusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }

  /** The message of the innermost cause, or its class name if it has no message. */
  public static String reason(Throwable failure) {
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
