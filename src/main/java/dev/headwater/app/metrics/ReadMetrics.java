package dev.headwater.app.metrics;

import dev.headwater.model.GateRuling.Verdict;
import dev.headwater.query.ReadCounts;
import dev.headwater.query.ReadKind;
import dev.headwater.stream.Latencies;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows the reads that this instance has answered. */
final class ReadMetrics {
  private final ReadCounts counts;

  ReadMetrics(ReadCounts counts) {
    this.counts = counts;
  }

  void bindTo(Families families) {
    Map<String, Latencies> times = new LinkedHashMap<>();
    for (ReadKind kind : ReadKind.values()) {
      times.put(Words.of(kind), counts.times(kind));
    }
    families.histograms(
        "headwater_reads_seconds",
        "Reads answered, and how long that took, what they waited to be caught up included",
        "kind",
        times);
    families.counters(
        "headwater_reads_incomplete_total",
        "Answers that say that they are not complete",
        List.of("kind"),
        byKind(counts::incomplete));
    families.counters(
        "headwater_reads_failed_total",
        "Reads without an answer, because a partition or Kafka could not be reached in time",
        List.of("kind"),
        byKind(counts::failed));
    families.counters(
        "headwater_gate_total",
        "Answers of the gate",
        List.of("verdict"),
        () ->
            Arrays.stream(Verdict.values())
                .map(verdict -> new Sample(List.of(verdict.name()), counts.verdicts(verdict).sum()))
                .toList());
  }

  private static Supplier<List<Sample>> byKind(Function<ReadKind, LongAdder> count) {
    return () ->
        Arrays.stream(ReadKind.values())
            .map(kind -> new Sample(List.of(Words.of(kind)), count.apply(kind).sum()))
            .toList();
  }
}
