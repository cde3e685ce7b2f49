package dev.headwater.sdk;

import dev.headwater.codec.wire.WireFormat;
import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.internal.KafkaTransport;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.MemoryOutbox;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.spool.SpoolOutbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers lineage events to Headwater without holding the pipeline up. One for a process is
 * enough; safe for use by any number of threads. The package describes what it guarantees.
 *
 * <p>What is pending when the process ends is delivered by the next client on the same spool
 * folder. {@link #close()} in time all the same: without a spool it is lost.
 */
public final class HeadwaterClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeadwaterClient.class);

  private final ClientSettings settings;
  private final List<Agent> agents;
  private final DeliveryListener listener;
  private final UnaryOperator<LineageEvent> beforeSending;
  private final ProcessorGate gate;
  private final AtomicLong failedRuns = new AtomicLong();

  /** Empty: the client is disabled. */
  private final Optional<Delivery> delivery;

  HeadwaterClient(
      ClientSettings settings,
      List<Agent> agents,
      DeliveryListener listener,
      Optional<Delivery> delivery) {
    this.settings = settings;
    this.agents = agents;
    this.listener = listener;
    this.delivery = delivery;
    this.beforeSending =
        settings.get(Setting.PROMPTS).equals("hashed")
            ? HashedPrompts::of
            : UnaryOperator.identity();
    this.gate = new ProcessorGate(settings);
    delivery.ifPresent(Delivery::start);
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
   * Accepts an event for delivery and returns at once, within a microsecond or two; does no input
   * or output. When it returns, the event outlives the process, {@code kill -9} included, where
   * there is shared memory (Linux). An event that finds no room, or comes after the client is
   * closed, is dropped, which is counted.
   */
  public void emit(LineageEvent event) {
    Objects.requireNonNull(event, "event");
    delivery.ifPresent(to -> to.emit(beforeSending.apply(event)));
  }

  /**
   * Opens a scope for a step that is about to be done. Its event is emitted when the scope is
   * completed, and not at all if it ends otherwise.
   *
   * <pre>{@code
   * try (Step<CleanBuilder> step = client.begin(run.clean(raw, clean))) {
   *   for (String line : lines) {
   *     step.read(raw, 1);
   *     if (!line.isBlank()) {
   *       step.wrote(clean, 1);
   *     }
   *   }
   *   step.event().removed("blank", blanks);
   *   step.complete();
   * }
   * }</pre>
   */
  public <B extends ActivityBuilder<B>> Step<B> begin(B event) {
    return new Step<>(this, event);
  }

  /**
   * Does a step in a scope, and completes it. An exception ends it as a failed run, with the
   * exception as the reason, and is thrown on.
   *
   * <pre>{@code
   * client.step(
   *     run.clean(raw, clean),
   *     step -> {
   *       for (String line : lines) {
   *         step.read(raw, 1);
   *       }
   *     });
   * }</pre>
   *
   * @return what was emitted
   */
  public <B extends ActivityBuilder<B>, E extends Exception> LineageEvent step(
      B event, Step.Work<B, E> work) throws E {
    try (Step<B> step = begin(event)) {
      try {
        work.does(step);
        return step.complete();
      } catch (Throwable failed) {
        step.fail(failed);
        throw failed;
      }
    }
  }

  /** The step of this run came to nothing: told to the listener, and counted. */
  void runFailed(Run run, String reason) {
    failedRuns.incrementAndGet();
    try {
      listener.runFailed(run.job(), run.id(), reason);
    } catch (RuntimeException e) {
      LOG.error("the delivery listener failed", e);
    }
  }

  /**
   * Asks Headwater whether an asset may be used; answers {@code gate.when.away} when it does not
   * answer within {@code gate.timeout.millis}. Blocks for so long at most, and throws nothing.
   */
  public GateAnswer gate(Asset asset) {
    return gate(asset, GateAnswer.Verdict.valueOf(settings.get(Setting.GATE_WHEN_AWAY)));
  }

  /**
   * As {@link #gate(Asset)}.
   *
   * @param whenAway the verdict when Headwater does not answer; the answer says that it did not
   */
  public GateAnswer gate(Asset asset, GateAnswer.Verdict whenAway) {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(whenAway, "whenAway");
    return gate.ask(asset, whenAway);
  }

  /** As {@link #gate(Asset)}. */
  public GateAnswer gate(Data data) {
    return gate(data.asset());
  }

  /** As {@link #gate(Asset, GateAnswer.Verdict)}. */
  public GateAnswer gate(Data data, GateAnswer.Verdict whenAway) {
    return gate(data.asset(), whenAway);
  }

  /** False: {@code headwater.enabled=false}, and everything emitted comes to nothing, uncounted. */
  public boolean isEnabled() {
    return delivery.isPresent();
  }

  /** Consistent at the instant of the call. */
  public DeliveryCounts counts() {
    return delivery.map(Delivery::counts).orElse(new DeliveryCounts(0, 0, 0, 0, 0));
  }

  /** Bytes of events in this client's part of the spool. */
  public long spooledBytes() {
    return delivery.map(Delivery::spooledBytes).orElse(0L);
  }

  /** Steps that ended without being completed. */
  public long failedRuns() {
    return failedRuns.get();
  }

  /**
   * Waits until every event accepted before the call is delivered, failed or dropped, those that
   * were left in the spool by an earlier client included.
   *
   * @return whether that came about in time
   */
  public boolean flush(Duration timeout) throws InterruptedException {
    return delivery.isEmpty() || delivery.get().flush(timeout);
  }

  /**
   * Accepts no more events, waits for what is pending, and ends. Closing again does nothing. Takes
   * up to two seconds longer than {@code timeout} where the disk is slow.
   *
   * @return what was not delivered. Interrupting the wait ends it early
   */
  public Remainder close(Duration timeout) {
    return delivery.map(open -> open.close(timeout)).orElse(Remainder.NONE);
  }

  /** {@link #close(Duration)} with the configured timeout; the listener is told what was lost. */
  @Override
  public void close() {
    close(Duration.ofMillis(settings.number(Setting.CLOSE_TIMEOUT_MILLIS)));
  }

  /**
   * What is set here wins over the environment ({@code HEADWATER_BOOTSTRAP_SERVERS} and so on, see
   * {@link Setting#variable}), which wins over the properties file, which wins over the defaults.
   * Not safe for use by several threads.
   */
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

    /** A properties file; keys as in {@link #settings}. */
    public Builder configFile(Path file) {
      return set(Setting.CONFIG_FILE, file.toString());
    }

    /** Where events wait that are not delivered yet; shared by any number of processes. */
    public Builder spool(Path folder) {
      return set(Setting.SPOOL_DIR, folder.toString());
    }

    /**
     * Keys of {@link Setting}, with or without {@code headwater.} before them, and those that are
     * passed on to Kafka and the registry client.
     */
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
     * Starts the client; waits for no server, so that neither Kafka nor the registry need be there.
     *
     * @throws IllegalArgumentException when a setting is missing or wrong
     */
    public HeadwaterClient build() {
      return build(System.getenv());
    }

    HeadwaterClient build(Map<String, String> environment) {
      ClientSettings settings = ClientSettings.read(values, environment);
      Optional<Delivery> delivery =
          settings.isEnabled() ? Optional.of(delivery(settings)) : Optional.empty();
      return new HeadwaterClient(settings, List.copyOf(agents), listener, delivery);
    }

    private Delivery delivery(ClientSettings settings) {
      ServerConnections connections = new ServerConnections(settings);
      String instance = InstanceName.draw();
      Ledger ledger = new Ledger();
      return new Delivery(
          instance,
          settings,
          ledger,
          outbox(instance, settings, ledger),
          new KafkaTransport(settings.topic(), connections, WireFormat::frame),
          listener);
    }

    private static Outbox outbox(String instance, ClientSettings settings, Ledger ledger) {
      long memoryBytes = settings.number(Setting.QUEUE_BYTES);
      long spoolBytes = settings.number(Setting.SPOOL_BYTES);
      if (spoolBytes == 0) {
        return new MemoryOutbox(instance, memoryBytes, ledger);
      }
      Path folder = settings.spoolFolder();
      try {
        long syncNanos = TimeUnit.MILLISECONDS.toNanos(settings.number(Setting.SPOOL_SYNC_MILLIS));
        return SpoolOutbox.open(
            instance, new SpoolOutbox.Options(folder, spoolBytes, syncNanos, memoryBytes), ledger);
      } catch (IOException unusable) {
        LOG.warn(
            "no events can be spooled in {}: {}; they wait in memory only, and are lost with the"
                + " process. Name another folder with {}, or none with {}=0",
            folder,
            unusable.toString(),
            Setting.SPOOL_DIR.key(),
            Setting.SPOOL_BYTES.key());
        return new MemoryOutbox(instance, memoryBytes, ledger);
      }
    }
  }
}
