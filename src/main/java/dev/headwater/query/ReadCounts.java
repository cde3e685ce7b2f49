package dev.headwater.query;

import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.stream.Latencies;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts and times the reads of the API that this instance answers. Thread-safe. */
public final class ReadCounts {
  private static final long NANOS_PER_MICRO = 1_000;

  private final Map<ReadKind, Latencies> times = new EnumMap<>(ReadKind.class);
  private final Map<ReadKind, LongAdder> incomplete = new EnumMap<>(ReadKind.class);
  private final Map<ReadKind, LongAdder> failed = new EnumMap<>(ReadKind.class);
  private final Map<Verdict, LongAdder> verdicts = new EnumMap<>(Verdict.class);

  public ReadCounts() {
    for (ReadKind kind : ReadKind.values()) {
      times.put(kind, new Latencies());
      incomplete.put(kind, new LongAdder());
      failed.put(kind, new LongAdder());
    }
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(verdict, new LongAdder());
    }
  }

  /** How long answers of a kind took, what they waited to be caught up included. */
  public Latencies times(ReadKind kind) {
    return times.get(kind);
  }

  /** Answers that say that they are not complete. */
  public LongAdder incomplete(ReadKind kind) {
    return incomplete.get(kind);
  }

  /** Reads without an answer, because a partition or Kafka could not be reached in time. */
  public LongAdder failed(ReadKind kind) {
    return failed.get(kind);
  }

  /** Answers of the gate. */
  public LongAdder verdicts(Verdict verdict) {
    return verdicts.get(verdict);
  }

  /** Runs a read, and counts it. */
  <T> T count(ReadKind kind, Supplier<T> read) {
    long begin = System.nanoTime();
    T answer;
    try {
      answer = read.get();
    } catch (UnavailableException away) {
      failed(kind).increment();
      throw away;
    }
    times(kind).record((System.nanoTime() - begin) / NANOS_PER_MICRO);
    Object told = answer instanceof Optional<?> maybe ? maybe.orElse(null) : answer;
    if (told instanceof ReadAnswer one && !(one.isComplete() && one.freshness().caughtUp())) {
      incomplete(kind).increment();
    }
    if (told instanceof Gate gate) {
      verdicts(gate.ruling().verdict()).increment();
    }
    return answer;
  }
}
