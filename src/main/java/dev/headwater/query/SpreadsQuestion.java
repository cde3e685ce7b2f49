package dev.headwater.query;

import java.util.List;

/**
 * Which events of a partition are being spread: what follows from them takes more transactions than
 * one, and not all of it has been sent. In the graph topic, these are events with many outputs; in
 * the OpenLineage topic, runs, jobs and datasets of which many events are made.
 *
 * @param feed {@link Feed#GRAPH} or {@link Feed#OPENLINEAGE}
 * @param partition of it
 */
public record SpreadsQuestion(Feed feed, int partition)
    implements Question<SpreadsQuestion.Spreads> {
  /** Events of a partition that are told apart. */
  static final int NAMED = 1_000;

  /**
   * What a partition answers.
   *
   * @param events their names, at most {@link #NAMED}
   * @param more whether there may be more
   * @param endedAt the offset in the topic after the record that ended a spread last; what has
   *     ended is committed once this offset is
   */
  public record Spreads(List<String> events, boolean more, long endedAt)
      implements Question.Answer {
    public Spreads {
      events = List.copyOf(events);
    }

    @Override
    public int rows() {
      return 1 + events.size();
    }
  }

  @Override
  public boolean isOfRuns() {
    return feed == Feed.OPENLINEAGE;
  }

  @Override
  public Spreads answer(Hosted hosted) {
    if (!isOfRuns()) {
      return answer(hosted.assets(partition));
    }
    RunReads reads = hosted.runs(partition);
    List<String> events = reads.spreads(NAMED); // first, as below
    return new Spreads(events, events.size() == NAMED, reads.spreadEndedAt());
  }

  @Override
  public Spreads answer(PartitionReads reads) {
    List<String> events = reads.spreads(NAMED); // before endedAt: an end in between is told by it
    return new Spreads(events, events.size() == NAMED, reads.spreadEndedAt());
  }
}
