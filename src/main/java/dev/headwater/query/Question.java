package dev.headwater.query;

import dev.headwater.model.Moment;

/**
 * A read of one partition, wherever that is: it is carried to the instance that has the partition,
 * and answered there. Questions and answers are records, and cross the wire as JSON ({@link
 * PeerProtocol}).
 *
 * @param <A> the answer
 */
public sealed interface Question<A extends Question.Answer>
    permits AlertsQuestion,
        AssetsQuestion,
        ClaimQuestion,
        DetailQuestion,
        EventsQuestion,
        ExposuresQuestion,
        FactsQuestion,
        NamedQuestion,
        RevisionsQuestion,
        SpreadsQuestion,
        SuccessorsQuestion,
        TraceQuestion,
        VisitQuestion {

  /** The partition that can answer. */
  int partition();

  /** Which events count. */
  default Moment moment() {
    return Moment.NOW;
  }

  /**
   * Answers from the rows of that partition.
   *
   * @param reads of the moment
   */
  A answer(PartitionReads reads);

  /** An answer. */
  interface Answer {
    /** How many rows it holds, about; what one response carries is limited by this. */
    default int rows() {
      return 1;
    }
  }
}
