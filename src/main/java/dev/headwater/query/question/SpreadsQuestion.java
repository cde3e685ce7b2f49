package dev.headwater.query.question;

import java.util.List;

/**
 * Asks which events of a partition are being spread: their consequences take more than one
 * transaction, and not all of these have been sent. In the graph topic, these are events with many
 * outputs. In the OpenLineage topic, these are runs, jobs and datasets that become many events.
 *
 * @param feed {@link Feed#GRAPH} or {@link Feed#OPENLINEAGE}
 * @param partition of the feed
 */
public record SpreadsQuestion(Feed feed, int partition)
    implements Question<SpreadsQuestion.Spreads> {
  /** The maximum number of events that an answer names. */
  static final int NAMED = 1_000;

  /**
   * The answer of a partition.
   *
   * @param events the names of the events, at most {@link #NAMED}
   * @param more whether there may be more
   * @param endedAt the offset in the topic after the latest record that ended a spread. Once this
   *     offset is committed, the end of every spread that is not listed any more is committed
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
    List<String> events = reads.spreads(NAMED); // before endedAt, as below
    return new Spreads(events, events.size() == NAMED, reads.spreadEndedAt());
  }

  @Override
  public Spreads answer(PartitionReads reads) {
    List<String> events = reads.spreads(NAMED); // before endedAt, which covers an end in between
    return new Spreads(events, events.size() == NAMED, reads.spreadEndedAt());
  }
}
