package dev.headwater.query;

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
        DetailQuestion,
        EventsQuestion,
        ExposuresQuestion,
        JobQuestion,
        StatementsQuestion,
        TraceQuestion,
        VisitQuestion {

  /** The partition that can answer. */
  int partition();

  /** Answers from the rows of that partition. */
  A answer(PartitionReads reads);

  /** An answer. */
  interface Answer {
    /** How many rows it holds, about; what one response carries is limited by this. */
    default int rows() {
      return 1;
    }
  }
}
