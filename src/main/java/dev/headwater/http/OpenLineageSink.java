package dev.headwater.http;

import java.util.concurrent.CompletableFuture;

/** Sends OpenLineage events unchanged to their topic. Thread-safe. */
public interface OpenLineageSink {

  /**
   * Sends an event. The result completes and fails as that of {@link EventSink#send} does.
   *
   * @param subject the run, job or dataset that the event is about; all events of one subject go to
   *     the same partition
   */
  CompletableFuture<Void> send(String subject, byte[] json);
}
