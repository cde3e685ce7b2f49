/**
 * Reads: who owns an asset, local and peer reads, lineage, exposures, alerts, gates, and whether
 * all that was sent is processed.
 *
 * <p>How it fits together: a read of the API is a {@link dev.headwater.query.Reading}, which takes
 * {@link dev.headwater.query.Question}s to the instances that own the partitions concerned, one
 * request per instance and step. A question is answered from one partition's rows, behind {@link
 * dev.headwater.query.PartitionReads}, either here or over {@link
 * dev.headwater.query.PeerProtocol}.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>An answer is never silently smaller: it is complete, says that it is not, has a cursor that
 *       goes on, or is an {@link dev.headwater.query.UnavailableException}.
 *   <li>Every read is bounded in time, rows and memory ({@link dev.headwater.query.ReadLimits}).
 *   <li>Every type that is shared is thread-safe; one {@code Reading} belongs to one thread.
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
