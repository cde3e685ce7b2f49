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
        JobQuestion,
        NamedQuestion,
        RevisionsQuestion,
        RunsQuestion,
        SpreadsQuestion,
        SuccessorsQuestion,
        TraceQuestion,
        VisitQuestion {

  /** The partition that can answer. */
  int partition();

  /** Whether the partition is one of the OpenLineage topic, and not one of the assets. */
  default boolean isOfRuns() {
    return false;
  }

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

  /** Answers on the instance that has the partition. */
  default A answer(Hosted hosted) {
    PartitionReads now = hosted.assets(partition());
    return answer(moment().isNow() ? now : now.at(moment()));
  }

  /** What is on an instance; throws {@link MovedException} for what is not. */
  interface Hosted {
    /** A partition of the assets. */
    PartitionReads assets(int partition);

    /** A partition of the OpenLineage topic. */
    RunReads runs(int partition);
  }

  /** An answer. */
  interface Answer {
    /** How many rows it holds, about; what one response carries is limited by this. */
    default int rows() {
      return 1;
    }
  }
}
