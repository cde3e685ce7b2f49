/**
 * Reads over the partitions of all instances: assets, lineage, exposures, alerts and gates, and
 * whether everything that was sent is processed.
 *
 * <p>How it fits together: a read of the API is a {@link dev.headwater.query.walk.Reading}. It
 * sends {@link dev.headwater.query.question.Question}s to the instances that own the partitions in
 * question, with one request per instance and step. An instance answers a question from the rows of
 * one partition, through {@link dev.headwater.query.question.PartitionReads}. Questions to another
 * instance travel by {@link dev.headwater.query.peer.PeerProtocol}.
 *
 * <p>The packages below use each other in one direction: {@code freshness}, {@code question},
 * {@code progress} and {@code peer}, {@code answer}, {@code walk}. {@code stored} is the adapter to
 * the state store.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>An answer never lacks something silently: it is complete, or it says that it is not, or it
 *       has a cursor for the next page. Otherwise the read throws an {@link
 *       dev.headwater.query.freshness.UnavailableException}.
 *   <li>Every read has limits of time, rows and memory ({@link dev.headwater.query.ReadLimits}).
 *   <li>Every type that threads share is thread-safe; one {@code Reading} belongs to one thread.
 * </ol>
 *
 * <p>Wiring, for the composition root:
 *
 * <pre>{@code
 * Cluster cluster = new PlacedCluster(
 *     () -> streams.metadataForAllStreamsClients() as placements (hostInfo, topicPartitions of events),
 *     self, partitionCount, asset -> Partitioning.partition(asset.key(), partitionCount));
 * LocalReads local = new LocalReads(partition -> Optional<PartitionReads>, () -> new InstanceReport(..));
 * Backlogs backlogs = new KafkaBacklogs(admin, consumer, applicationId, eventsTopic, graphTopic, n);
 * Watermarks watermarks = new KafkaWatermarks(admin, consumer, applicationId, topics by feed);
 * Queries queries = new Queries(cluster, local, backlogs, watermarks, others, ReadLimits.DEFAULT);
 * }</pre>
 *
 * <p>Close {@code Queries} before the stream, the admin client and the consumer.
 */
package dev.headwater.query;
