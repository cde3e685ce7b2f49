package dev.headwater.bench.faults;

import dev.headwater.bench.faults.reads.ReadKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the reads that were asked while events came in and faults happened.
 *
 * @param byKind of read
 * @param wrong answers that no set of events leads to, a sentence each
 */
public record ReadOutcome(Map<ReadKind, Count> byKind, List<String> wrong) {
  static final ReadOutcome NONE = new ReadOutcome(Map.of(), List.of());

  public ReadOutcome {
    byKind = Map.copyOf(byKind);
    wrong = List.copyOf(wrong);
  }

  /**
   * The reads of one kind.
   *
   * @param asked all requests, also of processors that were paused or about to be killed
   * @param answered requests that were answered, also with less than all
   * @param complete answers of these that say that they leave nothing out
   * @param certain answers of these that are certainly right
   * @param wrong answers that are wrong
   * @param longest times without an answer, by phase
   */
  public record Count(
      int asked,
      int answered,
      int complete,
      int certain,
      int wrong,
      Map<Phase, LongestGap> longest) {
    static final Count NONE = new Count(0, 0, 0, 0, 0, Map.of());

    Count and(Count other) {
      Map<Phase, LongestGap> all = new EnumMap<>(Phase.class);
      all.putAll(longest);
      other.longest.forEach((phase, one) -> all.merge(phase, one, LongestGap::and));
      return new Count(
          asked + other.asked,
          answered + other.answered,
          complete + other.complete,
          certain + other.certain,
          wrong + other.wrong,
          all);
    }

    /** The longest times of a phase. */
    public LongestGap longest(Phase phase) {
      return longest.getOrDefault(phase, LongestGap.NONE);
    }
  }

  /** The reads of a kind. */
  public Count of(ReadKind kind) {
    return byKind.getOrDefault(kind, Count.NONE);
  }

  ReadOutcome and(ReadOutcome other) {
    Map<ReadKind, Count> all = new EnumMap<>(ReadKind.class);
    for (ReadKind kind : ReadKind.values()) {
      all.put(kind, of(kind).and(other.of(kind)));
    }
    List<String> both = new ArrayList<>(wrong);
    both.addAll(other.wrong);
    return new ReadOutcome(all, both);
  }
}
