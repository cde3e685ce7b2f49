package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Candidate;
import dev.headwater.query.question.CandidatesQuestion;
import dev.headwater.representation.Measure;
import dev.headwater.representation.TargetShare;
import dev.headwater.representation.TargetShare.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Searches all partitions for datasets that have what the targets of a use lack. */
final class CandidateSearch {
  /** The most datasets for one target. */
  static final int CANDIDATES = 10;

  /** For how many targets it searches. */
  static final int TARGETS = 100;

  /** How many datasets of a partition are read: some of them may be excluded. */
  private static final int OF_PARTITION = 5 * CANDIDATES;

  private final Reading reading;
  private final Set<Asset> contained;
  private final boolean containedIsWhole;
  private final ToDoubleFunction<TargetShare> present;
  private final Moment moment;

  /**
   * @param contained the asset itself, and what it descends from. Of these, only a dataset that
   *     declares more of a category than the data can have is a candidate: the rest of it did not
   *     come through
   * @param containedIsWhole whether that is known of all assets
   * @param present the most of a target's category that is known to be in the data
   */
  CandidateSearch(
      Reading reading,
      Set<Asset> contained,
      boolean containedIsWhole,
      ToDoubleFunction<TargetShare> present,
      Moment moment) {
    this.reading = reading;
    this.contained = contained;
    this.containedIsWhole = containedIsWhole;
    this.present = present;
    this.moment = moment;
  }

  /**
   * Adds candidates to the first lines that are not reached. Where they cannot be read, or not in
   * time, the lines stay without them, and say so.
   */
  List<Fitness.Line> addTo(List<Fitness.Line> lines) {
    List<Fitness.Line> found = new ArrayList<>(lines);
    int searched = 0;
    for (int i = 0; i < found.size() && searched < TARGETS; i++) {
      if (found.get(i).target().outcome() != Outcome.REACHED) {
        searched++;
        try {
          found.set(i, search(found.get(i)));
        } catch (UnavailableException away) {
          return found;
        }
      }
    }
    return found;
  }

  private Fitness.Line search(Fitness.Line line) {
    Measure measure = line.target().measure();
    List<CandidatesQuestion> questions =
        IntStream.range(0, reading.partitions())
            .mapToObj(
                partition ->
                    new CandidatesQuestion(
                        partition,
                        measure.dimension(),
                        measure.unit(),
                        line.target().category(),
                        OF_PARTITION,
                        moment))
            .toList();
    List<Candidate> candidates = new ArrayList<>();
    double there = present.applyAsDouble(line.target());
    boolean complete = containedIsWhole;
    for (CandidatesQuestion.Found answer : reading.askAll(questions)) {
      List<Candidate> kept =
          answer.candidates().stream()
              .filter(one -> !contained.contains(one.asset()) || one.amount() > there)
              .toList();
      candidates.addAll(kept);
      complete &= answer.all() && (!answer.more() || kept.size() >= CANDIDATES);
    }
    candidates.sort(Candidate.LARGEST_FIRST);
    return line.with(candidates.subList(0, Math.min(candidates.size(), CANDIDATES)), complete);
  }
}
