/**
 * The HTTP API: turns requests into calls of {@link dev.headwater.query.Queries} and records in
 * Kafka, and their results into responses. {@link dev.headwater.http.ApiServer} has the routes; the
 * packages below have what they do.
 *
 * <p>Wiring, for the composition root:
 *
 * <pre>{@code
 * EventSink sink = KafkaEventSink.connect(clientConfig, eventsTopic, encoder, largestEventBytes);
 * AlertFeed feed = new AlertFeed(() -> new KafkaConsumer<>(...), alertsTopic, alertDecoder);
 * feed.start();
 * Backends backends = new Backends(queries, sink, openLineageReader, openLineageSink, quarantine,
 *     quarantinedContent, feed, health, prometheus);
 * ApiServer server = new ApiServer(host, port, ApiOptions.DEFAULT, security, backends,
 *     Clock.systemUTC(), version).start();
 * }</pre>
 *
 * <p>The consumer of the feed reads committed records only and belongs to no group. Close the parts
 * in this order: the server, the feed, the sinks, the queries, and then the stream.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>An event that an answer reports as accepted is confirmed by Kafka.
 *   <li>Every error is problem+json with a sentence; no stack trace leaves the process.
 *   <li>The server never holds a whole body of lines: it sends the lines on while it receives them.
 *   <li>Bodies, concurrent requests, streams, waiting times and pages are bounded ({@link
 *       dev.headwater.http.request.ApiOptions}).
 *   <li>No caller takes the server from the others by asking often ({@link
 *       dev.headwater.http.access.RateLimits}), and the counters of callers are bounded.
 * </ol>
 */
package dev.headwater.http;
