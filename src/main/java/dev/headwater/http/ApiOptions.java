package dev.headwater.http;

import java.time.Duration;

/**
 * Limits of the HTTP API.
 *
 * @param bodyBytes of a request, or of one line where a request is of lines
 * @param linesBytes of a request of lines, which are sent on as they come
 * @param lagEvents how many events may wait for the processing before no more are taken
 * @param threads that serve requests
 * @param bodiesAtOnce requests with events that are received at once; each takes about ten times
 *     its body in memory
 * @param readsAtOnce reads that are answered at once
 * @param readsWaitingAtOnce reads that wait until they are caught up, gates and cards among them
 * @param waitingAtOnce requests with events that wait for the processing
 * @param streams of alerts at once
 * @param patience how long a request waits for its turn
 * @param sendTime how long Kafka may take to confirm the events of one request
 * @param waitTime how long a request may wait until the facts of its events stand
 * @param kafkaAway how long Kafka may not answer before events are turned away at once
 * @param settleTime how much longer it waits for what they set off
 * @param heartbeat after which a silent stream of alerts gives a sign
 * @param closeTime that requests have to end when the server stops
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
    Duration closeTime) {

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

  /** The same with another limit of bodies. */
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
        closeTime);
  }

  /** The same with another limit of the backlog. */
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
        closeTime);
  }
}
