package dev.headwater.http.ingest;

import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Keeps the events that are sent, and answers as the test decides. */
public final class FakeSink implements EventSink {
  public final List<LineageEvent> sent = new CopyOnWriteArrayList<>();

  /** The traces of the sent events, in the same order. */
  public final List<Optional<TraceParent>> traceParents = new CopyOnWriteArrayList<>();

  public volatile Function<LineageEvent, CompletableFuture<Void>> answer =
      event -> CompletableFuture.completedFuture(null);

  @Override
  public long fingerprint(LineageEvent event) {
    return event.hashCode();
  }

  @Override
  public CompletableFuture<Void> send(LineageEvent event, Optional<TraceParent> traceParent) {
    sent.add(event);
    traceParents.add(traceParent);
    return answer.apply(event);
  }
}
