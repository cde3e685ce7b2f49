/**
 * The Kafka Streams topology: passes events and commands to the engine and applies its decisions.
 *
 * <p>The topics {@code events} and {@code graph} have the same number of partitions. Both feed one
 * {@link dev.headwater.stream.GraphProcessor} with one store. The processor handles everything that
 * follows from a record within its partition in place. It sends commands for other partitions to
 * {@code graph}, an input of the same processor. The result does not depend on the order of
 * records, so the keys of events do not matter either.
 *
 * <p>Exactly-once processing is required. With at-least-once, a crash can keep a changelog write
 * and lose the message that belongs to it. After the restart the row seems unchanged, so the
 * message is not sent again.
 */
package dev.headwater.stream;
