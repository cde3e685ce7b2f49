/**
 * The bridge: turns OpenLineage events on their topic into events of ours. It is a part of the
 * topology beside the graph. The two share topics and, if the topics have equally many partitions,
 * tasks, but no rows.
 *
 * <p>What the bridge stores of a run between two of its events cannot be rebuilt after seven days,
 * when the input topic has deleted the events. It is therefore not derived state: a reset keeps it,
 * and the committed offsets of the input. The events that the bridge sends are in {@code
 * headwater.events}, the source of truth.
 */
package dev.headwater.bridge;
