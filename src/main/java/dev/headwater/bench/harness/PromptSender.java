package dev.headwater.bench.harness;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends one record at a time and reports when it was acknowledged. Thread-safe. */
public final class PromptSender implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;

  public PromptSender(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Sends the record and waits for the acknowledgement; returns its time by {@link
   * System#nanoTime}.
   */
  public long send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Long> acknowledged = new CompletableFuture<>();
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure == null) {
            acknowledged.complete(System.nanoTime());
          } else {
            acknowledged.completeExceptionally(failure);
          }
        });
    try {
      return acknowledged.get();
    } catch (ExecutionException failed) {
      throw new BenchException("Kafka did not take an event: " + failed.getCause(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BenchException("stopped", stopped);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
