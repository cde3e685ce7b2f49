package dev.headwater.http.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a body of lines while it is being received. Memory is bounded, for a body of any length. A
 * line that is not an event is rejected alone. Empty lines do not count.
 *
 * <p>It detects a repeated id only among the latest lines, as many as fit into the limit of a body.
 * The processors detect a repeat at a larger distance.
 */
final class LineIngest {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final EventSink sink;
  private final Optional<TraceParent> traceParent;
  private final Instant arrival;
  private final int windowBytes;
  private final Duration patience;
  private final Semaphore room;
  private final PostOutcome tally = new PostOutcome();
  private final Claims claims = new Claims();
  private final Map<UUID, Recent> recent = new LinkedHashMap<>();
  private long recentBytes;
  private int size;

  private record Recent(
      int index, LineageEvent event, int bytes, CompletableFuture<Void> outcome) {}

  /**
   * @param traceParent the trace of the request, for every event
   * @param windowBytes how many bytes of lines may be unconfirmed, and how many are remembered
   * @param patience how long to wait when no line is confirmed
   */
  LineIngest(
      EventSink sink,
      Optional<TraceParent> traceParent,
      Instant arrival,
      int windowBytes,
      Duration patience) {
    this.sink = sink;
    this.traceParent = traceParent;
    this.arrival = arrival;
    this.windowBytes = windowBytes;
    this.patience = patience;
    this.room = new Semaphore(windowBytes);
  }

  /**
   * Sends all lines. Returns when every line is confirmed or rejected, or when one could not be
   * sent.
   */
  PostOutcome send(LineStream lines) throws IOException, InterruptedException {
    boolean more = true;
    while (more && !tally.hasFailed()) {
      try {
        Optional<byte[]> line = lines.next();
        more = line.isPresent();
        if (more) {
          take(line.get());
        }
      } catch (LineStream.TooLongException tooLong) {
        tally.reject(size++, tooLong.getMessage());
      }
    }
    if (!tally.hasFailed()) {
      acquire(windowBytes);
    }
    return tally;
  }

  /** The ids of the events that were sent. */
  Claims claims() {
    return claims;
  }

  private void take(byte[] line) throws InterruptedException {
    String text;
    try {
      text = text(line);
    } catch (CharacterCodingException malformed) {
      tally.reject(size++, "the line is not UTF-8");
      return;
    }
    if (text.isBlank()) {
      return;
    }
    int index = size++;
    JsonNode tree;
    try {
      tree = Json.parse(text);
    } catch (InvalidException malformed) {
      tally.reject(index, "the line " + malformed.problem());
      return;
    }
    try {
      LineageEvent event = EventJson.read(tree, arrival);
      take(index, event, line.length);
    } catch (InvalidException invalid) {
      tally.reject(index, invalid.getMessage());
    }
  }

  private void take(int index, LineageEvent event, int bytes) throws InterruptedException {
    Recent first = recent.get(event.eventId());
    if (first != null && !first.event().equals(event)) {
      tally.reject(
          index,
          "eventId: the event at index "
              + first.index()
              + " has the same id and other content; ids are unique");
      return;
    }
    if (!acquire(bytes)) {
      return;
    }
    CompletableFuture<Void> outcome =
        first == null ? sink.send(event, traceParent) : first.outcome();
    if (first == null) {
      claims.add(index, event);
      remember(new Recent(index, event, bytes, outcome));
    }
    outcome.whenComplete(
        (sent, failure) -> {
          tally.settle(index, failure);
          room.release(bytes);
        });
  }

  private void remember(Recent one) {
    recent.put(one.event().eventId(), one);
    recentBytes += one.bytes();
    Iterator<Recent> oldest = recent.values().iterator();
    while (recentBytes > windowBytes) {
      recentBytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  private boolean acquire(int bytes) throws InterruptedException {
    if (room.tryAcquire(bytes, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    tally.fail(new TimeoutException("not confirmed in " + patience));
    return false;
  }

  private String text(byte[] line) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    boolean marked = size == 0 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return marked ? text.substring(1) : text;
  }
}
