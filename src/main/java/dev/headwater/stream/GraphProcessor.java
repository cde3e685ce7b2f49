package dev.headwater.stream;

import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.engine.Engine;
import dev.headwater.engine.Timer;
import dev.headwater.engine.Worklist;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Party;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.GraphState;
import dev.headwater.stream.store.ScanStarts;
import dev.headwater.stream.store.SpreadEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The processor of the graph: applies what the engine decides about events and commands.
 *
 * <ul>
 *   <li>Consumes: events and graph commands of one partition.
 *   <li>Owns: the rows of the assets and producer instances whose key falls into the partition, in
 *       one store.
 *   <li>Reads: those rows. The only clock is the task's wall clock: for grace periods, waivers, the
 *       holdback of alerts and the pace of commits, which also measures how long a commit takes.
 *   <li>Emits: graph commands (key: that of the asset or producer), alerts and tombstones of alerts
 *       (key: alert id), asset summaries (key: URN), quarantined records (unchanged). It keeps back
 *       and coalesces rows and everything but quarantined records and tombstones until the commit
 *       ({@link BeforeCommit}), or until they become too many.
 *   <li>Duplicates: an event id that is in use already changes nothing, the event's trace included;
 *       commands are idempotent.
 *   <li>Reordering: changes nothing.
 *   <li>Bound: {@link StreamSettings#budget} commands and messages for each record, and again at
 *       each commit. The rest goes on by messages to the own partition. The processor keeps back at
 *       most {@link FlushPolicy#rows} rows, and as many sequence numbers of events.
 *   <li>Following: while another generation is in charge ({@link StreamSettings#follows}), alerts
 *       are held back, and nothing is quarantined.
 *   <li>Ownership: before its first record, it does nothing by the clock but send itself one
 *       ({@link Fencing}).
 *   <li>On failure: a record that is not a valid event goes to quarantine before any row changes.
 *       Any other failure fails the task and aborts its transaction.
 * </ul>
 */
final class GraphProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "graph";

  private static final Duration TICK = Duration.ofMillis(20);

  /** The next moment at which Kafka Streams lets a task run. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private static final int TIMERS_PER_TICK = 500;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final StreamSettings settings;
  private final StreamCodec codec;
  private final Progress progress;
  private final TaskPartition taskPartition;
  private final int keptBackRows;
  private final RegistryRetry patience = new RegistryRetry();
  private CommitLimiter pace = new CommitLimiter();
  private OptionalLong commitBeganNanos = OptionalLong.empty();

  private ProcessorContext<byte[], byte[]> context;
  private int partition;
  private EncodedOnce encoded;
  private GraphState state;
  private Worklist worklist;
  private SpreadEvents spreads;
  private Emitter emitter;
  private AlertHoldback holdback;
  private Arrivals arrivals;
  private PolicySweep policySweep;
  private FormerAlertSweep formerAlerts;
  private ResolvedAlertSweep resolvedAlerts;
  private TaskCounts counts;
  private Optional<Cancellable> afterCommit = Optional.empty();
  private Fencing fencing;
  private Progress.Applied applied = Progress.Applied.NOTHING;

  GraphProcessor(
      StreamSettings settings,
      StreamCodec codec,
      Progress progress,
      TaskPartition taskPartition,
      int keptBackRows) {
    this.settings = settings;
    this.codec = codec;
    this.progress = progress;
    this.taskPartition = taskPartition;
    this.keptBackRows = keptBackRows;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    settings.beforeTask().run();
    context = processorContext;
    partition = taskPartition.of(context.taskId());
    applied = Progress.Applied.NOTHING; // a revived task starts from the beginning
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
    encoded = new EncodedOnce(codec);
    ScanStarts fronts = new ScanStarts();
    Flushes flushes = new Flushes();
    state = new GraphState(store, encoded, fronts, flushes);
    spreads = fronts.spreads();
    worklist = new Worklist(new Engine(settings.policy()), this::isLocal, settings.budget());
    emitter = new Emitter(context, codec, settings);
    holdback = new AlertHoldback(state, worklist, settings.follows());
    arrivals = new Arrivals();
    counts = progress.counts().ofTask();
    afterCommit = Optional.empty();
    pace = new CommitLimiter();
    commitBeganNanos = OptionalLong.empty();
    fencing = new Fencing();
    policySweep = new PolicySweep(partition, settings.policy(), state, worklist);
    formerAlerts = new FormerAlertSweep(progress, partition, state, worklist);
    resolvedAlerts = new ResolvedAlertSweep(settings.resolvedAlertsKept(), state, emitter);
    resolvedAlerts.begin(now());
    BeforeCommit beforeCommit = context.getStateStore(BeforeCommit.NAME);
    beforeCommit.run(context, this::beforeCommit);
    progress.begin(partition, fronts, flushes);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    settings.beforeRecord().run();
    runs(context.currentSystemTimeMs());
    fencing.consumed();
    RecordMetadata source = context.recordMetadata().orElseThrow();
    boolean isEvent = source.topic().equals(settings.topics().events());
    if (!isEvent) {
      spreads.reading(source.offset() + 1);
    }
    long delayMillis =
        isEvent
            ? event(record, source)
            : commands(record.withTimestamp(CommandsFirst.original(record.timestamp())));
    applied = applied.and(isEvent, source.offset());
    flushIfMany();
    if (pace.afterRecord(context.currentSystemTimeMs(), delayMillis)) {
      context.commit();
    }
  }

  /** Handles an event record; returns how long the event waited, in milliseconds. */
  private long event(Record<byte[], byte[]> record, RecordMetadata source) {
    long nowMillis = context.currentSystemTimeMs();
    long delayMillis = Math.max(0, nowMillis - record.timestamp());
    holdback.beforeRecord(nowMillis, delayMillis);
    accept(record, source, delayMillis);
    return delayMillis;
  }

  /**
   * Handles a record of commands; returns how long the commands, or their causes, waited, in
   * milliseconds.
   */
  private long commands(Record<byte[], byte[]> record) {
    long nowMillis = context.currentSystemTimeMs();
    CommandBatch pack =
        TraceHeaders.read(record.headers(), codec.readCommands(record.value(), record.timestamp()));
    long delayMillis = pack.delayMillis(nowMillis);
    holdback.beforeRecord(nowMillis, delayMillis);
    for (CommandEnvelope sent : pack.commands()) {
      run(sent, record);
      flushIfMany();
    }
    return delayMillis;
  }

  @Override
  public void close() {
    progress.end(partition);
  }

  private void accept(Record<byte[], byte[]> record, RecordMetadata source, long delayMillis) {
    LineageEvent event;
    try {
      event = patience.call(() -> codec.decode(record.value()));
      event.requireNotAfter(Instant.ofEpochMilli(record.timestamp()));
    } catch (UndecodableException | InvalidException e) {
      arrivals.add(record, Optional.empty());
      state.countQuarantined(record.timestamp());
      counts.unreadable(
          e instanceof InvalidException
              ? StreamCounts.Reason.INVALID
              : StreamCounts.Reason.UNDECODABLE);
      emitter.quarantine(record, source, e.getMessage());
      return;
    }
    arrivals.add(record, Optional.of(event.job()));
    Optional<Asset> home = home(event);
    if (home.isPresent()) {
      long fingerprint = StreamCodec.fingerprint(encoded.encodeEarly(event));
      GraphCommand admit =
          new GraphCommand.Admit(
              home.get(), event, fingerprint, TraceHeaders.read(record.headers()));
      run(new CommandEnvelope(admit, record.timestamp(), delayMillis), record);
    } else {
      counts.taken(event.type(), record.timestamp());
    }
  }

  /** The home of an event. Empty for a retraction that names no output: it concerns no asset. */
  private static Optional<Asset> home(LineageEvent event) {
    return event
        .document()
        .map(document -> document.target())
        .or(() -> event.outputs().stream().findFirst().map(Output::asset));
  }

  private void run(CommandEnvelope sent, Record<byte[], byte[]> cause) {
    long takenBefore = state.eventsTaken();
    List<LineageEvent> conflicts = worklist.accept(sent, state, now());
    for (LineageEvent conflict : conflicts) {
      state.countQuarantined(sent.causeMillis());
      counts.conflict(conflict.type(), source());
      emitter.quarantine(
          conflict,
          cause,
          sent.command() instanceof GraphCommand.OfEvent of ? of.traceParent() : Optional.empty());
    }
    if (sent.command() instanceof GraphCommand.Admit admit && isLocal(admit.target())) {
      if (state.eventsTaken() > takenBefore) {
        counts.taken(admit.event().type(), sent.causeMillis());
      } else if (conflicts.isEmpty()) {
        counts.duplicate(admit.event().type());
      }
    }
  }

  private StreamCounts.Source source() {
    return context.recordMetadata().orElseThrow().topic().equals(settings.topics().events())
        ? StreamCounts.Source.EVENTS
        : StreamCounts.Source.GRAPH;
  }

  private void flushIfMany() {
    if (worklist.pending() + state.unwrittenRows() > keptBackRows
        || arrivals.pending() > keptBackRows) {
      flush();
    }
  }

  private void beforeCommit() {
    commitBeganNanos = OptionalLong.of(System.nanoTime());
    flush();
    counts.committing(worklist, state);
    if (afterCommit.isEmpty()) {
      // Without this, a quiet task would run only at its next tick, and a commit would seem to take
      // until then: to the metrics, and to the limit of commits.
      afterCommit =
          Optional.of(
              context.schedule(AT_ONCE, PunctuationType.WALL_CLOCK_TIME, this::afterCommit));
    }
    pace.committing(context.currentSystemTimeMs());
  }

  private void afterCommit(long nowMillis) {
    afterCommit.ifPresent(Cancellable::cancel);
    afterCommit = Optional.empty();
    runs(nowMillis);
    if (pace.afterTime(nowMillis)) {
      context.commit();
    }
  }

  /** The task runs, so a commit that had begun has ended. */
  private void runs(long nowMillis) {
    if (commitBeganNanos.isPresent()) {
      long tookNanos = System.nanoTime() - commitBeganNanos.getAsLong();
      commitBeganNanos = OptionalLong.empty();
      state.committed();
      counts.committed(nowMillis, tookNanos);
      pace.committed(nowMillis, tookNanos / NANOS_PER_MILLI);
    }
  }

  private void flush() {
    Instant now = now();
    arrivals.drain(now.toEpochMilli(), sent -> worklist.accept(sent, state, now));
    Worklist.Outcome outcome = worklist.drain(state, now);
    counts.sent(outcome);
    emitter.emit(outcome, state, now.toEpochMilli());
    List<Asset> changed = state.listedAnew();
    state.flush(now.toEpochMilli());
    progress.changed(partition, changed);
    encoded.forget();
    progress.applied(partition, applied);
  }

  private void tick(long timestampMillis) {
    runs(timestampMillis);
    progress.ticked(partition);
    if (!fencing.isFenced()) {
      becomeFenced();
      return;
    }
    Instant now = now();
    holdback.afterTime(now.toEpochMilli());
    policySweep.goOn(now);
    if (!holdback.isBehind(now.toEpochMilli())) {
      formerAlerts.goOn(now);
      if (!settings.follows() && !worklist.hasAlerts()) { // no tombstone overtakes a resolution
        resolvedAlerts.goOn(now);
      }
      for (Timer timer : state.takeTimersDue(now.toEpochMilli(), TIMERS_PER_TICK)) {
        worklist.accept(new CommandEnvelope(timer.command(), now.toEpochMilli()), state, now);
      }
    }
    state.shareScanStarts();
    flushIfMany();
    if (pace.afterTime(now.toEpochMilli())) {
      context.commit();
    }
  }

  /** Sends the own partition a record, and another one if it does not come. */
  private void becomeFenced() {
    long nowMillis = context.currentSystemTimeMs();
    if (fencing.asksForRecord(nowMillis)) {
      emitter.nothing(partition, nowMillis);
      context.commit();
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private boolean isLocal(Party party) {
    return Partitioning.partition(party.key(), settings.partitions()) == partition;
  }
}
