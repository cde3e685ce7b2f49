/**
 * The Kafka Streams topology: brings events and commands to the engine, applies what it decides.
 *
 * <p>{@code events} and {@code graph}, with equal partition counts, feed one {@link
 * dev.headwater.stream.GraphProcessor} with one store. What follows from a record within its
 * partition is done in place; what concerns other partitions goes to {@code graph}, which feeds
 * back into the same processor. Order never matters, so neither do the keys of events.
 *
 * <p>Exactly-once is required: at-least-once can keep a changelog write whose message was lost, and
 * what did not change is not sent again.
 */
package dev.headwater.stream;
