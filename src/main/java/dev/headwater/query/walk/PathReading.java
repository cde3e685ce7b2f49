package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.VisitQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the edges along a known path, with one question for each asset of the path. All questions
 * are asked together, so the number of requests does not grow with the path.
 */
public final class PathReading {
  private final Reading reading;
  private final Moment moment;

  public PathReading(Reading reading, Moment moment) {
    this.reading = reading;
    this.moment = moment;
  }

  /**
   * Reads the states of the assets and the edges between neighbours.
   *
   * @param path from its first asset to its last one, not empty
   * @return around the last asset. It is always cut off: other edges of the assets are not read
   */
  public Lineage read(List<Asset> path) {
    List<VisitQuestion> questions = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      List<Asset> before = i == 0 ? List.of() : List.of(path.get(i - 1));
      questions.add(
          new VisitQuestion(
              reading.partitionOf(path.get(i)), path.get(i), false, false, before, 1, moment));
    }
    List<VisitQuestion.Seen> seen = reading.askAll(questions);
    List<Lineage.Node> nodes = new ArrayList<>();
    Set<Edge> edges = new TreeSet<>();
    for (int i = path.size() - 1; i >= 0; i--) {
      VisitQuestion.Seen found = seen.get(i);
      edges.addAll(found.described());
      nodes.add(
          new Lineage.Node(
              path.get(i),
              path.size() - 1 - i,
              found.named() || !moment.isNow() ? Optional.of(found.state()) : Optional.empty()));
    }
    Lineage read =
        new Lineage(
            path.get(path.size() - 1),
            Direction.UPSTREAM,
            moment,
            nodes,
            List.copyOf(edges),
            Optional.of(Truncation.EDGES),
            reading.freshness());
    return moment.isNow() ? read : PastInheritance.told(read);
  }
}
