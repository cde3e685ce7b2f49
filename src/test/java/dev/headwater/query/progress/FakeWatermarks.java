package dev.headwater.query.progress;

import dev.headwater.query.question.Feed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watermarks of topics with one partition each. A backlog says how many records lie between the
 * committed offset and the end.
 */
public final class FakeWatermarks implements Watermarks {
  private final Supplier<Backlog> backlog;

  public FakeWatermarks(Supplier<Backlog> backlog) {
    this.backlog = backlog;
  }

  @Override
  public Offsets committed() {
    backlog.get();
    return new Offsets(Map.of(Feed.EVENTS, List.of(0L), Feed.GRAPH, List.of(0L)));
  }

  @Override
  public Offsets ends() {
    Backlog now = backlog.get();
    return new Offsets(
        Map.of(
            Feed.EVENTS,
            List.of(now.events() + (now.openTransactions() ? 1 : 0)),
            Feed.GRAPH,
            List.of(now.graph())));
  }

  @Override
  public Next next(Feed.Place place, long from, long end) {
    return backlog.get().openTransactions()
        ? new Next(Optional.empty(), false)
        : new Next(Optional.of(new Waiting(from, System.currentTimeMillis() - 1_000)), true);
  }
}
