package dev.headwater.bridge;

import dev.headwater.codec.json.Json;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import dev.headwater.openlineage.Bridge;
import dev.headwater.openlineage.EventReader;
import dev.headwater.openlineage.OpenLineageEvent;
import dev.headwater.openlineage.Payloads;
import dev.headwater.stream.CommitLimiter;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.TraceHeaders;
import dev.headwater.stream.store.SpreadEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The processor of the bridge: applies what {@link Bridge} decides about OpenLineage events.
 *
 * <ul>
 *   <li>Consumes: OpenLineage events as JSON, under any key.
 *   <li>Owns: what is stored of the runs, jobs and datasets whose name falls into the partition.
 *   <li>Reads: that, and the timestamps of the records. The task's clock only limits timestamps
 *       that are in the future, and sets the pace of commits.
 *   <li>Emits: our events (key: asset key; for an asset, a new event before the retraction of the
 *       event that it replaces). To the topic that it consumes: events that belong to another
 *       partition (key: the subject; a header marks them, so that they are forwarded only once)
 *       and, where an event changes more than one transaction should, a record with an empty value
 *       that continues the work (key: the subject, which is also in a header). Quarantined records
 *       (unchanged).
 *   <li>Duplicates: change nothing.
 *   <li>Reordering: changes which events are sent and retracted on the way, not what is live in the
 *       end.
 *   <li>Bound: for each record, events of ours with 100,000 inputs in all, plus those of one more
 *       dataset, and 1,000 rows of forgotten runs.
 *   <li>On failure: a record goes to quarantine before any row changes if it is not a valid event,
 *       or if it makes an event that is too large together with what its subject said before. In a
 *       continuation, a dataset whose event would be too large keeps its earlier events, and the
 *       log says so; if the continuation itself fails in this way, it goes to quarantine and the
 *       rest of its work is given up. Any other failure fails the task.
 * </ul>
 */
