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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers lineage events to Headwater without blocking the pipeline. One client per process is
 * enough. Safe for use by any number of threads. The package documentation lists the guarantees.
 *
 * <p>The next client on the same spool folder delivers what is pending when the process ends. Call
 * {@link #close()} nevertheless: without a spool, pending events are lost.
 */
public final class HeadwaterClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeadwaterClient.class);

  private final ClientSettings settings;
  private final List<Agent> agents;
  private final DeliveryListener listener;
  private final UnaryOperator<LineageEvent> beforeSending;
  private final CurrentTrace currentTrace;
  private final ProcessorGate gate;
  private final AtomicLong failedRuns = new AtomicLong();

  /** Empty if the client is disabled. */
  private final Optional<Delivery> delivery;

  HeadwaterClient(
      ClientSettings settings,
      List<Agent> agents,
      DeliveryListener listener,
      CurrentTrace currentTrace,
      Optional<Delivery> delivery) {
    this.settings = settings;
    this.agents = agents;
    this.listener = listener;
    this.currentTrace = currentTrace;
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

  /** Returns a run of a job, with the producer and the agents of this client. */
  public Run run(String jobNamespace, String jobName, String runId) {
    Run run = Run.of(settings.get(Setting.PRODUCER), new Job(jobNamespace, jobName), runId);
    for (Agent agent : agents) {
      run = run.with(agent);
    }
    return run;
  }

  /**
   * Accepts an event for delivery and returns at once, within a microsecond or two, without I/O.
   * When it returns, the event survives the end of the process, {@code kill -9} included, where
   * there is shared memory (Linux). The client drops an event, and counts it as dropped, if there
   * is no room for it or if the client is closed.
   */
  public void emit(LineageEvent event) {
    Objects.requireNonNull(event, "event");
    delivery.ifPresent(to -> to.emit(beforeSending.apply(event), currentTrace.read()));
  }

  /**
   * Opens a scope for a step that is about to start. {@link Step#complete} emits the step's event.
   * If the scope ends without it, nothing is emitted.
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
   * Runs a step in a scope and completes it. If the work throws, the step ends as a failed run with
   * the exception as the reason, and the exception is rethrown.
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
   * @return the event that was emitted
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

  /** Counts a step that ended without an event, and reports it to the listener. */
  void runFailed(Run run, String reason) {
    failedRuns.incrementAndGet();
    tell(() -> listener.runFailed(run.job(), run.id(), reason));
  }

  /** Reports to the listener that an event does not state all of a composition. */
  void compositionCut(Run run, String reason) {
    tell(() -> listener.compositionCut(run.job(), run.id(), reason));
  }

  private static void tell(Runnable listening) {
    try {
      listening.run();
    } catch (Throwable e) { // whatever it is, it must not reach the step
      LOG.error("the delivery listener failed", e);
    }
  }

  /**
   * Asks Headwater whether an asset may be used. Returns the verdict {@code gate.when.away} if
   * nobody answers within {@code gate.timeout.millis}; any other answer without a verdict is
   * INDETERMINATE. Blocks for at most that time, and throws only for null.
   */
  public GateAnswer gate(Asset asset) {
    return gate(asset, GateAnswer.Verdict.valueOf(settings.get(Setting.GATE_WHEN_AWAY)));
  }

  /**
   * Like {@link #gate(Asset)}, with a verdict for the case that nobody answers.
   *
   * @param whenAway the verdict if nobody answers; {@link GateAnswer#answered} is false then
   */
  public GateAnswer gate(Asset asset, GateAnswer.Verdict whenAway) {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(whenAway, "whenAway");
    return gate.ask(asset, whenAway);
  }

  /** Like {@link #gate(Asset)}. */
  public GateAnswer gate(Data data) {
    return gate(data.asset());
  }

  /** Like {@link #gate(Asset, GateAnswer.Verdict)}. */
  public GateAnswer gate(Data data, GateAnswer.Verdict whenAway) {
    return gate(data.asset(), whenAway);
  }

  /**
   * False with {@code headwater.enabled=false}: the client then discards every event and does not
   * count it.
   */
  public boolean isEnabled() {
    return delivery.isPresent();
  }

  /** Returns the counts, consistent at the instant of the call. */
  public DeliveryCounts counts() {
    return delivery.map(Delivery::counts).orElse(new DeliveryCounts(0, 0, 0, 0, 0));
  }

  /**
   * Returns the size in bytes of the spool files that this client holds: its own, and those it took
   * over from earlier clients.
   */
  public long spooledBytes() {
    return delivery.map(Delivery::spooledBytes).orElse(0L);
  }

  /** Returns how many steps ended without being completed. */
  public long failedRuns() {
    return failedRuns.get();
  }

  /**
   * Waits until every event accepted before the call is delivered, failed or dropped. This includes
   * events that earlier clients left in the spool.
   *
   * @return whether all of them were, within the timeout
   */
  public boolean flush(Duration timeout) throws InterruptedException {
    return delivery.isEmpty() || delivery.get().flush(timeout);
  }

  /**
   * Accepts no more events, waits for pending ones, and ends. A second call does nothing. Takes up
   * to two seconds longer than {@code timeout} if the disk is slow. An interrupt ends the wait
   * early.
   *
   * @return the events that were not delivered
   */
  public Remainder close(Duration timeout) {
    return delivery.map(open -> open.close(timeout)).orElse(Remainder.NONE);
  }

  /**
   * Like {@link #close(Duration)} with the configured timeout. The listener gets the events that
   * are lost.
   */
  @Override
  public void close() {
    close(Duration.ofMillis(settings.number(Setting.CLOSE_TIMEOUT_MILLIS)));
  }

  /**
   * Builds a client. A value set here takes precedence over the environment ({@code
   * HEADWATER_BOOTSTRAP_SERVERS} and so on, see {@link Setting#variable}), the environment over the
   * properties file, and the file over the defaults. Not safe for use by several threads.
   */
  public static final class Builder {

    private final Map<String, String> values = new HashMap<>();
    private final List<Agent> agents = new ArrayList<>();
    private DeliveryListener listener = DeliveryListener.logging();
    private CurrentTrace currentTrace = CurrentTrace.NONE;

    private Builder() {}

    /** {@code host:port}, comma-separated. Required. */
    public Builder bootstrapServers(String servers) {
      return set(Setting.BOOTSTRAP_SERVERS, servers);
    }

    /** Comma-separated. Required. */
    public Builder registryUrl(String url) {
      return set(Setting.REGISTRY_URL, url);
    }

    /** The code that emits events and its revision; applies to all runs. */
    public Builder producer(String codeRef) {
      return set(Setting.PRODUCER, codeRef);
    }

    public Builder set(Setting setting, String value) {
      values.put(setting.key(), value);
      return this;
    }

    /** A properties file; its keys are those of {@link #settings}. */
    public Builder configFile(Path file) {
      return set(Setting.CONFIG_FILE, file.toString());
    }

    /**
     * The folder for events that are not delivered yet. Any number of processes may share it, also
     * if they send to other brokers or topics.
     */
    public Builder spool(Path folder) {
      return set(Setting.SPOOL_DIR, folder.toString());
    }

    /**
     * Sets several values. The keys are those of {@link Setting}, with or without the prefix {@code
     * headwater.}, and those that are passed on to Kafka and to the registry client.
     */
    public Builder settings(Map<String, String> more) {
      values.putAll(more);
      return this;
    }

    /**
     * Adds an agent to all runs of the client, such as the organization that runs the pipelines.
     */
    public Builder agent(Agent agent) {
      agents.add(agent);
      return this;
    }

    public Builder listener(DeliveryListener other) {
      listener = Objects.requireNonNull(other, "listener");
      return this;
    }

    /**
     * Sends each event in the trace in which it is emitted. The client calls the supplier once for
     * each event, on the thread that calls {@link HeadwaterClient#emit}, so it must return at once.
     * With OpenTelemetry, for example:
     *
     * <pre>{@code
     * .traceparent(
     *     () -> {
     *       SpanContext now = Span.current().getSpanContext();
     *       return now.isValid()
     *           ? "00-" + now.getTraceId() + "-" + now.getSpanId() + "-" + now.getTraceFlags().asHex()
     *           : "";
     *     })
     * }</pre>
     *
     * @param current returns a {@code traceparent} (W3C Trace Context), or null or "" outside a
     *     trace. If it returns something else or throws, the event is emitted without a trace
     */
    public Builder traceparent(Supplier<String> current) {
      currentTrace = new CurrentTrace(Objects.requireNonNull(current, "current"));
      return this;
    }

    /**
     * Starts the client. Does not wait for any server: neither Kafka nor the registry needs to be
     * available.
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
      return new HeadwaterClient(settings, List.copyOf(agents), listener, currentTrace, delivery);
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
            instance,
            new SpoolOutbox.Options(
                folder, settings.destination(), spoolBytes, syncNanos, memoryBytes),
            ledger);
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
