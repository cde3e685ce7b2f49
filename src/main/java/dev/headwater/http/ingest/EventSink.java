package dev.headwater.http.ingest;

import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Stores accepted events durably. Thread-safe. */
public interface EventSink {

  /**
   * Sends an event. May block for a few seconds at most. Reports failures only through the result.
   *
   * @param traceParent the trace that the event is sent in, for a header of its record
   * @return completes when the event is stored safely; completes with {@link RefusedException} if
   *     this event cannot be sent, and with {@link AwayException} if nothing can be sent now
   */
  CompletableFuture<Void> send(LineageEvent event, Optional<TraceParent> traceParent);

  /**
   * Identifies the content of an event, in the same way as the processors do.
   *
   * @throws AwayException if it cannot encode the event now
   */
  long fingerprint(LineageEvent event);

  /** The sink will never accept this event; the message says why. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason says what is wrong with the event. */
    public RefusedException(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  /** The sink cannot send anything now; the message says what does not answer. */
  final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The detail is a sentence for the sender. */
    public AwayException(String detail, Throwable cause) {
      super(detail, cause);
    }
  }
}