final class BridgeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final String REKEYED = "headwater.rekeyed";
  private static final String PROCEED = "headwater.proceed";

  /**
   * Bytes for a character of a name, approximately. An event that is too large all the same goes to
   * quarantine.
   */
  private static final int BYTES_A_CHAR = 3;

  private static final byte[] NOTHING = {};
  private static final Duration TICK = Duration.ofMillis(20);

  private final BridgeSettings settings;
  private final EventEncoder encoder;
  private final EventReader reader;
  private final Bridge bridge;
  private final QuarantineLog quarantineLog;
  private final FacetLog facetLog;
  private final BridgeProgress progress;
  private CommitLimiter pace = new CommitLimiter();

  private ProcessorContext<byte[], byte[]> context;
  private int partition;
  private Subjects subjects;
  private Unfinished unfinished;
  private SpreadEvents spreads;
  private long latestMillis;

  BridgeProcessor(
      BridgeSettings settings,
      EventEncoder encoder,
      Payloads payloads,
      QuarantineLog quarantineLog,
      FacetLog facetLog,
      BridgeProgress progress) {
    this.settings = settings;
    this.encoder = encoder;
    this.quarantineLog = quarantineLog;
    this.facetLog = facetLog;
    this.progress = progress;
    this.reader = new EventReader(payloads, settings.versions());
    this.bridge =
        new Bridge(payloads, settings.versions(), settings.largestRecordBytes() / BYTES_A_CHAR);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    settings.beforeTask().run();
    context = processorContext;
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(BridgeTopology.STORE);
    spreads = new SpreadEvents();
    pace = new CommitLimiter(); // a revived task starts from the beginning
    unfinished = new Unfinished(store, spreads);
    subjects = new Subjects(store, unfinished, settings.kept());
    partition = context.taskId().partition();
    progress.begin(partition, spreads);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  private void tick(long nowMillis) {
    progress.beat(partition);
    commitIf(pace.afterTime(nowMillis), nowMillis);
  }

  @Override
  public void close() {
    progress.end(partition);
  }

  /** Commits if it is due, so that readers can see the effect of a record soon. */
  private void commitIf(boolean due, long nowMillis) {
    if (due) {
      context.commit();
      pace.committing(nowMillis);
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    context.recordMetadata().ifPresent(source -> spreads.reading(source.offset() + 1));
    Header proceed = record.headers().lastHeader(PROCEED);
    try {
      if (proceed != null) {
        proceed(new String(proceed.value(), StandardCharsets.UTF_8), record);
      } else {
        take(record);
      }
    } catch (InvalidException invalid) {
      quarantine(record, invalid.getMessage());
    }
    long now = context.currentSystemTimeMs();
    commitIf(pace.afterRecord(now, now - record.timestamp()), now);
  }

  private void take(Record<byte[], byte[]> record) {
    OpenLineageEvent event = read(record);
    if (isElsewhere(event, record)) {
      Headers headers = new RecordHeaders(record.headers()).add(REKEYED, new byte[0]);
      byte[] key = event.subject().getBytes(StandardCharsets.UTF_8);
      context.forward(
          new Record<>(key, record.value(), record.timestamp(), headers),
          BridgeTopology.REKEYED_SINK);
    } else {
      acceptOrTell(event, record);
      facetLog.add(event);
    }
  }

  private OpenLineageEvent read(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new InvalidException("", "the record has no value");
    }
    OpenLineageEvent event = reader.read(Json.parseForeign(record.value()));
    event.requireNotAfter(Instant.ofEpochMilli(record.timestamp()));
    return event;
  }

  private boolean isElsewhere(OpenLineageEvent event, Record<byte[], byte[]> record) {
    int home = Partitioning.partition(event.subject(), settings.partitions());
    return home != partition && record.headers().lastHeader(REKEYED) == null;
  }

  /**
   * Accepts an event. If it is too large only together with earlier events, this logs a warning,
   * because its sender got the answer that the event is accepted.
   */
  private void acceptOrTell(OpenLineageEvent event, Record<byte[], byte[]> record) {
    try {
      accept(event, record);
    } catch (InvalidException tooMuch) {
      quarantineLog.tooMuch(event.subject(), tooMuch.problem());
      throw tooMuch;
    }
  }

  private void accept(OpenLineageEvent event, Record<byte[], byte[]> record) {
    String subject = event.subject();
    long timestamp = record.timestamp();
    // A sender may set the time of its record. A time in the future must not make all runs
    // forgotten.
    latestMillis = Math.max(latestMillis, Math.min(timestamp, context.currentSystemTimeMs()));
    apply(
        subject,
        bridge.accept(subjects.open(subject), event, timestamp, subjects.lost(subject)),
        record,
        event.kind() == OpenLineageEvent.Kind.RUN);
    subjects.forget(latestMillis);
  }

  /** Continues the work that an earlier event of the subject left. */
  private void proceed(String subject, Record<byte[], byte[]> record) {
    boolean run = subject.startsWith("run:");
    try {
      Bridge.Step step =
          bridge.proceed(
              subjects.open(subject), tooMuch -> quarantineLog.notMade(subject, tooMuch.problem()));
      apply(subject, step, record, run);
    } catch (InvalidException invalid) {
      // Readers wait for unfinished subjects. They must not wait forever for this one.
      quarantineLog.notMade(subject, invalid.problem());
      apply(subject, bridge.abandon(subjects.open(subject)), record, run);
      throw invalid;
    }
  }

  /**
   * Stores and sends what follows from a record.
   *
   * @param cause the record; its events, and the record that continues its work, belong to its
   *     trace
   */
  private void apply(
      String subject, Bridge.Step step, Record<byte[], byte[]> cause, boolean expires) {
    long timestamp = cause.timestamp();
    Optional<TraceParent> traceParent = TraceHeaders.read(cause.headers());
    for (Map.Entry<String, Optional<byte[]>> row : step.rows().entrySet()) {
      row.getValue().ifPresent(value -> requireFits("what is kept of " + subject, value));
    }
    List<Record<byte[], byte[]>> records = new ArrayList<>();
    for (LineageEvent made : step.events()) {
      byte[] value = encoder.encode(made);
      requireFits("the event for " + made.key(), value);
      records.add(
          new Record<>(
              made.key().getBytes(StandardCharsets.UTF_8),
              value,
              timestamp,
              TraceHeaders.write(traceParent)));
    }
    if (!step.rows().isEmpty()) {
      subjects.put(subject, step.rows(), timestamp, expires, latestMillis);
    }
    unfinished.put(subject, step.unfinished());
    records.forEach(made -> context.forward(made, BridgeTopology.EVENTS_SINK));
    if (step.more()) {
      byte[] key = subject.getBytes(StandardCharsets.UTF_8);
      Headers headers = TraceHeaders.write(traceParent).add(PROCEED, key);
      context.forward(new Record<>(key, NOTHING, timestamp, headers), BridgeTopology.REKEYED_SINK);
    }
  }

  private void requireFits(String what, byte[] bytes) {
    if (bytes.length > settings.largestRecordBytes()) {
      throw new InvalidException(
          "",
          what + " is " + bytes.length + " bytes, the limit is " + settings.largestRecordBytes());
    }
  }

  /** Sends a record to quarantine unchanged, with the reason and its source in headers. */
  private void quarantine(Record<byte[], byte[]> record, String reason) {
    RecordMetadata source = context.recordMetadata().orElseThrow();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("headwater.reason", reason);
    facts.put("headwater.topic", source.topic());
    facts.put("headwater.partition", Integer.toString(source.partition()));
    facts.put("headwater.offset", Long.toString(source.offset()));
    facts.put("headwater.timestamp", Long.toString(record.timestamp()));
    facts.forEach(
        (name, fact) -> record.headers().add(name, fact.getBytes(StandardCharsets.UTF_8)));
    context.forward(record, BridgeTopology.QUARANTINE_SINK);
    quarantineLog.add();
  }
}
