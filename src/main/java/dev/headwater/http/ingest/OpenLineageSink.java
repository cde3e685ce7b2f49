package dev.headwater.http.ingest;

import dev.headwater.model.TraceParent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends OpenLineage events unchanged to their topic. Thread-safe. */
public interface OpenLineageSink {

  /**
   * Sends an event. The result completes and fails as that of {@link EventSink#send} does.
   *
   * @param subject the run, job or dataset that the event is about; all events of one subject go to
   *     the same partition
   * @param traceParent the trace that the event is sent in, for a header of its record
   */
  CompletableFuture<Void> send(String subject, byte[] json, Optional<TraceParent> traceParent);
}
