package dev.headwater.http.request;

import dev.headwater.model.Target;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits of the HTTP API.
 *
 * @param bodyBytes the largest request body, or the longest line in a body of lines
 * @param linesBytes the largest body of lines, which is sent on while it is received
 * @param lagEvents how many events may wait to be processed before the API accepts no more
 * @param threads the threads that serve requests
 * @param bodiesAtOnce how many requests with events are received at once; each needs about ten
 *     times its body in memory
 * @param readsAtOnce how many reads are answered at once
 * @param readsWaitingAtOnce how many reads may wait at once until they are caught up, including
 *     gates and cards
 * @param waitingAtOnce how many requests with events may wait at once for the processing
 * @param streams how many streams of alerts may be open at once
 * @param patience how long a request waits for its turn
 * @param sendTime how long Kafka may take to confirm the events of one request
 * @param waitTime how long a request may wait until the facts of its events are stored at their
 *     owners
 * @param kafkaAway after how long without an answer from Kafka events are rejected at once
 * @param settleTime how much longer a request waits until all that its events set off has settled
 * @param heartbeat after how long a silent stream of alerts sends a comment
 * @param closeTime how long requests may take to end when the server stops
 * @param uses the named uses of the policy, with their targets
 */
public record ApiOptions(
    int bodyBytes,
    long linesBytes,
    long lagEvents,
    int threads,
    int bodiesAtOnce,
    int readsAtOnce,
    int readsWaitingAtOnce,
    int waitingAtOnce,
    int streams,
    Duration patience,
    Duration sendTime,
    Duration waitTime,
    Duration kafkaAway,
    Duration settleTime,
    Duration heartbeat,
    Duration closeTime,
    Map<String, List<Target>> uses) {

  public ApiOptions {
    uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
  }

  /** Options without named uses. */
  public ApiOptions(
      int bodyBytes,
      long linesBytes,
      long lagEvents,
      int threads,
      int bodiesAtOnce,
      int readsAtOnce,
      int readsWaitingAtOnce,
      int waitingAtOnce,
      int streams,
      Duration patience,
      Duration sendTime,
      Duration waitTime,
      Duration kafkaAway,
      Duration settleTime,
      Duration heartbeat,
      Duration closeTime) {
    this(
        bodyBytes,
        linesBytes,
        lagEvents,
        threads,
        bodiesAtOnce,
        readsAtOnce,
        readsWaitingAtOnce,
        waitingAtOnce,
        streams,
        patience,
        sendTime,
        waitTime,
        kafkaAway,
        settleTime,
        heartbeat,
        closeTime,
        Map.of());
  }

  /**
   * 5 MiB, 1 GiB, a million events, 160 threads, 8 bodies, 32 and 64 reads, 1,000 waiting, 100
   * streams, 2 s, 15 s, 5 min, 5 s, 2 s, 15 s, 5 s.
   */
  public static final ApiOptions DEFAULT =
      new ApiOptions(
          5 * 1024 * 1024,
          1L << 30,
          1_000_000,
          160,
          8,
          32,
          64,
          1_000,
          100,
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          Duration.ofSeconds(5));

  /** The same options with another limit of bodies. */
  public ApiOptions withBodyBytes(int bytes) {
    return new ApiOptions(
        bytes,
        linesBytes,
        lagEvents,
        threads,
        bodiesAtOnce,
        readsAtOnce,
        readsWaitingAtOnce,
        waitingAtOnce,
        streams,
        patience,
        sendTime,
        waitTime,
        kafkaAway,
        settleTime,
        heartbeat,
        closeTime,
        uses);
  }

  /** The same options with these named uses. */
  public ApiOptions withUses(Map<String, List<Target>> named) {
    return new ApiOptions(
        bodyBytes,
        linesBytes,
        lagEvents,
        threads,
        bodiesAtOnce,
        readsAtOnce,
        readsWaitingAtOnce,
        waitingAtOnce,
        streams,
        patience,
        sendTime,
        waitTime,
        kafkaAway,
        settleTime,
        heartbeat,
        closeTime,
        named);
  }

  /** The same options with another limit of the backlog. */
  public ApiOptions withLagEvents(long events) {
    return new ApiOptions(
        bodyBytes,
        linesBytes,
        events,
        threads,
        bodiesAtOnce,
        readsAtOnce,
        readsWaitingAtOnce,
        waitingAtOnce,
        streams,
        patience,
        sendTime,
        waitTime,
        kafkaAway,
        settleTime,
        heartbeat,
        closeTime,
        uses);
  }
}
