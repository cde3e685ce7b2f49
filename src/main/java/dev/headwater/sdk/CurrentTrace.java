package dev.headwater.sdk;

import dev.headwater.model.TraceParent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the trace of the current thread from the pipeline's supplier. Whatever the supplier does,
 * the event is emitted. Safe for use by several threads if the supplier is.
 */
final class CurrentTrace {
  static final CurrentTrace NONE = new CurrentTrace(() -> "");

  private static final Logger LOG = LoggerFactory.getLogger(CurrentTrace.class);

  private final Supplier<String> current;
  private final AtomicBoolean told = new AtomicBoolean();

  CurrentTrace(Supplier<String> current) {
    this.current = current;
  }

  /** Returns the current trace; empty if there is none, or if the supplier fails. */
  Optional<TraceParent> read() {
    try {
      return Optional.ofNullable(current.get()).flatMap(TraceParent::parse);
    } catch (Throwable failed) { // whatever it is, it must not reach the thread that emits
      if (told.compareAndSet(false, true)) {
        // Without the message: it may contain what the supplier read.
        LOG.warn(
            "the supplier of traceparent failed ({}); events are emitted without a trace",
            failed.getClass().getName());
      }
      return Optional.empty();
    }
  }
}
