package dev.headwater.http;

import dev.headwater.model.LineageEvent;
import java.util.concurrent.CompletableFuture;

/** Where accepted events go. Thread-safe. */
public interface EventSink {

  /**
   * Sends an event.
   *
   * @return completes when it is safe: with {@link RefusedException} if this event cannot be sent,
   *     and with {@link AwayException} if nothing can be sent now. May block for a few seconds at
   *     most, and throws neither
   */
  CompletableFuture<Void> send(LineageEvent event);

  /** Identifies the content of an event, as the processors do. May throw {@link AwayException}. */
  long fingerprint(LineageEvent event);

  /** This event will never be accepted; the message says why. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong with the event. */
    public RefusedException(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  /** Nothing can be sent now; the message says what is waited for. */
  final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the sender. */
    public AwayException(String detail, Throwable cause) {
      super(detail, cause);
    }
  }
}
