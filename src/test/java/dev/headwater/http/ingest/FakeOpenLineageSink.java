package dev.headwater.http.ingest;

import dev.headwater.model.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Keeps the events that are sent, and answers as the test decides. */
public final class FakeOpenLineageSink implements OpenLineageSink {
  public record Sent(String subject, String json) {}

  public final List<Sent> sent = new CopyOnWriteArrayList<>();

  /** The traces of the sent events, in the same order. */
  public final List<Optional<TraceParent>> traceParents = new CopyOnWriteArrayList<>();

  public volatile Supplier<CompletableFuture<Void>> answer =
      () -> CompletableFuture.completedFuture(null);

  @Override
  public CompletableFuture<Void> send(
      String subject, byte[] json, Optional<TraceParent> traceParent) {
    traceParents.add(traceParent);
    sent.add(new Sent(subject, new String(json, StandardCharsets.UTF_8)));
    return answer.get();
  }
}
