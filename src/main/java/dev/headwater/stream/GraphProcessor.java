package dev.headwater.stream;

import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.engine.Engine;
import dev.headwater.engine.Fixpoint;
import dev.headwater.engine.Timer;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.GraphState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The one processor: applies what the engine decides about events and commands.
 *
 * <ul>
 *   <li>Consumes: events and graph commands of one partition.
 *   <li>Owns: the rows of the assets whose key falls into the partition, in one store.
 *   <li>Reads: those rows, and no clock but that of the task, for grace and waivers.
 *   <li>Emits: graph commands (key: asset key), alerts (alert id), asset summaries (URN),
 *       quarantined records (as they came).
 *   <li>Duplicates: an event id that is taken changes nothing; commands are idempotent.
 *   <li>Reordering: changes nothing.
 *   <li>Bound: {@link StreamSettings#budget} commands and messages a record; what is left goes on
 *       by messages to the own partition.
 *   <li>On failure: a record that is no valid event goes to quarantine before any row is touched;
 *       anything else fails the task, whose transaction is aborted.
 * </ul>
 */
final class GraphProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "graph";

  private static final Duration TICK = Duration.ofMillis(50);
  private static final int TIMERS_PER_TICK = 500;

  private final StreamSettings settings;
  private final StreamCodec codec;
  private final Progress progress;
  private final TaskPartition taskPartition;
  private final Patience patience = new Patience();

  private ProcessorContext<byte[], byte[]> context;
  private int partition;
  private GraphState state;
  private Fixpoint fixpoint;
  private Emitter emitter;

  GraphProcessor(
      StreamSettings settings, StreamCodec codec, Progress progress, TaskPartition taskPartition) {
    this.settings = settings;
    this.codec = codec;
    this.progress = progress;
    this.taskPartition = taskPartition;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    partition = taskPartition.of(context.taskId());
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
    state = new GraphState(store, codec);
    fixpoint = new Fixpoint(new Engine(settings.policy()), this::isLocal, settings.budget());
    emitter = new Emitter(context, codec, state, settings.topics().events());
    progress.begin(partition);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata source = context.recordMetadata().orElseThrow();
    boolean isEvent = source.topic().equals(settings.topics().events());
    if (isEvent) {
      accept(record, source);
    } else {
      run(codec.readCommand(record.value()), record);
    }
    progress.applied(partition, isEvent, source.offset(), record.timestamp());
  }

  @Override
  public void close() {
    progress.end(partition);
  }

  private void accept(Record<byte[], byte[]> record, RecordMetadata source) {
    LineageEvent event;
    try {
      event = patience.call(() -> codec.decode(record.value()));
      event.requireNotAfter(Instant.ofEpochMilli(record.timestamp()));
    } catch (UndecodableException | InvalidException e) {
      emitter.quarantine(record, source, e.getMessage());
      return;
    }
    Optional<Asset> home = home(event);
    if (home.isPresent()) {
      long fingerprint = codec.fingerprint(event);
      run(new GraphCommand.Admit(home.get(), event, fingerprint), record);
    }
  }

  /** Where an event is admitted; a retraction that names no output has nothing to do anywhere. */
  private static Optional<Asset> home(LineageEvent event) {
    return event
        .document()
        .map(document -> document.target())
        .or(() -> event.outputs().stream().findFirst().map(Output::asset));
  }

  private void run(GraphCommand command, Record<byte[], byte[]> record) {
    Fixpoint.Outcome outcome = fixpoint.run(command, state, now(), record.timestamp());
    emitter.emit(outcome, record);
  }

  private void tick(long timestampMillis) {
    emitter.beginWindow();
    Instant now = now();
    for (Timer timer : state.timersDue(now.toEpochMilli(), TIMERS_PER_TICK)) {
      state.remove(timer);
      Fixpoint.Outcome outcome =
          fixpoint.run(
              new GraphCommand.Review(timer.asset(), timer.origin()),
              state,
              now,
              now.toEpochMilli());
      emitter.emit(outcome, new Record<>(null, null, now.toEpochMilli()));
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private boolean isLocal(Asset asset) {
    return Partitioning.partition(asset.key(), settings.partitions()) == partition;
  }
}
