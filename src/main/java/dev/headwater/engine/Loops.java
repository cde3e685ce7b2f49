package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Severity;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Follows self-consuming loops at the owners of their models. A loop is less severe if the training
 * data of the model also descends from collected data, over a path that does not lead through the
 * loop's dataset. A base model is no training data: what it was trained on does not count.
 *
 * <p>To find out, the model searches upstream. It asks the datasets that it was trained on, then
 * the assets that these were made from, and so on, until one of them is collected data. An asset
 * that was asked remembers the loop, see {@link Visits}, and reports every change of its answer. If
 * an answer does not hold any more, the model raises the epoch and searches again. Answers of an
 * earlier epoch do not count.
 *
 * <p>That there is no collected data is never reported. So a search is doubted for {@link #DOUBT}.
 * If it has found nothing by then, the loop counts as one without collected data. A search that had
 * succeeded and begins again is doubted once more, so that the severity does not flap.
 *
 * <p>Bound: a search asks at most {@link #MAX_ASKED} assets, and the model follows at most {@link
 * #MAX_SEARCHES} loops at a time. Beyond, a loop counts as one without collected data.
 */
final class Loops {
  /** How long a search may take before its loop counts as one without collected data. */
  static final Duration DOUBT = Duration.ofMillis(250);

  /** The maximum number of assets that one search asks. */
  static final int MAX_ASKED = 10_000;

  /** The maximum number of searches under way for one model. */
  static final int MAX_SEARCHES = 100;

  private Loops() {}

  /** Judges a loop whose cause holds. */
  static Judgement judge(Turn turn, Loop loop) {
    Optional<LoopSearch> search = turn.view.search(loop);
    if (search.isEmpty()) {
      return isFull(turn, loop.model())
          ? new Judgement.Raised(Severity.CRITICAL)
          : new Judgement.Pending(doubtedUntil(turn));
    }
    if (search.get().found()) {
      return new Judgement.Raised(Severity.WARNING);
    }
    Instant doubted = Instant.ofEpochMilli(search.get().doubtedUntilMillis());
    return turn.now.isBefore(doubted)
        ? new Judgement.Pending(doubted)
        : new Judgement.Raised(Severity.CRITICAL);
  }

  /** Begins to search, if nothing is searched for this loop yet. */
  static void follow(Turn turn, Loop loop) {
    if (turn.view.search(loop).isEmpty() && !isFull(turn, loop.model())) {
      begin(turn, loop, 1, doubtedUntil(turn));
    }
  }

  /** Ends the search. */
  static void unfollow(Turn turn, Loop loop) {
    if (turn.view.search(loop).isPresent()) {
      long epoch = nextEpoch(turn, loop.model(), -1);
      turn.put(new Change.EndSearch(loop));
      turn.send(new GraphCommand.Forget(loop.model(), loop, epoch, Optional.empty()));
    }
  }

  /** Takes an answer, and asks the assets that it names. */
  static void sought(Turn turn, GraphCommand.Sought answer) {
    Loop loop = answer.loop();
    Optional<LoopSearch> current = current(turn, loop, answer.epoch(), answer.at());
    if (current.isEmpty() || current.get().found()) {
      return;
    }
    LoopSearch search = current.get();
    if (answer.found()) {
      turn.put(new Change.PutSearch(search.succeeded()));
      review(turn, loop);
      return;
    }
    int room = Math.min(answer.inputs().size(), MAX_ASKED - search.asked());
    List<Asset> inputs = answer.inputs().subList(0, room);
    if (room > 0) {
      turn.put(new Change.PutSearch(search.asking(room)));
    }
    for (Asset input : inputs) {
      turn.send(new GraphCommand.Seek(input, loop, search.epoch(), Optional.empty()));
    }
  }

  /** Begins the search again, if the answer that does not hold any more is one of this epoch. */
  static void seekAgain(Turn turn, GraphCommand.SeekAgain command) {
    Loop loop = command.loop();
    Optional<LoopSearch> search = current(turn, loop, command.epoch(), command.at());
    if (search.isEmpty()) {
      return;
    }
    boolean hadSucceeded = search.get().found();
    // A search that has found nothing keeps its time: otherwise an asset that changes all the time
    // would delay the alert for ever.
    Instant doubted =
        hadSucceeded ? doubtedUntil(turn) : Instant.ofEpochMilli(search.get().doubtedUntilMillis());
    begin(turn, loop, 0, doubted);
    if (hadSucceeded) {
      review(turn, loop);
    }
  }

  private static void begin(Turn turn, Loop loop, int more, Instant doubted) {
    long epoch = nextEpoch(turn, loop.model(), more);
    turn.put(new Change.PutSearch(new LoopSearch(loop, epoch, 0, false, doubted.toEpochMilli())));
    turn.send(new GraphCommand.Seek(loop.model(), loop, epoch, Optional.empty()));
  }

  private static long nextEpoch(Turn turn, Asset model, int more) {
    Node node = turn.node(model).withNextSearch(more);
    turn.put(node);
    return node.searches().latestEpoch();
  }

  /**
   * The search, if it has this epoch. If there is none, the asset that reports is told to forget
   * it: it was asked while the search ended.
   */
  private static Optional<LoopSearch> current(Turn turn, Loop loop, long epoch, Asset at) {
    Optional<LoopSearch> search = turn.view.search(loop);
    if (search.isEmpty()) {
      turn.send(new GraphCommand.Forget(at, loop, epoch + 1, Optional.empty()));
    }
    return search.filter(known -> known.epoch() == epoch);
  }

  private static void review(Turn turn, Loop loop) {
    turn.send(new GraphCommand.Review(loop.model(), new Origin(loop.data(), OriginKind.SYNTHETIC)));
  }

  private static boolean isFull(Turn turn, Asset model) {
    return turn.node(model).searches().underWay() >= MAX_SEARCHES;
  }

  private static Instant doubtedUntil(Turn turn) {
    // Rows and timers have milliseconds.
    return Alerting.millis(turn.now.plus(DOUBT).plusNanos(999_999));
  }
}
