package dev.headwater.sdk;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.model.Agent;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.Deliveries;
import dev.headwater.sdk.internal.KafkaTransport;
import dev.headwater.sdk.internal.MemoryOutbox;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.Sender;
import dev.headwater.sdk.internal.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers lineage events to Headwater without holding the pipeline up. One for a process is
 * enough; safe for use by any number of threads. The package describes what it guarantees.
 *
 * <p>What is pending when the process ends is lost: {@link #close()} in time.
 */
public final class HeadwaterClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeadwaterClient.class);

  private final ClientSettings settings;
  private final List<Agent> agents;
  private final DeliveryListener listener;
  private final DeliveryLedger ledger = new DeliveryLedger();
  private final Outbox outbox;
  private final Sender sender;

  HeadwaterClient(
      ClientSettings settings,
      List<Agent> agents,
      DeliveryListener listener,
      Outbox outbox,
      Transport transport) {
    this.settings = settings;
    this.agents = agents;
    this.listener = listener;
    this.outbox = outbox;
    this.sender =
        new Sender(
            outbox,
            transport,
            new Reports(),
            settings.number(Setting.RETRY_PAUSE_MILLIS),
            settings.number(Setting.RETRY_PAUSE_MAX_MILLIS));
    sender.start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A run of a job; producer and agents are those of this client. */
  public Run run(String jobNamespace, String jobName, String runId) {
    Run run = Run.of(settings.get(Setting.PRODUCER), new Job(jobNamespace, jobName), runId);
    for (Agent agent : agents) {
      run = run.with(agent);
    }
    return run;
  }

  /**
   * Accepts an event for delivery and returns at once. An event that finds no room, or comes after
   * the client is closed, fails at once: the listener is called on this thread.
   */
  public void emit(LineageEvent event) {
    Objects.requireNonNull(event, "event");
    ledger.accept();
    byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
    switch (outbox.offer(new QueuedEvent(key, EventAvro.encode(event)))) {
      case TAKEN -> {
        // On its way.
      }
      case FULL ->
          fail(
              event,
              "the queue is full ("
                  + Setting.QUEUE_BYTES.key()
                  + "="
                  + settings.get(Setting.QUEUE_BYTES)
                  + ")");
      case CLOSED -> fail(event, "the client is closed");
    }
  }

  /** Consistent at the instant of the call. */
  public DeliveryCounts counts() {
    return ledger.counts();
  }

  /**
   * Waits until every event accepted before the call is delivered or failed.
   *
   * @return whether that came about in time
   */
  public boolean flush(Duration timeout) throws InterruptedException {
    return outbox.awaitSettled(timeout);
  }

  /**
   * Accepts no more events, waits for what is pending, and ends. Closing again does nothing.
   *
   * @return the events that were not delivered in time; they count as failed, and one or the other
   *     may have arrived all the same. Interrupting the wait ends it early.
   */
  public List<LineageEvent> close(Duration timeout) {
    outbox.close();
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    try {
      outbox.awaitSettled(timeout);
      sender.stop();
      sender.awaitEnd(Duration.ofNanos(deadlineNanos - System.nanoTime()));
    } catch (InterruptedException e) {
      sender.stop();
      Thread.currentThread().interrupt();
    }
    List<LineageEvent> undelivered = new ArrayList<>();
    for (QueuedEvent event : outbox.unsettled()) {
      if (event.claim()) {
        LineageEvent lost = EventAvro.decode(event.avro());
        undelivered.add(lost);
        fail(lost, "it was not delivered before the client closed");
        outbox.settle(event);
      }
    }
    return undelivered;
  }

  /** {@link #close(Duration)} with the configured timeout; the listener is told what was lost. */
  @Override
  public void close() {
    close(Duration.ofMillis(settings.number(Setting.CLOSE_TIMEOUT_MILLIS)));
  }

  private void fail(LineageEvent event, String reason) {
    ledger.fail();
    tell(() -> listener.failed(event, reason));
  }

  private static void tell(Runnable listening) {
    try {
      listening.run();
    } catch (RuntimeException e) {
      LOG.error("the delivery listener failed", e);
    }
  }

  private final class Reports implements Deliveries {
    @Override
    public void delivered(QueuedEvent event) {
      ledger.deliver();
    }

    @Override
    public void failed(QueuedEvent event, String reason) {
      fail(EventAvro.decode(event.avro()), reason);
    }

    @Override
    public void waiting(String reason) {
      tell(() -> listener.waiting(reason));
    }

    @Override
    public void resumed() {
      tell(listener::resumed);
    }
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final Map<String, String> values = new HashMap<>();
    private final List<Agent> agents = new ArrayList<>();
    private DeliveryListener listener = DeliveryListener.logging();

    private Builder() {}

    /** {@code host:port}, comma-separated. Required. */
    public Builder bootstrapServers(String servers) {
      return set(Setting.BOOTSTRAP_SERVERS, servers);
    }

    /** Comma-separated. Required. */
    public Builder registryUrl(String url) {
      return set(Setting.REGISTRY_URL, url);
    }

    /** The code that emits and its revision, for all runs. */
    public Builder producer(String codeRef) {
      return set(Setting.PRODUCER, codeRef);
    }

    public Builder set(Setting setting, String value) {
      values.put(setting.key(), value);
      return this;
    }

    /** Keys of {@link Setting}, and those that are passed on to Kafka and the registry client. */
    public Builder settings(Map<String, String> more) {
      values.putAll(more);
      return this;
    }

    /** Has a part in all that follows: the organization that runs the pipelines, say. */
    public Builder agent(Agent agent) {
      agents.add(agent);
      return this;
    }

    public Builder listener(DeliveryListener other) {
      listener = Objects.requireNonNull(other, "listener");
      return this;
    }

    /**
     * Starts the client; waits for nothing, so that neither Kafka nor the registry need be there.
     *
     * @throws IllegalArgumentException when a setting is missing or wrong
     */
    public HeadwaterClient build() {
      ClientSettings settings = ClientSettings.of(values);
      return new HeadwaterClient(
          settings,
          List.copyOf(agents),
          listener,
          new MemoryOutbox(settings.number(Setting.QUEUE_BYTES)),
          new KafkaTransport(settings.topic(), new ServerConnections(settings), WireFormat::frame));
    }
  }
}
