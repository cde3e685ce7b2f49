/**
 * OpenLineage on the topic to events of ours on theirs: a part of the topology that stands beside
 * the graph and shares only topics with it.
 *
 * <p>What is kept of a run between two of its events cannot be had again once the input has passed
 * its seven days, so it is no derived state: a reset leaves it, and how far the input has been
 * read, alone. What it has sent is in {@code headwater.events}, the source of truth.
 */
package dev.headwater.bridge;
