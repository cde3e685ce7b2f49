/**
 * Access to Kafka and to the schema registry: connections, waiting with a limit, and the marks that
 * one run leaves for others in the configuration of topics.
 *
 * <p>A mark says that a reset, a restore, an erasure or a change of partitions is under way.
 * Whoever starts looks for marks first.
 */
package dev.headwater.app.kafka;
