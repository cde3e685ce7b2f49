package dev.headwater.http;

import java.util.concurrent.CompletableFuture;

/** Where OpenLineage events go, as they came. Thread-safe. */
public interface OpenLineageSink {

  /**
   * Sends an event; completes and fails as {@link EventSink#send} does.
   *
   * @param subject the run, job or dataset that it is about: events of one subject are together
   */
  CompletableFuture<Void> send(String subject, byte[] json);
}
