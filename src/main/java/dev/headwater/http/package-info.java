/**
 * The HTTP API: bytes to {@link dev.headwater.query.Queries} and to Kafka, and back.
 *
 * <p>Wiring, for the composition root:
 *
 * <pre>{@code
 * EventSink sink = KafkaEventSink.connect(clientConfig, eventsTopic, encoder, largestEventBytes);
 * AlertFeed feed = new AlertFeed(() -> new KafkaConsumer<>(...), alertsTopic, alertDecoder);
 * feed.start();
 * ApiServer server = new ApiServer(host, port, ApiOptions.DEFAULT, queries, sink,
 *     openLineageReader, openLineageSink, feed, health, prometheus, Clock.systemUTC(), version).start();
 * }</pre>
 *
 * <p>The consumer of the feed reads committed records only and is of no group. Close in this order:
 * the server, the feed, the sink, the queries; then the stream.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>What is said to be accepted is confirmed by Kafka.
 *   <li>Every error is problem+json with a sentence; no stack trace leaves the process.
 *   <li>A body of lines is never held: it is sent on as it comes.
 *   <li>Bodies, requests at once, streams, waiting and pages are bounded ({@link
 *       dev.headwater.http.ApiOptions}).
 * </ol>
 */
package dev.headwater.http;
