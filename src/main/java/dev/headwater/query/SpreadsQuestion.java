package dev.headwater.query;

import java.util.List;

/**
 * Which events of a partition are being spread: they have more outputs than one transaction takes,
 * and some of them have not been sent what the event says of them.
 *
 * @param partition whose events
 */
public record SpreadsQuestion(int partition) implements Question<SpreadsQuestion.Spreads> {
  /** Events of a partition that are told apart. */
  static final int NAMED = 1_000;

  /**
   * What a partition answers.
   *
   * @param events their names, at most {@link #NAMED}
   * @param more whether there may be more
   * @param endedAt the offset in the graph topic after the record that ended a spread last; what
   *     has ended is committed once this offset is
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
  public Spreads answer(PartitionReads reads) {
    List<String> events = reads.spreads(NAMED); // before endedAt: an end in between is told by it
    return new Spreads(events, events.size() == NAMED, reads.spreadEndedAt());
  }
}
